//! The head of a note: front matter, header lines, title, and what they tell.

use super::lines::{Field, Line, fields};
use super::{absolute_date, title};
use crate::dates::{Order, find_absolute, parse_date, weekday_in};
use crate::note::Years;
use crate::note::people::roster::Roster;
use crate::note::people::words::{Key, fold, lexis};
use crate::note::people::{lists, names};
use jiff::civil::Date;

/// How many lines with words the head has at most.
const LINES: usize = 16;
/// How many of them may hold a date or an author without a key.
const OPENING: usize = 4;
/// How many bytes of such a line may stand up to the end of its date.
const DATED: usize = 160;
/// How many words of a line are read as its label.
const LABEL: usize = 4;

/// A `key: value` of the head.
#[derive(Debug)]
pub(super) struct HeadField {
    pub(super) key: Key,
    pub(super) qualifier: Option<String>,
    pub(super) value: String,
    /// Whether it comes from front matter.
    front: bool,
}

/// The head of a note.
#[derive(Debug)]
pub(super) struct Head<'l> {
    pub(super) title: Option<String>,
    pub(super) fields: Vec<HeadField>,
    /// Its lines, with words, of the note's own.
    pub(super) lines: Vec<&'l Line>,
    /// In what order the note's figures name day and month.
    order: Order,
}

impl<'l> Head<'l> {
    pub(super) fn read(all: &'l [Line], order: Order) -> Self {
        let mut fields = Vec::new();
        let body = front_matter(all, &mut fields);
        let lines: Vec<&Line> = all[body..]
            .iter()
            .filter(|line| !line.words.is_empty())
            .take(LINES)
            .take_while(|line| !line.foreign)
            .collect();
        for line in &lines {
            // A message that is pasted in is set off.
            let pasted = |key| line.indented && matches!(key, Key::From | Key::To | Key::Date | Key::Title);
            fields.extend(
                fields_of(line).into_iter().filter(|field| !pasted(field.key)).map(|field| owned(&field, false)),
            );
        }
        fields.extend(table_fields(&lines));
        let mut head = Self { title: None, fields, lines, order };
        head.title = head.find_title();
        head
    }

    /// The fields of a key that have a value.
    pub(super) fn values(&self, key: Key) -> impl Iterator<Item = &HeadField> {
        self.fields.iter().filter(move |field| field.key == key && !field.value.is_empty())
    }

