//! Mails and mailboxes: the text that was written, once, with who wrote it to whom and when.

use super::file::{Emit, File, Halt, Whence};
use super::limits::{ENTRY, Metered};
use super::{NoteText, Piece, html};
use crate::error::Error;
use crate::note::{Known, KnownPerson, Origins, in_order};
use jiff::civil::Date;
use mail_parser::{Address, Message, MessageParser};
use std::io::{BufRead, BufReader};
use std::sync::{Arc, LazyLock};

/// Where a mail tells what is known of it.
static HEADERS: LazyLock<Arc<Origins>> = LazyLock::new(|| {
    let header = |name: &str| Some(format!("header `{name}`"));
    let people = Some("headers `From`, `To`, `Cc`".to_owned());
    Arc::new(Origins {
        title: header("Subject"),
        date: header("Date"),
        author: header("From"),
        people,
        ..Origins::default()
    })
});

/// Reads a file with one mail.
pub(super) fn read(mut file: File<'_>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let bytes = file.take_whole()?;
    match note(&file.whence(), None, &bytes) {
        Some(note) => emit(Ok(note).into()),
        None => Err(file.damaged("a mail", "it has no headers").into()),
    }
}

/// Reads a mailbox, a mail at a time.
pub(super) fn read_mailbox(mut file: File<'_>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let (metered, allowance) = Metered::new(file.stream(), ENTRY);
    let mut lines = BufReader::with_capacity(1 << 16, metered);
    let (mut mail, mut number) = (Vec::new(), 0);
    let mut line = Vec::new();
    let mut blank = true;
    loop {
        line.clear();
        match lines.read_until(b'\n', &mut line) {
            Ok(count) if count == 0 || (blank && is_separator(&line)) => {
                if !mail.is_empty() {
                    number += 1;
                    send(&file, number, &mut mail, emit)?;
                }
                allowance.renew();
                if count == 0 {
                    return Ok(());
                }
            }
            Ok(_) => {
                let quotes = line.iter().take_while(|&&byte| byte == b'>').count();
                let escaped = quotes > 0 && line[quotes..].starts_with(b"From ");
                mail.extend_from_slice(&line[usize::from(escaped)..]);
            }
            Err(_) if allowance.is_spent() => {
                let what = format!("mail {} is larger than {} MB", number + 1, ENTRY >> 20);
                return Err(file.limit(what).into());
            }
            Err(error) => return Err(file.unreadable(error).into()),
        }
        blank = line.trim_ascii().is_empty();
    }
}

/// Whether a line stands between two mails: `From `, an address, and as a rule a time like `Mon Mar  2 10:00:00 2026`. A
/// sentence may begin with the word as well, as not every program marks it.
fn is_separator(line: &[u8]) -> bool {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let words = line.strip_prefix(b"From ").map(String::from_utf8_lossy);
    words.is_some_and(|words| {
        let is_day = |word: &str| DAYS.contains(&word.trim_end_matches(','));
        let only_address = || words.contains('@') && !words.trim().contains(' ');
        words.split_whitespace().skip(1).any(is_day) || only_address()
    })
}

/// Hands on a mail of a mailbox, for whoever has the time to read it.
fn send(file: &File<'_>, number: usize, mail: &mut Vec<u8>, emit: &mut Emit<'_>) -> Result<(), Halt> {
    let (mail, whence) = (std::mem::take(mail), file.whence());
    let size = mail.len();
    let read = move || {
        let reason = format!("message {number} has no headers");
        let damaged = || Error::Damaged { path: whence.place(), format: "a mail", reason };
        vec![note(&whence, Some(format!("message {number}")), &mail).ok_or_else(damaged)]
    };
    emit(Piece::unread(size, read))
}

fn note(whence: &Whence, entry: Option<String>, mail: &[u8]) -> Option<NoteText> {
    let message = MessageParser::default().parse(mail)?;
    if message.headers().is_empty() {
        return None;
    }
    let mut known = Known { title: message.subject().map(str::to_owned), is_body: true, ..Known::default() };
    known.program = Some("mail");
    known.origins = Some(Arc::clone(&HEADERS));
    known.date = message.date().and_then(|date| Date::new(date.year as i16, date.month as i8, date.day as i8).ok());
    let from = people(message.from());
    known.author = from.first().map(|person| person.name.clone());
    from.into_iter().chain(people(message.to())).chain(people(message.cc())).for_each(|person| known.add(person));
    let id = message.message_id().map(|id| format!("mail:{id}"));
    if known.title.is_none() {
        // A page that was saved as a mail has no subject but a title.
        known.title = message.html_bodies().find_map(|part| html::page(part.text_contents()?).title);
        known.is_body = known.title.is_none();
    }
    Some(NoteText { id, ..whence.note(entry, text(&message), known) })
}

/// Mails in mails that are read: one that is forwarded as an attachment.
const ATTACHED: usize = 3;

/// The text of a mail: its plain part, or its page where there is no plain part.
fn text(message: &Message<'_>) -> String {
    let plain = message.text_body.iter().find_map(|&part| {
        let part = message.parts.get(part as usize)?;
        (part.is_text() && !part.is_text_html()).then(|| part.text_contents().map(str::to_owned)).flatten()
    });
    let own = match plain.filter(|text| !text.trim().is_empty()) {
        Some(text) if html_in_disguise(&text) => html::text(&text),
        Some(text) => unfolded(&text),
        None => message.body_html(0).map(|page| html::text(&page)).unwrap_or_default(),
    };
    let attached = message.attachments().filter_map(|part| part.message()).take(ATTACHED);
    attached.fold(own, |own, mail| format!("{}\n\n{}", own.trim_end(), forwarded(mail)))
}

/// A mail that is attached to another, as programs write one that is forwarded.
fn forwarded(mail: &Message<'_>) -> String {
    let mut out = "---------- Forwarded message ----------\n".to_owned();
    let from = people(mail.from()).into_iter().next();
    for (name, value) in [
        (
            "From",
            from.map(|person| person.email.map_or(person.name.clone(), |email| format!("{} <{email}>", person.name))),
        ),
        ("Date", mail.date().map(|date| date.to_rfc822())),
        ("Subject", mail.subject().map(str::to_owned)),
    ] {
        if let Some(value) = value {
            out.push_str(&format!("{name}: {value}\n"));
        }
    }
    let plain = mail.body_text(0).unwrap_or_default();
    out + "\n" + &unfolded(&plain)
}

/// Some programs send a page as plain text.
fn html_in_disguise(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with('<') && html::is_html(start)
}

/// A text with its line ends as line feeds.
fn unfolded(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn people(address: Option<&Address<'_>>) -> Vec<KnownPerson> {
    let Some(address) = address else { return Vec::new() };
    address
        .iter()
        .filter_map(|one| {
            let email = one.address();
            let name = one.name().map(str::trim).filter(|name| !name.is_empty()).or(email)?;
            Some(KnownPerson::new(in_order(name), None).with_email(email))
        })
        .collect()
}
