//! Many sources in, results out: in parallel, in order, in bounded memory.

use crate::error::Error;
use crate::source::{self, NoteText, Source};
use rayon::ThreadPool;
use std::any::Any;
use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

/// How many bytes of sources may be in work, or done and waiting for their turn; one larger source goes alone.
const BYTES_AHEAD: u64 = 32 << 20;

/// How many sources may be in work, or done and waiting for their turn, however small.
const SOURCES_AHEAD: usize = 1024;

type Results<T> = Vec<Result<T, Error>>;

/// Runs `work` over every note of `sources` on the threads of `pool`, and hands what it returns to `emit` on this
/// thread, in the order of the sources.
///
/// A source that cannot be read, and a note on which `work` panics, come as errors in their places; the others
/// are not touched by it. At most a fixed number of bytes is taken ahead of `emit`, however many sources there are.
/// An error of `emit` ends the run and is returned.
pub fn run<T: Send>(
    sources: &[Source],
    pool: &ThreadPool,
    work: impl Fn(&Source, NoteText) -> T + Sync,
    mut emit: impl FnMut(Result<T, Error>) -> io::Result<()>,
) -> io::Result<()> {
    let stopped = AtomicBool::new(false);
    let (work, stopped) = (&work, &stopped);
    pool.in_place_scope(|scope| {
        let mut ahead = Ahead { waiting: VecDeque::new(), bytes: 0 };
        for source in sources {
            let size = source.size();
            while ahead.is_full(size) {
                ahead.take(&mut emit, stopped)?;
            }
            let (sender, receiver) = sync_channel(1);
            ahead.push(size, receiver);
            scope.spawn(move |_| {
                if !stopped.load(Ordering::Relaxed) {
                    // Nobody listens any more once `emit` has failed.
                    let _ = sender.send(results(source, work));
                }
            });
        }
        while !ahead.waiting.is_empty() {
            ahead.take(&mut emit, stopped)?;
        }
        Ok(())
    })
}

/// The threads for [`run`]; 0 is one for each core.
pub fn pool(threads: usize) -> io::Result<ThreadPool> {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(io::Error::other)
}

/// The results that are in work, oldest first.
struct Ahead<T> {
    waiting: VecDeque<(u64, Receiver<Results<T>>)>,
    bytes: u64,
}

impl<T> Ahead<T> {
    fn is_full(&self, more: u64) -> bool {
        let room = self.waiting.len() < SOURCES_AHEAD && self.bytes.saturating_add(more) <= BYTES_AHEAD;
        !room && !self.waiting.is_empty()
    }

    fn push(&mut self, size: u64, receiver: Receiver<Results<T>>) {
        self.bytes = self.bytes.saturating_add(size);
        self.waiting.push_back((size, receiver));
    }

    /// Waits for the oldest results and hands them on.
    fn take(
        &mut self,
        emit: &mut impl FnMut(Result<T, Error>) -> io::Result<()>,
        stopped: &AtomicBool,
    ) -> io::Result<()> {
        let Some((size, receiver)) = self.waiting.pop_front() else { return Ok(()) };
        self.bytes -= size;
        let results = receiver.recv().unwrap_or_default();
        results.into_iter().try_for_each(emit).inspect_err(|_| stopped.store(true, Ordering::Relaxed))
    }
}

/// What `work` makes of each note of a source.
fn results<T>(source: &Source, work: &impl Fn(&Source, NoteText) -> T) -> Results<T> {
    match source::read(source) {
        Ok(notes) => notes.into_iter().map(|note| guarded(source, note, work)).collect(),
        Err(error) => vec![Err(error)],
    }
}

fn guarded<T>(source: &Source, note: NoteText, work: &impl Fn(&Source, NoteText) -> T) -> Result<T, Error> {
    // Nothing that `work` shares is changed by it, so a panic leaves nothing half done behind.
    catch_unwind(AssertUnwindSafe(|| work(source, note)))
        .map_err(|panic| Error::Bug { path: source.name(), message: panic_message(panic.as_ref()) })
}

fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without words").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ConfigId;
    use std::path::{Path, PathBuf};
    use std::sync::atomic::AtomicUsize;

    fn sources(dir: &Path, count: usize) -> Vec<Source> {
        (0..count)
            .map(|number| {
                let path = dir.join(format!("{number:04}.md"));
                std::fs::write(&path, number.to_string()).unwrap();
                Source { path, config: ConfigId::default() }
            })
            .collect()
    }

    fn texts(sources: &[Source], threads: usize) -> Vec<String> {
        let mut seen = Vec::new();
        let show = |_: &Source, note: NoteText| note.text;
        run(sources, &pool(threads).unwrap(), show, |result| {
            seen.push(result.unwrap_or_else(|error| error.to_string()));
            Ok(())
        })
        .unwrap();
        seen
    }

    #[test]
    fn results_come_in_the_order_of_the_sources() {
        let dir = tempfile::tempdir().unwrap();
        let sources = sources(dir.path(), 3 * SOURCES_AHEAD / 2);
        let wanted: Vec<String> = (0..sources.len()).map(|number| number.to_string()).collect();
        assert_eq!(texts(&sources, 1), wanted);
        assert_eq!(texts(&sources, 4), wanted);
    }

    #[test]
    fn a_bad_source_and_a_panic_stay_in_their_places() {
        let dir = tempfile::tempdir().unwrap();
        let mut sources = sources(dir.path(), 3);
        sources.insert(1, Source { path: PathBuf::from("no-such.md"), config: ConfigId::default() });
        let mut seen = Vec::new();
        let work = |_: &Source, note: NoteText| {
            assert_ne!(note.text, "1", "one is too many");
            note.text
        };
        run(&sources, &pool(2).unwrap(), work, |result| {
            seen.push(result.map_err(|error| error.to_string()));
            Ok(())
        })
        .unwrap();
        assert_eq!(seen[0].as_deref(), Ok("0"));
        assert_eq!(seen[1].as_ref().unwrap_err(), "no-such.md: no such file or folder");
        let bug = seen[2].as_ref().unwrap_err();
        assert!(bug.contains("0001.md") && bug.contains("one is too many"), "{bug}");
        assert_eq!(seen[3].as_deref(), Ok("2"));
    }

    #[test]
    fn a_failing_sink_stops_the_run() {
        let dir = tempfile::tempdir().unwrap();
        let sources = sources(dir.path(), 3 * SOURCES_AHEAD);
        let worked = AtomicUsize::new(0);
        let work = |_: &Source, _: NoteText| worked.fetch_add(1, Ordering::Relaxed);
        let error = run(&sources, &pool(2).unwrap(), work, |_| Err(io::ErrorKind::BrokenPipe.into())).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
        assert!(worked.into_inner() <= SOURCES_AHEAD, "nothing is started after the first failure");
    }
}
