//! What is done when the program is told to stop, or finds a mistake of its own.

use goodmeeting::{draft, guard};
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many notes were done, or could not be read, so far.
static DONE: AtomicUsize = AtomicUsize::new(0);

/// Counts one note.
pub(crate) fn count_note() {
    DONE.fetch_add(1, Ordering::Relaxed);
}

/// From now on the program leaves no half file when it is told to stop.
pub(crate) fn watch() {
    guard::hush();
    #[cfg(unix)]
    on_signals();
}

#[cfg(unix)]
fn on_signals() {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::{iterator::Signals, low_level::emulate_default_handler};
    // Where there can be no handler the system stops the program at once, which leaves no more than a draft behind.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            stopped(if signal == SIGINT { "SIGINT" } else { "SIGTERM" });
            // Whoever started us learns that we were stopped, as it would of any program.
            let _ = emulate_default_handler(signal);
        }
    });
}

/// Cleans up, and says what was done and what was not.
fn stopped(by: &str) {
    let given_up = draft::abandon();
    let done = DONE.load(Ordering::Relaxed);
    let files = given_up.iter().map(|file| format!("; {} was left as it was", file.display()));
    let _ = writeln!(std::io::stderr(), "stopped by {by} after {done} notes{}", files.collect::<String>());
}

/// Panics on notes with certain words, for tests of what happens then. It is in no release.
#[cfg(debug_assertions)]
pub(crate) fn panic_if_asked(text: &str) {
    let words = std::env::var("GOODMEETING_TEST_PANIC").unwrap_or_default();
    assert!(words.is_empty() || !text.contains(&words), "a test asked for it: {words}");
}
