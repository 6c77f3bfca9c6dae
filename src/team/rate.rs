//! A share with the counts that it is made of, and how far it can be trusted.

use serde::Serialize;

/// The fewest cases of which a share is told.
pub const FEWEST: usize = 5;

/// The standard score of an interval that holds the true share four times of five.
const SCORE: f64 = 1.2816;

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Rate {
    pub part: usize,
    pub whole: usize,
}

impl Rate {
    /// Counts one more case.
    pub(super) fn add(&mut self, holds: bool) {
        self.part += usize::from(holds);
        self.whole += 1;
    }

    /// The share, from 0 to 1; `None` under [`FEWEST`] cases.
    pub fn share(self) -> Option<f64> {
        (self.whole >= FEWEST).then(|| self.part as f64 / self.whole as f64)
    }

    /// Between which shares the true one lies, four times of five (Wilson's interval); `None` under [`FEWEST`] cases.
    pub fn interval(self) -> Option<(f64, f64)> {
        let share = self.share()?;
        let (n, squared) = (self.whole as f64, SCORE * SCORE);
        let middle = (share + squared / (2.0 * n)) / (1.0 + squared / n);
        let half = SCORE / (1.0 + squared / n) * (share * (1.0 - share) / n + squared / (4.0 * n * n)).sqrt();
        Some(((middle - half).max(0.0), (middle + half).min(1.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_cases_tell_nothing() {
        assert_eq!(Rate { part: 4, whole: 4 }.share(), None);
        assert_eq!(Rate { part: 4, whole: 4 }.interval(), None);
        assert_eq!(Rate { part: 4, whole: 5 }.share(), Some(0.8));
    }

    /// Figures of Wilson's formula, worked out by hand.
    #[test]
    fn more_cases_make_the_interval_narrower() {
        let close = |rate: Rate, low: f64, high: f64| {
            let (from, to) = rate.interval().unwrap_or_default();
            assert!((from - low).abs() < 0.001 && (to - high).abs() < 0.001, "{rate:?}: {from} to {to}");
        };
        close(Rate { part: 5, whole: 10 }, 0.312, 0.688);
        close(Rate { part: 50, whole: 100 }, 0.436, 0.564);
        close(Rate { part: 0, whole: 10 }, 0.0, 0.141);
        close(Rate { part: 10, whole: 10 }, 0.859, 1.0);
    }
}
