//! Many sources in, results out: in parallel, in order, in bounded memory.

use crate::error::Error;
use crate::guard::guarded;
use crate::source::{NoteText, Piece, Source};
use rayon::{Scope, ThreadPool};
use rustc_hash::FxHashSet;
use std::collections::VecDeque;
use std::io;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

/// How many bytes of sources may be in work, or done and waiting for their turn; one larger source goes alone.
const BYTES_AHEAD: u64 = 32 << 20;

/// How many sources may be in work, or done and waiting for their turn, however small.
const SOURCES_AHEAD: usize = 1024;

/// How many bytes of text of a streamed source are worked on in one go.
const CHUNK: usize = 64 << 10;

/// What was made of a note, and by what it is known for a copy of another.
struct Made<T> {
    value: T,
    identity: u64,
    /// Whether it is known by more than its words: by an id, or by its place in a container.
    is_certain: bool,
    /// By what it is known for the same note in another format.
    twin: Option<u64>,
}

type Results<T> = Vec<Result<Made<T>, Error>>;

/// Runs `work` over every note of `sources` on the threads of `pool`, and hands what it returns to `emit` on this
/// thread, in the order of the sources and of the notes in them. Returns how many notes were left out because they are
/// copies: one note in two exports, in two formats, or in a folder and in a zip of it. Two files of different names with the
/// same text are two notes.
///
/// A source that cannot be read, and a note on which `work` panics, come as errors in their places; the others
/// are not touched by it. At most a fixed number of bytes is taken ahead of `emit`, however many sources there are,
/// and however many notes in one: large exports are cut up on this thread, and read and worked on by the others.
/// An error of `emit` ends the run and is returned.
pub fn run<T: Send>(
    sources: &[Source],
    pool: &ThreadPool,
    work: impl Fn(&Source, NoteText) -> T + Sync,
    emit: impl FnMut(Result<T, Error>) -> io::Result<()>,
) -> io::Result<usize> {
    let stopped = AtomicBool::new(false);
    let (work, stopped) = (&work, &stopped);
    pool.in_place_scope(|scope| {
        let mut ahead = Ahead {
            waiting: VecDeque::new(),
            bytes: 0,
            out: Out { emit, certain: FxHashSet::default(), others: FxHashSet::default(), copies: 0 },
            stopped,
        };
        for source in sources {
            let size = source.size();
            if source.is_stream(size) {
                let mut chunks = Chunks { chunk: Vec::new(), bytes: 0 };
                let mut outcome = Ok(());
                source.pieces(&mut |piece| {
                    outcome = chunks.push(piece).map_or(Ok(()), |(bytes, chunk)| {
                        ahead.start(scope, bytes, move || worked(source, chunk, work))
                    });
                    if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                });
                outcome?;
                let (bytes, chunk) = chunks.take();
                ahead.start(scope, bytes, move || worked(source, chunk, work))?;
            } else {
                ahead.start(scope, size, move || worked(source, whole(source), work))?;
            }
        }
        while !ahead.waiting.is_empty() {
            ahead.take()?;
        }
        Ok(ahead.out.copies)
    })
}

/// All pieces of a source.
fn whole(source: &Source) -> Vec<Piece> {
    let mut pieces = Vec::new();
    source.pieces(&mut |piece| {
        pieces.push(piece);
        ControlFlow::Continue(())
    });
    pieces
}

/// The pieces of a streamed source, gathered until they are worth a thread's while.
struct Chunks {
    chunk: Vec<Piece>,
    bytes: usize,
}

impl Chunks {
    fn push(&mut self, piece: Piece) -> Option<(u64, Vec<Piece>)> {
        self.bytes += piece.size();
        self.chunk.push(piece);
        (self.bytes >= CHUNK || self.chunk.len() >= SOURCES_AHEAD).then(|| self.take())
    }

    fn take(&mut self) -> (u64, Vec<Piece>) {
        (std::mem::take(&mut self.bytes) as u64, std::mem::take(&mut self.chunk))
    }
}

/// The threads for [`run`]; 0 is one for each core.
pub fn pool(threads: usize) -> io::Result<ThreadPool> {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(io::Error::other)
}

/// The results that are in work, oldest first.
struct Ahead<'s, T, E> {
    waiting: VecDeque<(u64, Receiver<Results<T>>)>,
    bytes: u64,
    out: Out<E>,
    stopped: &'s AtomicBool,
}

