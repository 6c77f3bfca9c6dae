//! The draft of a mail after a call.

use super::coaching::Missing;
use super::{Coaching, Day, trimmed};
use crate::extract::{Status, Strength};
use crate::note::Side;
use crate::note::people::is_name_like;
use crate::record::{CommitmentRecord, Record};
use jiff::civil::Date;
use serde::Serialize;

/// What was promised in a note, and what is missing. Nothing is in it that the note does not say.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Recap {
    pub subject: String,
    pub account: Option<String>,
    pub date: Option<Day>,
    pub author: Option<String>,
    /// First names of the customer's people.
    pub greeted: Vec<String>,
    pub yours: Vec<Agreed>,
    pub ours: Vec<Agreed>,
    pub together: Vec<Agreed>,
    /// Of third parties, and of those whose side is unknown.
    pub others: Vec<Agreed>,
    /// What is missing: owners, days, anything on their side.
    pub questions: Vec<String>,
}

/// A commitment as a recap tells it.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Agreed {
    pub text: String,
    /// The names; empty where nobody is named.
    pub owner: String,
    /// "by Friday 6 March", or the note's own words for it; empty where there is no day.
    pub due: String,
    pub strength: &'static str,
}

impl Recap {
    /// The recap of a note.
    pub fn new(record: &Record, coaching: &Coaching) -> Recap {
        let day = record.date.as_deref().and_then(|date| date.parse::<Date>().ok());
        let is_open = |one: &&CommitmentRecord| one.strength != Strength::Empty && one.status == Status::Open;
        let open: Vec<&CommitmentRecord> = record.commitments.iter().filter(is_open).collect();
        let of = |sides: &[Side]| -> Vec<Agreed> {
            open.iter().filter(|one| sides.contains(&one.side)).map(|one| agreed(one, day)).collect()
        };
        let (yours, together) = (of(&[Side::Them]), of(&[Side::Both]));
        let mut questions: Vec<String> = open.iter().filter_map(|one| missing(one, coaching)).collect();
        if yours.is_empty() && together.is_empty() {
            questions.push(coaching.about(Missing::Theirs, ""));
        }
        let customers = record.participants.iter().filter(|person| person.side == Side::Them);
        let date = day.map(|day| Day::new(day, day));
        let about = record.account.as_deref().or(record.title.as_deref()).unwrap_or("our conversation");
        let on = date.as_ref().map(|day| format!(", {}", day.words)).unwrap_or_default();
        Recap {
            subject: format!("Recap: {about}{on}"),
            account: record.account.clone(),
            date,
            author: record.author.clone(),
            greeted: customers.map(|person| first_name(&person.name).to_owned()).collect(),
            yours,
            ours: of(&[Side::Us]),
            together,
            others: of(&[Side::Third, Side::Unknown]),
            questions,
        }
    }
}

/// The first name, or all of one that begins with a title.
fn first_name(name: &str) -> &str {
    name.split(' ').next().filter(|first| is_name_like(first) && !first.ends_with('.')).unwrap_or(name)
}

fn agreed(one: &CommitmentRecord, day: Option<Date>) -> Agreed {
    let due = one.due.as_deref().and_then(|due| due.parse::<Date>().ok());
    let due = match (due, &one.due_text) {
        (Some(due), _) => format!("by {}", Day::new(due, day.unwrap_or(due)).words),
        (None, Some(words)) => words.clone(),
        (None, None) => String::new(),
    };
    Agreed { text: trimmed(&one.text), owner: one.owner.join(", "), due, strength: one.strength.name() }
}

/// The question about what a commitment lacks most.
fn missing(one: &CommitmentRecord, coaching: &Coaching) -> Option<String> {
    let missing = match one.strength {
        _ if one.owner.is_empty() && one.side != Side::Us => Missing::NoOwner,
        _ if one.due_text.is_none() => Missing::NoDue,
        Strength::Firm => return None,
        _ => Missing::NotFirm,
    };
    Some(coaching.about(missing, &trimmed(&one.text)))
}