    fn find_title(&self) -> Option<String> {
        let told = self.values(Key::Title).next().map(|field| field.value.clone());
        let title = |at: usize, line: &Line| {
            // Further down, a long sentence is text.
            let sentence = at > 0 && line.words.ends_with('.') && line.words.chars().count() > 60;
            let plain = !sentence && fields_of(line).is_empty();
            plain && line.words.chars().count() <= 120 && is_telling(&line.words)
        };
        // What stands below what somebody said is said too.
        let opening = || self.lines.iter().take(OPENING).take_while(|line| !super::speakers::is_turn(&line.words));
        let first = || opening().enumerate().find(|(at, line)| title(*at, line));
        // Marks of links that were taken out leave blanks behind.
        told.or_else(|| first().map(|(_, line)| line.words.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    /// The lines that open the note, before its text: where dates and names stand without a key.
    pub(super) fn opening(&self) -> impl Iterator<Item = &str> {
        let opens =
            |line: &Line| !line.bullet && line.cells.is_empty() && super::speakers::label(&line.words).is_none();
        let plain = self.lines.iter().enumerate().filter(move |(at, line)| *at == 0 || opens(line));
        plain.map(|(_, line)| line.words.as_str()).take(OPENING)
    }

    /// The customer's organization, and whether the note tells it rather than a title naming it. `title` is what the file
    /// calls the note.
    pub(super) fn account(&self, roster: &Roster<'_>, lower: bool, title: Option<&str>) -> Option<(String, bool)> {
        let accounts = self.values(Key::Account).filter(|field| !super::names_people_by_role(&field.value));
        let told = accounts.map(|field| bare(&field.value)).find(|name| {
            let words: Vec<&str> = name.split(' ').collect();
            let firm = words.iter().any(|word| lexis().is_organization_suffix(word.trim_end_matches(',')));
            name.contains(char::is_alphanumeric) && (firm || !names::is_full_name(&words)) && !roster.is_ours(name)
        });
        if let Some(told) = told {
            return Some((told.to_owned(), true));
        }
        let of_mail = |line: &str| fields(line).first().is_some_and(|field| matches!(field.key, Key::From | Key::To));
        let firsts = self.lines.iter().map(|line| line.words.as_str()).take(2);
        let firsts = firsts.filter(|line| !super::speakers::is_turn(line) && !of_mail(line));
        let mut titles = title.into_iter().chain(self.title.as_deref()).chain(firsts);
        let lower = || self.lines.first().filter(|_| lower).and_then(|line| title::lower_account(&line.words));
        let foreign = |title: &&str| roster.is_configured() || !title::is_own_meeting(title);
        let paired = |title: &str| title::PAIRS.iter().any(|mark| title.contains(mark));
        let named =
            titles.find_map(|title| Some((title, title::account(title, roster)?))).filter(|(title, _)| foreign(title));
        named.map(|(title, name)| (name, paired(title))).or_else(|| Some((lower()?, false)))
    }

    /// Whether the title or a label says that these are the minutes of an organization's own meeting.
    pub(super) fn is_own_meeting(&self) -> bool {
        let labelled = |line: &&Line| {
            let (label, _) = line.words.split_once(':')?;
            let mut words = names::words(label).take(LABEL);
            words.find(|word| lexis().is_minute_label(word.of(label)))
        };
        let firsts = self.lines.iter().take(2).map(|line| line.words.as_str());
        self.title.as_deref().into_iter().chain(firsts).any(title::is_own_meeting)
            || self.lines.iter().find_map(labelled).is_some()
    }

    /// The organization of the people to whom the note is sent or who attend.
    pub(super) fn contacts_organization(&self, roster: &Roster<'_>) -> Option<String> {
        let contacts = [Key::To, Key::Contact, Key::Attendees].into_iter().flat_map(|key| self.values(key));
        contacts.map(|field| lists::read(&field.value)).find_map(|people| roster.organization_of(&people))
    }

    /// The day of the conversation.
    pub(super) fn date(&self) -> Option<Date> {
        let told = |front: bool| {
            self.values(Key::Date)
                .filter(move |field| field.front == front)
                .find_map(|field| absolute_date(&field.value, self.order))
        };
        let opening = || self.opening().find_map(|line| absolute_date(names::beginning(line, DATED), self.order));
        let title = || self.title.as_deref().and_then(|title| absolute_date(title, self.order));
        // "Rep: Dana Ruiz, updated 18 March 2026 after the call"
        let beside_author = || self.values(Key::Author).find_map(|field| absolute_date(&field.value, self.order));
        told(true).or_else(|| told(false)).or_else(title).or_else(opening).or_else(beside_author)
    }
}

impl Head<'_> {
    /// The day of the conversation where a line tells day and month, and something else the year: the file's name, front
    /// matter or another line.
    pub(super) fn date_in_year(&self, file_name: Option<&str>) -> Option<Date> {
        let front = || self.fields.iter().filter(|field| field.front).find_map(|field| year_in(&field.value));
        let year =
            file_name.and_then(year_in).or_else(front).or_else(|| self.opening().filter(is_short).find_map(year_in))?;
        let date = self.days().find_map(|line| parse_date(line, first_of(year)))?;
        date.with().year(year).build().ok()
    }

    /// The same where only other notes tell years: that of most of them in which the weekday fits, or where none is told the
    /// one year that nearly all are of.
    pub(super) fn date_in_years(&self, years: &Years) -> Option<Date> {
        let line = self.days().find(|line| parse_date(line, first_of(2000)).is_some())?;
        let mut dates =
            years.all.iter().filter_map(|&year| parse_date(line, first_of(year))?.with().year(year).build().ok());
        match weekday_in(line) {
            Some(weekday) => dates.find(|date| date.weekday() == weekday),
            None => dates.next().filter(|_| years.is_one),
        }
    }

    /// The short lines that may tell the day of the conversation.
    fn days(&self) -> impl Iterator<Item = &str> {
        let keyed = self.values(Key::Date).map(|field| field.value.as_str());
        keyed.chain(self.title.as_deref()).chain(self.opening()).filter(is_short)
    }
}

/// The day with its year with which one of the first lines opens, or a part of it, behind a label at most, or that says when
/// something was pasted in: "14/01/2026, 09:12 - Ann: …", "Acct: Acme | Call: 9/8/2026", "Pasted from Outlook 4 May 2026".
pub(super) fn opening_day(lines: &[Line], order: Order) -> Option<Date> {
    const WEEKDAY: usize = 12;
    let first = lines.iter().filter(|line| !line.words.is_empty()).take(2 * OPENING);
    first.flat_map(|line| line.words.split(" | ")).find_map(|part| {
        let part = part.trim_start_matches(|c: char| !c.is_alphanumeric());
        let labels = |label: &str| {
            let label = fold(label);
            lexis().is_occasion(&label) || lexis().is_writing(&label) || lexis().key(&label) == Some(Key::Date)
        };
        let words = part.split_once(": ").filter(|(label, _)| labels(label)).map_or(part, |(_, behind)| behind);
        let words = names::beginning(words, DATED);
        let &(day, date) = find_absolute(words, order).first()?;
        let before = &words[..day.start];
        let opens = before.is_empty() || before.len() <= WEEKDAY && weekday_in(before).is_some();
        (opens || lexis().is_forward(part)).then_some(date)
    })
}

fn is_short(line: &&str) -> bool {
    const LONGEST: usize = 80;
    line.chars().count() <= LONGEST
}

fn first_of(year: i16) -> Option<Date> {
    Date::new(year, 1, 1).ok()
}

fn owned(field: &Field<'_>, front: bool) -> HeadField {
    HeadField { key: field.key, qualifier: field.qualifier.map(str::to_owned), value: field.value.to_owned(), front }
}

/// The fields of a line that is not too long for one, nor a row of a table.
fn fields_of(line: &Line) -> Vec<Field<'_>> {
    if line.words.chars().nth(300).is_some() || !line.cells.is_empty() { Vec::new() } else { fields(&line.words) }
}

/// The fields of a table of keys and values ("| Date | 13-10-2026 |"): at least two of its cells are keys, so that it
/// is no table with a header row.
fn table_fields(lines: &[&Line]) -> Vec<HeadField> {
    let key = |cell: &str| lexis().key(&fold(cell.trim_end_matches(':').trim()));
    let pairs = lines.iter().flat_map(|line| line.cells.chunks_exact(2).map(|pair| (&pair[0], &pair[1])));
    let known = pairs.filter(|(_, value)| !value.is_empty() && key(value).is_none());
    let fields: Vec<HeadField> = known
        .filter_map(|(name, value)| Some((key(name)?, value)))
        .map(|(key, value)| HeadField { key, qualifier: None, value: value.clone(), front: false })
        .collect();
    if fields.len() > 1 { fields } else { Vec::new() }
}

/// The year that a text tells by four digits, if it tells one only.
fn year_in(text: &str) -> Option<i16> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let mut years = numbers.filter_map(|digits| digits.parse().ok()).filter(|year| (1990..2100).contains(year));
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// Reads front matter into fields; returns the line behind it.
fn front_matter(all: &[Line], out: &mut Vec<HeadField>) -> usize {
    let fence = |line: &Line| line.words == "---";
    if !all.first().is_some_and(fence) {
        return 0;
    }
    let Some(end) = all.iter().skip(1).take(200).position(fence).map(|end| end + 1) else { return 0 };
    for line in &all[1..end] {
        if line.bullet || line.indented {
            // An item of the list whose key stands above.
            if let Some(list) = out.last_mut() {
                list.value.push_str("; ");
                list.value.push_str(line.words.trim_matches(['"', '\'']));
            }
        } else if let Some((key, value)) = line.words.split_once(':') {
            let key = lexis().key(&fold(key.trim()).replace(['_', '-'], " "));
            let value = value.trim().trim_matches(['[', ']', '"', '\'', ' ']).to_owned();
            // A key that means nothing here still ends the list above it.
            out.push(HeadField { key: key.unwrap_or(Key::Other), qualifier: None, value, front: true });
        }
    }
    end + 1
}

/// Without brackets behind: "Sungai Emas (Ipoh)".
pub(super) fn bare(value: &str) -> &str {
    value.split(['(', '[', '<']).next().unwrap_or(value).trim().trim_end_matches([',', '.'])
}

/// A line that says more than what kind of text follows, and when it was.
fn is_telling(words: &str) -> bool {
    let telling = |folded: &str| !lexis().is_occasion(folded) && !title::is_date_word(folded);
    names::words(words).any(|word| telling(&fold(word.of(words)))) && lexis().key(&fold(words)).is_none()
}