impl<'s, T: Send, E: FnMut(Result<T, Error>) -> io::Result<()>> Ahead<'s, T, E> {
    /// Starts some work of that size, once there is room for it.
    fn start<'scope>(
        &mut self,
        scope: &Scope<'scope>,
        size: u64,
        work: impl FnOnce() -> Results<T> + Send + 'scope,
    ) -> io::Result<()>
    where
        's: 'scope,
        T: 'scope,
    {
        while self.is_full(size) {
            self.take()?;
        }
        let (sender, receiver) = sync_channel(1);
        self.bytes = self.bytes.saturating_add(size);
        self.waiting.push_back((size, receiver));
        let stopped = self.stopped;
        scope.spawn(move |_| {
            if !stopped.load(Ordering::Relaxed) {
                // Nobody listens any more once `emit` has failed.
                let _ = sender.send(work());
            }
        });
        Ok(())
    }

    fn is_full(&self, more: u64) -> bool {
        let room = self.waiting.len() < SOURCES_AHEAD && self.bytes.saturating_add(more) <= BYTES_AHEAD;
        !room && !self.waiting.is_empty()
    }

    /// Waits for the oldest results and hands them on.
    fn take(&mut self) -> io::Result<()> {
        let Some((size, receiver)) = self.waiting.pop_front() else { return Ok(()) };
        self.bytes -= size;
        let results = receiver.recv().unwrap_or_default();
        let stopped = self.stopped;
        results
            .into_iter()
            .try_for_each(|made| self.out.push(made))
            .inspect_err(|_| stopped.store(true, Ordering::Relaxed))
    }
}

/// Where results go, each note once.
struct Out<E> {
    emit: E,
    /// The notes so far that are known by more than their words. An export has millions: eight bytes for each.
    certain: FxHashSet<u64>,
    /// The others.
    others: FxHashSet<u64>,
    copies: usize,
}

impl<E> Out<E> {
    fn push<T>(&mut self, made: Result<Made<T>, Error>) -> io::Result<()>
    where
        E: FnMut(Result<T, Error>) -> io::Result<()>,
    {
        let made = match made {
            Ok(Made { value, identity, is_certain, twin }) => {
                let is_twin = twin.is_some_and(|twin| !self.certain.insert(twin));
                if is_twin || self.is_copy(identity, is_certain) {
                    self.copies += 1;
                    return Ok(());
                }
                Ok(value)
            }
            Err(error) => Err(error),
        };
        (self.emit)(made)
    }

    /// Whether a note was there before. That two are the same is certain where one of them is known by more than its words.
    fn is_copy(&mut self, identity: u64, is_certain: bool) -> bool {
        if is_certain {
            !self.certain.insert(identity) || self.others.contains(&identity)
        } else {
            self.others.insert(identity);
            self.certain.contains(&identity)
        }
    }
}

/// What `work` makes of some pieces of a source.
fn worked<T>(source: &Source, pieces: Vec<Piece>, work: &impl Fn(&Source, NoteText) -> T) -> Results<T> {
    let read = |piece: Piece| guarded(|| source.name(), || piece.read()).unwrap_or_else(|panic| vec![Err(panic)]);
    pieces.into_iter().flat_map(read).map(|note| made(source, note?, work)).collect()
}

fn made<T>(source: &Source, note: NoteText, work: &impl Fn(&Source, NoteText) -> T) -> Result<Made<T>, Error> {
    let (identity, twin) = (note.identity(), note.twin());
    let is_certain = note.entry.is_some() || note.id.is_some();
    let place = note.entry.as_ref().map_or_else(|| source.name(), |entry| format!("{}: {entry}", source.name()));
    // Nothing that `work` shares is changed by it, so a panic leaves nothing half done behind.
    guarded(|| place, || work(source, note)).map(|value| Made { value, identity, is_certain, twin })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ConfigId;
    use crate::source::Content;
    use std::path::{Path, PathBuf};
    use std::sync::atomic::AtomicUsize;

    fn sources(dir: &Path, count: usize) -> Vec<Source> {
        (0..count)
            .map(|number| {
                let path = dir.join(format!("{number:04}.md"));
                std::fs::write(&path, number.to_string()).unwrap();
                Source {
                    path,
                    config: ConfigId::default(),
                    is_named: true,
                    content: Content::File,
                    ..Source::default()
                }
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
    fn pieces_of_large_exports_come_in_their_order_whoever_reads_them() {
        let filler = "We will sign the order by Friday. ".repeat(20);
        let mail = |number: usize| {
            format!("From a@b.example Mon Mar  2 10:00:00 2026\nFrom: a@b.example\nSubject: x\n\n{number} {filler}\n\n")
        };
        let row = |number: usize| format!("2026-03-02,{number} {filler}\n");
        let mailbox: String = (0..600).map(mail).collect();
        let table: String = std::iter::once("Date,Notes\n".to_owned()).chain((0..600).map(row)).collect();
        for (name, content) in [("all.mbox", mailbox), ("all.csv", table)] {
            let source = Source::of_bytes(name, content.as_bytes());
            assert!(source.is_stream(source.size()));
            let found = texts(std::slice::from_ref(&source), 4);
            let numbers: Vec<_> = found.iter().map(|text| text.trim().split(' ').next().unwrap().to_owned()).collect();
            assert_eq!(numbers, (0..600).map(|number| number.to_string()).collect::<Vec<_>>());
            assert_eq!(found, texts(&[source], 1));
        }
    }

    #[test]
    fn a_bad_source_and_a_panic_stay_in_their_places() {
        let dir = tempfile::tempdir().unwrap();
        let mut sources = sources(dir.path(), 3);
        sources.insert(
            1,
            Source {
                path: PathBuf::from("no-such.md"),
                config: ConfigId::default(),
                is_named: true,
                content: Content::File,
                ..Source::default()
            },
        );
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
