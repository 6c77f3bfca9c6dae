//! What a note says about itself: date, title, account, author, participants.

mod author;
mod head;
mod lines;
mod message;
mod opening;
mod origins;
mod speakers;
mod title;

use super::people::lists;
use super::people::prose::{self, Prose};
use super::people::roster::{Roster, same_organization};
use super::people::words::{Key, fold, lexis};
use super::{Block, BlockKind, Known, Meta, Participant, Side, Us};
use crate::dates::{Order, find_absolute};
use head::Head;
use jiff::civil::Date;
use lines::Line;

/// Reads the metadata of a note.
///
/// What the file knows comes before what the text tells.
pub fn read(text: &str, blocks: &[Block], file_name: Option<&str>, known: &Known, us: &Us) -> Meta {
    let lines = lines::read(text);
    let of_file_name = file_name.and_then(date_of_file);
    let order = Order::told_by(text, known.date.or(of_file_name));
    let head = Head::read(&lines, order);
    let mut roster = Roster::new(us);
    let lower = prose::is_lower(text);
    let is_mail = known.program == Some("mail");
    let of_file = known.account.clone().filter(|name| !roster.is_ours(name));
    let account = of_file
        .map(|name| (name, true))
        .or_else(|| head.account(&roster, lower, known.title.as_deref().filter(|_| !is_mail)));
    let (account, told) = account.map_or((None, false), |(name, told)| (Some(name), told));
    let (account, told) = match account {
        Some(_) => (account, told),
        None => (head.contacts_organization(&roster).or_else(|| message::organization(&lines, &roster)), false),
    };
    let title = known.title.clone().or_else(|| head.title.clone().filter(|_| !known.is_body));

    let people = known.people_seen_by_us(|person| roster.is_our_organization(person.organization.as_deref()));
    people.iter().for_each(|person| roster.add_known(person));
    gather_head(&head, account.as_deref(), &mut roster);
    speakers::gather(&lines, text, blocks, account.as_deref(), &mut roster);
    if lower {
        prose::read_lower(text, &mut roster);
    } else {
        let is_spoken = blocks.iter().any(|block| block.kind == BlockKind::SpeakerTurn);
        let by_us = |line: &Line, roster: &Roster<'_>| speakers::is_by_us(line, is_spoken, &head, roster);
        gather_prose(&lines, text, by_us, account.as_deref(), &mut roster);
    }

    let author = known
        .author
        .clone()
        .or_else(|| author::find(&head, &lines, &roster, lower))
        .or_else(|| speakers::only_of_ours(&lines, &head, &roster))
        .map(|name| roster.fullest(&name));
    if let Some(author) = author.as_deref() {
        // Minutes without a customer have no sides, though somebody wrote them.
        let ours = roster.colleague(author).is_some() || (!roster.names_our_people() && told && !is_mail);
        roster.add(author, ours.then_some(Side::Us));
    }
    let in_text = known.date.or_else(|| head.date());
    let by_name = || of_file_name.or_else(|| head.date_in_year(file_name));
    let by_name = if in_text.is_none() { by_name() } else { None };
    let opening = || head::opening_day(&lines, order);
    let date = in_text.or(by_name).or_else(opening).or_else(|| head.date_in_years(known.years.as_deref()?));
    let addressed_to_customer = message::is_to_customer(&head, &lines, &roster);
    let is_own_meeting = !roster.is_configured() && !told && head.is_own_meeting();
    roster.read_initials(text);
    roster.read_labels(text);
    if !lower {
        roster.drop_departments(text);
    }
    roster.read_partners(text);
    let participants = participants(text, account.as_deref(), told, us, roster);
    let dated = (date.is_some(), by_name.is_some());
    let origins = origins::of(known, title.as_deref(), dated, account.as_deref(), author.as_deref());
    let program = known.program;
    Meta { program, origins, title, date, account, author, participants, addressed_to_customer, is_own_meeting }
}

/// People from the head: its lists, mail headers and the title.
fn gather_head(head: &Head<'_>, account: Option<&str>, roster: &mut Roster<'_>) {
    for field in &head.fields {
        let side = match field.key {
            Key::Ours => Some(Side::Us),
            Key::Contact => Some(Side::Them),
            _ => field.qualifier.as_deref().and_then(|word| side_of_label(word, account, roster)),
        };
        // "Customer: Ann Lee (owner), Bo Hale (office)"
        if field.key == Key::Account && names_people_by_role(&field.value) {
            lists::read(&field.value).iter().for_each(|person| roster.add_listed(person, Some(Side::Them)));
        }
        match field.key {
            Key::Attendees | Key::Ours | Key::Contact | Key::Absent | Key::From | Key::To => {
                let is_list = names_people(&field.value, roster);
                let labelled = |label: &str| side_of_label(label, account, roster);
                for (told, list) in lists::by_side(&field.value, labelled) {
                    for person in lists::read(list) {
                        if is_list || author::is_known(&person, roster) {
                            roster.add_listed(&person, told.or(side));
                        }
                    }
                }
            }
            _ => {}
        }
    }
    for line in head.opening() {
        for person in title::people(line, account) {
            roster.add_listed(&person, None);
        }
    }
    if let Some(title) = &head.title {
        let partners = title::partners(title, account, roster);
        partners.into_iter().for_each(|name| roster.add_partner(name));
    }
    for line in head.lines.iter().filter(|line| line.cells.is_empty()) {
        speakers::sides(&line.words, account, roster);
    }
}

