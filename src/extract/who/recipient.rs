//! For which of ours a note is meant: a mail to a colleague, a handover, "Acme, for Kev", "Kev mate, …".

use super::{Cast, Who};
use crate::note::people::{self, greeting_length};
use crate::note::{Block, BlockKind, Note, Side};

/// How many blocks at the top of a note may say for whom it is.
const OPENING: usize = 6;
/// Longer lines are text, in bytes.
const LONGEST: usize = 120;
/// How many words may stand between whom a note greets and the comma: "Kev mate,".
const TITLES: usize = 1;

impl Cast<'_> {
    /// The only one of ours for whom the note is: to whom the mail at its head is, for whom its first lines say that it is,
    /// or whom it greets.
    pub(super) fn written_to(&self, note: &Note) -> Option<Who> {
        let mut headers = note.blocks.iter().take_while(|block| block.kind == BlockKind::MailHeader);
        let is_to = |block: &&Block| block.label.is_some_and(|label| people::names_recipient(label.of(&note.text)));
        if let Some(to) = headers.find(is_to) {
            return self.another(to.content.of(&note.text).split(['<', '(', '[']).next()?);
        }
        let plain = |block: &&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading { .. });
        let opening =
            note.blocks.iter().take(OPENING).filter(plain).flat_map(|block| block.content.of(&note.text).lines());
        opening.take(OPENING).find_map(|line| self.meant_for(line).or_else(|| self.greets(line)))
    }

    /// "handover for Kev", "for Drew before the pipeline call".
    fn meant_for(&self, line: &str) -> Option<Who> {
        let is_heading = line.len() <= LONGEST && !line.trim_end().ends_with(['.', '!', '?']);
        let behind = is_heading.then(|| line.rsplit_once("for ").filter(|(before, _)| !ends_in_letter(before)))??.1;
        self.another(behind.split([' ', ',', ':', '-', '–']).next()?)
    }

    /// "Hi Bas,", "Kev mate, …".
    fn greets(&self, line: &str) -> Option<Who> {
        let (greeted, _) = line.split_once(',')?;
        let mut words = greeted[greeting_length(greeted)..].split_whitespace();
        let name = words.next()?;
        (words.count() <= TITLES).then(|| self.another(name))?
    }

    /// One of ours, who did not write the note.
    fn another(&self, name: &str) -> Option<Who> {
        let wrote = |who: &Who| self.author.is_some_and(|author| who.owner.contains(&author.name));
        self.colleague(name).filter(|who| !wrote(who))
    }

    /// One of ours by name.
    pub(super) fn colleague(&self, name: &str) -> Option<Who> {
        let one =
            self.people.resolve(name.trim()).filter(|person| person.side == Side::Us && !person.is_organization)?;
        Some(Who::new(Some(one.name.clone()), Side::Us))
    }
}

fn ends_in_letter(text: &str) -> bool {
    text.ends_with(char::is_alphanumeric)
}
