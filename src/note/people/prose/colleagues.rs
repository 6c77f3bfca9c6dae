//! People whom the words around their names tell to be of ours: "our engineer Ann", "Bo on our side", "Kim, my colleague,".

use crate::note::people::names::{self, Run, is_common, is_somebody, words};
use crate::note::people::roster::Roster;
use crate::note::people::words::{fold, lexis};

/// Whether the words around a name say that it is one of ours; whom the head lists is where it says so.
pub(super) fn is_ours(line: &str, run: &Run, roster: &mut Roster<'_>) -> bool {
    let name = run.span().of(line);
    let shown: Vec<&str> = run.words.iter().map(|word| word.of(line)).collect();
    if is_common(&shown) || is_quoted(&line[..run.span().start]) {
        return false;
    }
    let after = names::near(&line[run.span().end..]);
    let before = names::ending(&line[..run.span().start]);
    // "we have Ann on our side" tells of a friend
    let is_won = || lexis().is_before_people(names::last_word(before).map_or("", |word| word.of(before)));
    let placed = || is_somebody(&shown) && !is_won() && is_from_us(after);
    (is_role_before(before, after, is_somebody(&shown)) || is_role_behind(after) || placed()) && !roster.is_placed(name)
}

/// Whether quotation marks are open: in them "our" can be the customer's.
fn is_quoted(before: &str) -> bool {
    before.bytes().filter(|&byte| byte == b'"').count() % 2 == 1
        || before.matches('“').count() > before.matches('”').count()
}

fn is_us(word: &str) -> bool {
    matches!(word, "our" | "my" | "Our" | "My")
}

/// Whether a word tells what somebody of ours is; a group only where the name is set off from it.
fn is_who(word: &str, or_group: bool) -> bool {
    let folded = fold(word);
    let senses = lexis().of(&folded);
    let is_one = senses.is_role() || senses.is_colleague() || or_group && senses.is_group();
    is_one && !senses.is_not_colleague() && !senses.is_third()
}

/// "our application engineer Ann", "my colleague, Bo,", "our presales (Kim)", "our Will".
fn is_role_before(before: &str, after: &str, is_given: bool) -> bool {
    const MOST: usize = 4;
    let bracketed = before.ends_with(" (");
    let set_off = before.ends_with(", ") && after.starts_with([',', ')', '.']);
    let bare = before.trim_end_matches([' ', ',', '(']);
    if !bracketed && !set_off && before.len() != bare.len() + 1 {
        return false;
    }
    let mut last = None;
    for word in bare.rsplit(' ').take(MOST + 1) {
        if is_us(word) {
            return last.map_or(is_given && matches!(word, "our" | "Our"), |last| is_who(last, bracketed));
        }
        if !word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '&' | '/')) {
            return false;
        }
        last = last.or(Some(word));
    }
    false
}

/// "Ann, our engineer,", "Bo (my colleague)", "Kim (our fitter)".
fn is_role_behind(after: &str) -> bool {
    const MOST: usize = 4;
    let opened = [", ", " (", " - ", " – "].iter().find_map(|mark| after.strip_prefix(mark));
    let closed = opened.and_then(|inside| inside.split_once([',', ')', '.', ';', '–']));
    let mut all = closed.map_or("", |(inside, _)| inside.trim_end()).split(' ');
    let Some(first) = all.next() else { return false };
    let rest: Vec<&str> = all.collect();
    match rest.as_slice() {
        [] => first == "colleague",
        [.., last] => is_us(first) && rest.len() <= MOST && is_who(last, true),
    }
}

/// "Ann on our side", "Bo from our lab", "Kim in our transport team".
fn is_from_us(after: &str) -> bool {
    const MOST: usize = 3;
    let Some((place, ours)) = after.strip_prefix(' ').and_then(|after| after.split_once(' ')) else { return false };
    let mut all = words(ours).map(|word| word.of(ours));
    if !all.next().is_some_and(is_us) {
        return false;
    }
    let clause = ours.split([',', '.', ';', ':', '(', ')']).next().unwrap_or_default();
    // "from our office call" is where somebody was met
    let verb = |word: &str| lexis().is_person_verb(word) || lexis().is_weak_person_verb(word);
    let mut house: Vec<&str> = words(clause).map(|word| word.of(clause)).skip(1).take(MOST + 1).collect();
    let end = house.iter().position(|word| verb(word)).unwrap_or(house.len());
    if end > MOST {
        return false;
    }
    house.truncate(end);
    let is_side = |word: &&str| matches!(*word, "side" | "end");
    let is_team = |word: &&str| is_side(word) || matches!(*word, "team" | "staff" | "crew" | "department" | "dept");
    let is_group = |word: &&str| lexis().is_group(&fold(word));
    let is_place = |word: &&str| lexis().is_own_place(word);
    match place {
        "at" => house.last().is_some_and(is_side),
        "on" => house.last().is_some_and(is_team),
        // "in our office" is where somebody is met
        "in" => house.last().is_some_and(|word| is_team(word) || is_group(word) && !is_place(word)),
        "from" | "of" => house.last().is_some_and(|word| is_team(word) || is_group(word) || is_place(word)),
        _ => false,
    }
}