/// Whether a text is a list of people rather than of what they are to do: "Ann Lee (CFO), Bo", but "Rules of engagement
/// draft, Bo, Friday. Quote is with them".
fn names_people(list: &str, roster: &Roster<'_>) -> bool {
    const LONGEST: usize = 5;
    let is_short = |part: &str| part.contains(['(', '<']) || part.split(' ').nth(LONGEST).is_none();
    lists::split(list).into_iter().all(is_short) && !names_day(list, roster)
}

/// Whether a value is a list of people with their roles, and no organization.
pub(super) fn names_people_by_role(list: &str) -> bool {
    let people = lists::read(list);
    let firm = |name: &str| name.split(' ').any(|word| lexis().is_organization_suffix(&fold(word)));
    let parts = lists::split(list).len();
    list.contains('(')
        && people.len() == parts
        && people.first().is_some_and(lists::Listed::has_role)
        && people.iter().all(|person| person.name.split(' ').count() <= 3 && !firm(&person.name))
}

/// Whether a day stands among the parts of a list, by which something is to be done, and none of ours is called so.
pub(super) fn names_day(list: &str, roster: &Roster<'_>) -> bool {
    let is_day = |part: &str| {
        let part = part.split(". ").next().unwrap_or(part);
        opening::is_only_date(part) && roster.colleague(part).is_none()
    };
    lists::split(list).into_iter().skip(1).any(is_day)
}

/// Whose list a label says that it is: "customer", "us", an organization's name.
pub(super) fn side_of_label(label: &str, account: Option<&str>, roster: &Roster<'_>) -> Option<Side> {
    let folded = fold(label);
    match lexis().key(&folded) {
        Some(Key::Ours) => return Some(Side::Us),
        Some(Key::Contact | Key::Account) => return Some(Side::Them),
        _ => {}
    }
    if roster.is_ours(label) {
        Some(Side::Us)
    } else if account.is_some_and(|account| same_organization(&folded, &fold(account))) {
        Some(Side::Them)
    } else if lexis().tells_third(&folded) {
        Some(Side::Third)
    } else {
        None
    }
}

fn gather_prose(
    lines: &[Line],
    text: &str,
    is_by_us: impl Fn(&Line, &Roster<'_>) -> bool,
    account: Option<&str>,
    roster: &mut Roster<'_>,
) {
    let mut found = Prose::default();
    // The customer's own name ("Mercy Lakes") must not become somebody.
    let account_words: Vec<String> =
        account.map(|name| fold(name).split(' ').map(str::to_owned).collect()).unwrap_or_default();
    for line in lines {
        let is_by_us = is_by_us(line, roster);
        for sentence in if line.cells.is_empty() { std::slice::from_ref(&line.words) } else { &line.cells[..] } {
            found.read(sentence, is_by_us, &account_words, roster);
        }
    }
    found.finish(text, roster);
}

/// The participants in order of first mention, organizations among them.
fn participants(text: &str, account: Option<&str>, told: bool, us: &Us, roster: Roster<'_>) -> Vec<Participant> {
    let organization =
        |name: &str, side| Participant { name: name.to_owned(), side, is_organization: true, ..Participant::default() };
    let place = |name: &str| memchr::memmem::find(text.as_bytes(), name.as_bytes());
    let others = roster.others(account);
    let customer = if told || roster.is_configured() { Side::Them } else { Side::Unknown };
    let mut all = roster.finish(account, told);
    all.extend(account.map(|name| organization(name, customer)));
    all.extend(us.organizations().iter().filter(|name| place(name).is_some()).map(|name| organization(name, Side::Us)));
    all.extend(others.iter().map(|name| organization(name, Side::Third)));
    all.sort_by_cached_key(|one| place(&one.name).unwrap_or(usize::MAX));
    all
}

/// The date that a file's name tells ("2026_11_19 Acme.md").
fn date_of_file(name: &str) -> Option<Date> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    absolute_date(&stem.replace('_', "-"), Order::default())
}

/// The first complete date in a text. The one place where this room asks for dates.
fn absolute_date(text: &str, order: Order) -> Option<Date> {
    find_absolute(text, order).first().map(|&(_, date)| date)
}
