//! What the notes of a team come to: by author, and over time.
//!
//! Every figure is a count over conversations (notes of any verdict but `no_contact`), given with its counts. Under
//! [`FEWEST`] of them no share is told, and nothing is said of an author's habit that chance would explain as well.

mod authors;
mod habits;
mod periods;
mod rate;

pub use authors::Authors;
pub use habits::{HABITS, Habit};
pub use periods::{Period, Timeline, Unit};
pub use rate::{FEWEST, Rate};

use crate::record::Record;
use crate::rules::Verdict;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The conversations of one author, or of all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rep {
    /// All notes, those without contact too.
    pub notes: usize,
    /// How often each of [`HABITS`] showed.
    pub rates: [Rate; habits::COUNT],
}

/// What can be said of a habit of somebody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// It goes better than with the others, beyond what chance explains.
    Strength,
    /// It goes less well, beyond what chance explains.
    Practice,
}

/// The notes of a team, counted one by one.
#[derive(Debug, Clone, Default)]
pub struct Team {
    /// By author, whose name is one in any case of letters; without a name there are the notes that name none.
    reps: BTreeMap<Option<String>, (String, Rep)>,
    /// All of them together.
    pub all: Rep,
    /// The day of each conversation that has one, and whether it was an advance.
    talks: Vec<(Date, bool)>,
}

impl Team {
    /// Counts one more note.
    pub fn add(&mut self, record: &Record) {
        let (name, rep) = self.reps.entry(record.author.as_deref().map(str::to_lowercase)).or_default();
        let capitals = |name: &str| name.chars().filter(|letter| letter.is_uppercase()).count();
        if let Some(author) =
            record.author.as_ref().filter(|author| name.is_empty() || capitals(author) > capitals(name))
        {
            name.clone_from(author);
        }
        rep.add(record);
        self.all.add(record);
        let day = record.date.as_deref().and_then(|date| date.parse().ok());
        if let Some(day) = day.filter(|_| is_conversation(record)) {
            self.talks.push((day, matches!(record.verdict, Verdict::Advance | Verdict::Order)));
        }
    }

    /// Who of the authors is whom.
    pub fn authors(&self) -> Authors {
        Authors::learn(self.reps.iter().filter(|(key, _)| key.is_some()).map(|(_, (name, _))| name.as_str()))
    }

    /// The authors in order of name, each under the fullest one, and first, as `None`, the notes that name none.
    pub fn reps<'t>(&'t self, authors: &'t Authors) -> BTreeMap<Option<&'t str>, Rep> {
        let mut reps: BTreeMap<Option<&str>, Rep> = BTreeMap::new();
        for (key, (name, rep)) in &self.reps {
            reps.entry(key.as_ref().map(|_| authors.fullest(name))).or_default().join(rep);
        }
        reps
    }

    /// Conversations and advances over time.
    pub fn timeline(&self) -> Timeline {
        periods::timeline(&self.talks)
    }
}

impl Rep {
    fn join(&mut self, other: &Rep) {
        self.notes += other.notes;
        for (rate, more) in self.rates.iter_mut().zip(&other.rates) {
            rate.part += more.part;
            rate.whole += more.whole;
        }
    }

    fn add(&mut self, record: &Record) {
        self.notes += 1;
        if is_conversation(record) {
            HABITS.iter().zip(&mut self.rates).for_each(|(habit, rate)| habit.count(record, rate));
        }
    }

    /// What can be said of each habit beside that of all, who are the measure.
    pub fn remarks(&self, all: &Rep) -> [Option<Remark>; habits::COUNT] {
        std::array::from_fn(|at| {
            let (low, high) = self.rates[at].interval()?;
            let usual = all.rates[at].share()?;
            match (low > usual, high < usual) {
                (true, _) if HABITS[at].more_is_better => Some(Remark::Strength),
                (true, _) => Some(Remark::Practice),
                (_, true) if HABITS[at].more_is_better => Some(Remark::Practice),
                (_, true) => Some(Remark::Strength),
                _ => None,
            }
        })
    }
}

fn is_conversation(record: &Record) -> bool {
    record.verdict != Verdict::NoContact
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rep(rates: [(usize, usize); habits::COUNT]) -> Rep {
        Rep { notes: 0, rates: rates.map(|(part, whole)| Rate { part, whole }) }
    }

    #[test]
    fn what_chance_explains_is_not_remarked_on() {
        let all = rep([(50, 100), (50, 100), (50, 100), (50, 100)]);
        assert_eq!(rep([(4, 10), (6, 10), (2, 4), (0, 0)]).remarks(&all), [None; 4]);
    }

    #[test]
    fn more_is_better_of_some_habits_and_worse_of_others() {
        let all = rep([(50, 100), (50, 100), (50, 100), (50, 100)]);
        let (good, bad) = (Some(Remark::Strength), Some(Remark::Practice));
        assert_eq!(rep([(9, 10), (1, 10), (9, 10), (1, 10)]).remarks(&all), [good, bad, bad, good]);
    }

    #[test]
    fn every_habit_has_its_question() {
        assert!(HABITS.iter().all(|habit| !habit.question().is_empty()), "each names a rule");
    }
}
