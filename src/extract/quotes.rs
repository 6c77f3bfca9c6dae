//! Words in quotation marks: whose they are.

use super::commitments::Scene;
use super::reading::Unit;
use super::who::Who;

impl Scene<'_, '_> {
    /// Whom "I" and "we" mean in quotation marks: who is quoted, and their side.
    pub(super) fn quoted(&self, actor: usize) -> Option<Who> {
        let sayer = (self.in_quotes(actor) || self.in_open_quotes(actor)).then(|| self.sayer(actor)).flatten()?;
        let one = matches!(self.units()[actor].tag, b'I' | b'J');
        Some(if one { sayer } else { Who { owner: Vec::new(), ..sayer } })
    }

    /// Whether a first person stands in quotation marks, where it is not the author's.
    pub(super) fn in_quotes(&self, actor: usize) -> bool {
        let quote = |unit: &&Unit| unit.tag == b'"';
        let opened = self.units()[..actor].iter().filter(quote).count() % 2 == 1;
        let closed = self.units()[actor..].iter().any(|unit| quote(&unit));
        opened && closed && !self.cast.in_speech() && matches!(self.units()[actor].tag, b'I' | b'W' | b'J' | b'U')
    }

    /// Whether a first person stands in quotation marks that close in a later sentence.
    fn in_open_quotes(&self, actor: usize) -> bool {
        let quotes = |units: &[Unit]| units.iter().filter(|unit| unit.tag == b'"').count();
        let first_person = matches!(self.units()[actor].tag, b'I' | b'W' | b'J' | b'U');
        first_person
            && self.cast.quoted().is_none()
            && quotes(&self.units()[..actor]) % 2 == 1
            && quotes(&self.units()[actor..]) == 0
    }

    /// Who is quoted in the next sentence: quotation marks stay open, or open here behind who says it.
    pub(super) fn quoted_next(&self, quoted: Option<Who>) -> Option<Who> {
        let mut marks = (0..self.units().len()).filter(|&at| self.units()[at].tag == b'"').rev();
        let Some(last) = marks.next() else { return quoted };
        match (marks.count() % 2, quoted) {
            (0, None) => self.sayer(last + 1),
            (1, quoted) => quoted,
            _ => None,
        }
    }

    /// Who says behind a comma what the sentence tells without a subject: "answer by Monday, she said".
    pub(super) fn said_behind(&self) -> Option<Who> {
        let units = self.units();
        let end = units.iter().rposition(|unit| unit.tag != b'.').map_or(0, |last| last + 1);
        let objects = units[..end].iter().rev().take_while(|unit| matches!(unit.tag, b'J' | b'U')).count();
        let [.., comma, one, verb] = &units[..end - objects] else { return None };
        let says = comma.tag == b',' && matches!(one.tag, b'N' | b'R' | b'T') && matches!(verb.tag, b'S' | b'A');
        says.then(|| self.cast.of_units(self.lexicon, self.reading, self.text, std::slice::from_ref(one))).flatten()
    }

    /// Who says the quoted words in which a first person stands: `Jean said "we'll sign in May"`, `Jean: "I'll ask"`,
    /// `"I'll ask," she said`.
    pub(super) fn sayer(&self, actor: usize) -> Option<Who> {
        let units = self.units();
        let open = (0..actor).rev().find(|&at| units[at].tag == b'"')?;
        let close = (actor..units.len()).find(|&at| units[at].tag == b'"').unwrap_or(units.len());
        // who texts or writes says it too
        let says = |unit: &Unit| matches!(unit.tag, b'S' | b'A') || close == units.len() && unit.tag == b'u';
        let speaks = |at: &usize| matches!(units[*at].tag, b'N' | b'R' | b'T' | b'I');
        // a verb of saying no farther before the quotation than its object and a mark
        let verb = (open.saturating_sub(3)..open).rev().find(|&at| says(&units[at]));
        let before = verb.and_then(|verb| (verb.saturating_sub(3)..verb).rev().find(speaks));
        let labelled = || open.checked_sub(2).filter(|_| units[open - 1].tag == b':').filter(speaks);
        let behind = || {
            let named = (close + 1..units.len().min(close + 5)).find(speaks)?;
            let said = units[close + 1..units.len().min(named + 2)].iter().any(says);
            let signed = matches!(units[named - 1].tag, b'-' | b'(');
            (said || signed).then_some(named)
        };
        let at = before.or_else(labelled).or_else(behind)?;
        self.cast.of_units(self.lexicon, self.reading, self.text, &units[at..at + 1])
    }
}
