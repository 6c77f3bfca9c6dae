//! Panics, should there ever be one: caught with the note that brought it to light, so that the others are read.

use crate::error::Error;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Where the last panic in guarded work happened.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does some work on the note or file that `place` names; a panic becomes an error that tells of it.
///
/// What the work changes beside its result must not be used after an error.
///
/// # Errors
/// [`Error::Bug`], where the work panics.
pub fn guarded<T>(place: impl FnOnce() -> String, work: impl FnOnce() -> T) -> Result<T, Error> {
    let outer = IS_GUARDED.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    IS_GUARDED.set(outer);
    outcome.map_err(|panic| Error::Bug { path: place(), message: message(panic.as_ref()) })
}

/// From now on, panics that are caught here are told by their error alone, with their place in the code. The usual
/// message on standard error may hold words of a note, which are not for every log.
pub fn hush() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| match IS_GUARDED.get() {
        true => PLACE.set(info.location().map(ToString::to_string)),
        false => usual(info),
    }));
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or("a panic without words");
    PLACE.take().map_or_else(|| text.to_owned(), |place| format!("{text}, at {place}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_with_its_words() {
        assert_eq!(guarded(|| "a.md".into(), || 7).unwrap(), 7);
        let number = 7;
        let error = guarded(|| "a.md".into(), || assert_eq!(number, 8, "eight")).unwrap_err().to_string();
        assert!(error.starts_with("a.md: ") && error.contains("eight") && error.contains("bug"), "{error}");
        let error = guarded(|| "a.md".into(), || panic::resume_unwind(Box::new(7))).unwrap_err().to_string();
        assert!(error.contains("without words"), "{error}");
        assert!(!IS_GUARDED.get());
    }
}
