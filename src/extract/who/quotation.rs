//! Who wrote the message that a note quotes or passes on.

use super::{Cast, Who, is_customer};
use crate::note::people::{self, greeting_length};
use crate::note::{BlockKind, Note, Side};

/// More words than this before a quotation do not only say whose it is.
const ATTRIBUTION: usize = 12;

impl Cast<'_> {
    /// A mail header tells who wrote what follows, and to whom: what the customer wrote is the customer's speech.
    pub fn enter_message(&mut self, header: &str, value: &str) {
        if people::names_sender(header) {
            let name = value.split(['<', '(', '[']).next().unwrap_or(value).trim();
            // "Ann Lee, Purchasing, Acme"
            let person = self.people.resolve(name).or_else(|| self.people.resolve(name.split_once(", ")?.0));
            let who = person.map(|person| Who::new(Some(person.name.clone()), person.side));
            self.writer = who.filter(|who| who.side == Side::Them);
        } else if people::names_recipient(header) {
            let to = value.split(['<', '(', '[', ';', ',']).next().unwrap_or(value).trim();
            self.recipient = self.colleague(to);
            // a mail that is pasted into a note is written to whom it names, a note that is one to whom it greets
            let customer = self.people.resolve(to).filter(|person| super::is_customer(person) && !self.addressed);
            if let Some(customer) = customer {
                (self.addressees, self.is_greeted) = (vec![customer.name.clone()], true);
            }
        }
    }

    /// Quoted lines may say who wrote them: at their head ("> From: Ann Lee"), in the line above or under them.
    pub fn enter_quotation(&mut self, note: &Note, index: usize) {
        let words = note.blocks[index].content.of(&note.text);
        if let Some((label, value)) = words.lines().next().and_then(|line| line.split_once(": "))
            && people::names_sender(label)
        {
            self.writer_outside.get_or_insert_with(|| self.writer.take());
            self.enter_message(label, value);
        } else if self.writer_outside.is_none() {
            let writer = self.attributed(note, index).or_else(|| self.signed(note, index));
            let writer = writer.or_else(|| self.answering(words));
            self.writer_outside = Some(self.writer.take());
            self.writer = writer;
        }
    }

    /// A quoted line of a conversation says who speaks in it: "> PS: I'll have it by Friday".
    pub fn enter_quoted_line(&mut self, words: &str) {
        let label = words.split_once(": ").map(|(label, _)| label);
        let person = label.and_then(|label| self.people.resolve(label)).filter(|person| !person.is_organization);
        if let Some(person) = person {
            self.enter_block(Some(&person.name));
        }
    }

    /// What follows a quotation is not written by whoever wrote that.
    pub fn leave_quotation(&mut self) {
        if let Some(writer) = self.writer_outside.take() {
            self.writer = writer;
        }
    }

    /// Who says the words in quotation marks that the sentence before left open.
    pub fn quoted(&self) -> Option<Who> {
        self.quoted.clone()
    }

    /// Lets whoever is quoted speak where the words in quotation marks go on; returns who spoke outside of them.
    pub fn speak_quoted(&mut self) -> Option<Who> {
        let outside = self.speaker.clone();
        self.speaker = self.quoted.clone().or_else(|| outside.clone());
        outside
    }

    /// Ends a sentence: who speaks outside of quotation marks, and who is quoted in the next one.
    pub fn leave_sentence(&mut self, outside: Option<Who>, quoted: Option<Who>) {
        (self.speaker, self.quoted) = (outside, quoted);
    }

    /// The customer whom the line above a quotation names: "Fri 16 Jan, Ann Lee:", "Ann replied:".
    fn attributed(&self, note: &Note, index: usize) -> Option<Who> {
        let above = &note.blocks[index.checked_sub(1)?];
        let line = above.span.of(&note.text).trim_end();
        let says = line.ends_with(':') && line.split_whitespace().nth(ATTRIBUTION).is_none();
        let mut names = line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')));
        names.find_map(|name| self.customer_named(name)).filter(|_| says)
    }

    /// The customer whose name or initial is the last line of a quotation.
    fn signed(&self, note: &Note, index: usize) -> Option<Who> {
        let quoted = |kind: BlockKind| matches!(kind, BlockKind::Quote { .. } | BlockKind::Signature);
        let run = note.blocks[index..].iter().take_while(|block| quoted(block.kind));
        let last = run.last()?.content.of(&note.text).lines().next_back()?;
        let name = last.split(',').next().unwrap_or(last).trim_matches(|c: char| !c.is_alphanumeric());
        let letter = name.chars().next().filter(|first| first.len_utf8() == name.len());
        let by_letter = |letter| self.people.by_letter(letter).filter(|&person| is_customer(person));
        match letter {
            Some(letter) => by_letter(letter).map(|person| Who::new(Some(person.name.clone()), person.side)),
            None => self.customer_named(name),
        }
    }

    /// The customer, where a quotation greets one of ours.
    fn answering(&self, words: &str) -> Option<Who> {
        let line = words.lines().next()?;
        let name = line[greeting_length(line)..].split([',', '!', '–', ':']).next()?.trim();
        let ours = self.people.resolve(name).is_some_and(|person| person.side == Side::Us);
        ours.then(|| self.only_customer(None).map_or_else(|| self.customer(), |name| self.named(name)))
    }

    fn customer_named(&self, name: &str) -> Option<Who> {
        let person = self.people.resolve(name).filter(|&person| is_customer(person))?;
        Some(Who::new(Some(person.name.clone()), person.side))
    }
}
