//! What the files of a folder tell of each other's notes (who an id is, what was said in a call): worked out once, for all
//! of them.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// How much is kept: files of one folder come one after the other.
const KEPT: usize = 4;

type Kept = Vec<(String, Arc<dyn Any + Send + Sync>)>;

/// What was worked out from the files of some folders, shared by all sources of a walk or all members of a zip.
#[derive(Clone, Default)]
pub struct Beside(Arc<Mutex<Kept>>);

impl Beside {
    /// What the files of a folder tell, in the form of one program; `make` looks into them the first time.
    pub(super) fn of<T: Any + Send + Sync>(&self, folder: &str, make: impl FnOnce() -> T) -> Arc<T> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut here = kept.iter().filter(|(name, _)| name == folder);
        if let Some(known) = here.find_map(|(_, one)| Arc::clone(one).downcast().ok()) {
            return known;
        }
        let made = Arc::new(make());
        if kept.len() == KEPT {
            kept.remove(0);
        }
        kept.push((folder.to_owned(), Arc::<T>::clone(&made)));
        made
    }
}

/// Sources are the same whatever is kept for them.
impl PartialEq for Beside {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Beside {}

impl fmt::Debug for Beside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Beside")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_looked_into_once_for_each_form() {
        let beside = Beside::default();
        let looked = std::cell::Cell::new(0);
        let look = |folder: &str| {
            beside.of(folder, || {
                looked.set(looked.get() + 1);
                folder.len()
            })
        };
        assert_eq!((*look("one"), *look("one"), looked.get()), (3, 3, 1));
        assert_eq!(*beside.of("one", || "of another form"), "of another form");
        for folder in ["a", "b", "c", "d", "one"] {
            look(folder);
        }
        assert_eq!(looked.get(), 6, "the oldest is forgotten");
    }
}
