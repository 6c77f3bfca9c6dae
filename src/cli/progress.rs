//! A bar on the terminal for runs that take a while.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// How long a run goes without a bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that shows itself only on a terminal to which nothing else is written, and only after a while.
pub(crate) struct Progress {
    bar: ProgressBar,
    begun: Instant,
    waiting: bool,
}

impl Progress {
    pub(crate) fn new(total: usize, wanted: bool) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} notes, {eta} left") {
            bar.set_style(style);
        }
        let waiting = wanted && std::io::stderr().is_terminal() && !std::io::stdout().is_terminal();
        Progress { bar, begun: Instant::now(), waiting }
    }

    /// One more is done.
    pub(crate) fn step(&mut self) {
        if self.waiting && self.begun.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.waiting = false;
        }
        self.bar.inc(1);
    }

    /// Takes the bar away while something else is written.
    pub(crate) fn aside(&self, write: impl FnOnce()) {
        self.bar.suspend(write);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
