//! What a meeting came to, and the four questions.

use super::{Tests, Verdict};
use crate::extract::{Commitment, Ending, Facts, Outcome, Resource, Status, Strength};
use crate::note::Side;

/// The sale goes on, so there should be a next step.
pub(super) const ONGOING: &[Verdict] = &[Verdict::Advance, Verdict::Continuation];

/// How many times more than an answer silence is told where nobody was reached.
const SILENCE: usize = 2;

/// How often it is told where what they owe from before is no answer either.
const MUCH_SILENCE: usize = 3;

/// How many times more than what is still open a no is told where all is lost.
const IN_PART: usize = 2;

/// How much the signs of a lost sale must weigh together, in the weights of the lexicon, of which a single one has 3 at most.
const AFTERMATH: i8 = 5;
/// What a no that is told weighs among them.
const NO: i8 = 2;

/// What the promises of the customer must be likely worth together, in percent of one.
const PROMISED: u32 = 60;
/// How much more for each vague outcome, and for how many at most: a promise beyond doubt is enough beside any.
const VAGUE: u32 = 10;
const MOST_VAGUE: usize = 4;

/// The first verdict that holds.
pub(super) fn verdict(facts: &Facts) -> Verdict {
    let advances = advances(facts);
    let told = |outcome| facts.outcomes.iter().filter(|ending| ending.outcome == outcome).count();
    let told_first_or_last = |outcome| facts.outcomes.iter().any(|at| at.outcome == outcome && at.is_prominent);
    // what is said in passing ends nothing where the customer promised something, nor a no said once where they spend
    // more than a letter on us by a day
    let ends = |outcome| told_first_or_last(outcome) || !advances && told(outcome) > 0;
    let invests = |fact: &&Commitment| {
        is_theirs(fact) && is_firm(fact) && fact.resource.iter().any(|&spent| spent != Resource::Information)
    };
    let dated = facts.commitments.iter().filter(invests).any(|fact| fact.due_text.is_some());
    let closed = facts.outcomes.iter().any(|at| at.is_final && at.is_prominent);
    // a part is lost where the rest is said to be open, unless there is more of a no than that
    let in_part = told(Outcome::Alive) > 0 && told(Outcome::NoSale) < IN_PART + told(Outcome::Alive);
    let ends_for_good = |outcome| told(outcome) > 1 || ends(outcome) && (closed || !dated);
    let lost = aftermath(facts) + if told(Outcome::NoSale) > 0 { NO } else { 0 } >= AFTERMATH;
    // whoever has so much to tell had somebody to talk to, unless silence is most of what is told
    let silence = told(Outcome::NoContact);
    let reached =
        (told(Outcome::Contact) > 0 || facts.learnings.len() > 3) && silence < SILENCE + told(Outcome::Contact);
    let unheard = silence >= MUCH_SILENCE && told(Outcome::Contact) == 0;
    if told_first_or_last(Outcome::Order) || told(Outcome::Order) > 1 {
        Verdict::Order
    } else if !in_part && (ends_for_good(Outcome::NoSale) || lost) {
        Verdict::NoSale
    } else if told_first_or_last(Outcome::Bought) {
        Verdict::Order
    } else if told_first_or_last(Outcome::Planned)
        || silence > 0 && !reached && (!advances || unheard)
        || is_only_outreach(facts)
    {
        Verdict::NoContact
    } else if advances {
        Verdict::Advance
    } else if told(Outcome::Unheard) > 0 {
        Verdict::NoContact
    } else {
        Verdict::Continuation
    }
}

/// Whether a note tells of nothing but what our side wrote, or whom it rang.
fn is_only_outreach(facts: &Facts) -> bool {
    let tells = |ending: &&Ending| !matches!(ending.outcome, Outcome::Aftermath | Outcome::Unheard);
    let mut outcomes = facts.outcomes.iter().filter(tells).peekable();
    let promised = |fact: &Commitment| is_theirs(fact) && is_promise(fact);
    outcomes.peek().is_some()
        && outcomes.all(|ending| ending.outcome == Outcome::Outreach)
        && facts.learnings.is_empty()
        && facts.vague.is_empty()
        && !facts.commitments.iter().any(promised)
}

/// Whether the customer is likely to have promised something: what their firm promises are likely worth together, less
/// for each vague outcome beside them.
fn advances(facts: &Facts) -> bool {
    let firm = facts.commitments.iter().filter(|fact| is_theirs(fact) && is_firm(fact));
    let promised: u32 = firm.map(chance).sum();
    let vague = facts.vague.len().min(MOST_VAGUE) as u32;
    promised > 0 && promised >= PROMISED + VAGUE * vague
}

/// How likely a commitment is meant as it was read, in percent. One of nobody known, by no day, is as likely a slip of the
/// reading.
fn chance(fact: &Commitment) -> u32 {
    let is_told = !fact.owner.is_empty() || fact.due_text.is_some();
    fact.chance.map_or(if is_told { 100 } else { 50 }, u32::from)
}

/// The weights of the signs of a lost sale, each kind of sign once.
fn aftermath(facts: &Facts) -> i8 {
    let signs = || facts.outcomes.iter().filter(|sign| sign.outcome == Outcome::Aftermath);
    let first = |at: usize, sign: &Ending| !signs().take(at).any(|before| before.because == sign.because);
    signs().enumerate().filter(|&(at, sign)| first(at, sign)).map(|(_, sign)| sign.weight).sum()
}

/// The answers to the four questions.
pub(super) fn tests(facts: &Facts) -> Tests {
    let promised = |of: fn(&Commitment) -> bool| facts.commitments.iter().any(|fact| of(fact) && is_promise(fact));
    let customer_commitment = promised(is_theirs);
    Tests {
        customer_commitment,
        learning: !facts.learnings.is_empty(),
        customer_action: facts.commitments.iter().any(|fact| is_theirs(fact) && is_action(fact)),
        exchange_of_value: customer_commitment && promised(is_ours),
    }
}

/// Whether the customer acts, alone or with us.
pub(super) fn is_theirs(fact: &Commitment) -> bool {
    matches!(fact.side, Side::Them | Side::Both)
}

/// Whether we act, alone or with the customer.
pub(super) fn is_ours(fact: &Commitment) -> bool {
    matches!(fact.side, Side::Us | Side::Both)
}

/// Whether there is an act in it at all.
pub(super) fn is_action(fact: &Commitment) -> bool {
    fact.strength != Strength::Empty
}

/// Whether it is an act still to do.
pub(super) fn is_open(fact: &Commitment) -> bool {
    is_action(fact) && fact.status == Status::Open
}

/// Whether somebody said yes to an act still to do.
pub(super) fn is_promise(fact: &Commitment) -> bool {
    is_open(fact) && fact.strength != Strength::Request
}

/// Whether it is promised without an if or a perhaps.
pub(super) fn is_firm(fact: &Commitment) -> bool {
    is_open(fact) && fact.strength == Strength::Firm
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn act(side: Side, strength: Strength, status: Status) -> Commitment {
        let (due_text, due, resource, because) = Default::default();
        let owner = vec!["Priya".to_owned()];
        let basis = crate::extract::trace::Basis::Name;
        let chance = None;
        Commitment {
            span: Span::new(0, 1),
            owner,
            side,
            strength,
            due_text,
            due,
            resource,
            status,
            basis,
            chance,
            because,
        }
    }

    fn facts(commitments: Vec<Commitment>) -> Facts {
        Facts { commitments, ..Facts::default() }
    }

    fn verdict_of(side: Side, strength: Strength, status: Status) -> Verdict {
        verdict(&facts(vec![act(side, strength, status)]))
    }

    #[test]
    fn only_a_firm_open_act_of_the_customer_is_an_advance() {
        use Side::*;
        assert_eq!(verdict_of(Them, Strength::Firm, Status::Open), Verdict::Advance);
        assert_eq!(verdict_of(Both, Strength::Firm, Status::Open), Verdict::Advance);
        for side in [Us, Third, Unknown] {
            assert_eq!(verdict_of(side, Strength::Firm, Status::Open), Verdict::Continuation);
        }
        for strength in [Strength::Tentative, Strength::Conditional, Strength::Request, Strength::Empty] {
            assert_eq!(verdict_of(Them, strength, Status::Open), Verdict::Continuation);
        }
        assert_eq!(verdict_of(Them, Strength::Firm, Status::Done), Verdict::Continuation);
    }

    #[test]
    fn one_promise_of_nobody_by_no_day_is_not_enough() {
        let mut promise = act(Side::Them, Strength::Firm, Status::Open);
        promise.owner.clear();
        assert_eq!(verdict(&facts(vec![promise.clone()])), Verdict::Continuation);
        assert_eq!(verdict(&facts(vec![promise.clone(), promise.clone()])), Verdict::Advance);
        promise.due_text = Some(Span::new(0, 1));
        assert_eq!(verdict(&facts(vec![promise])), Verdict::Advance);
    }

    fn ending(outcome: Outcome, is_prominent: bool) -> Ending {
        Ending { span: Span::new(0, 1), outcome, is_prominent, is_final: false, weight: 0, because: Vec::new() }
    }

    #[test]
    fn a_no_in_passing_does_not_outweigh_a_promise() {
        let mut facts = facts(vec![act(Side::Them, Strength::Firm, Status::Open)]);
        facts.outcomes.push(ending(Outcome::NoSale, false));
        assert_eq!(verdict(&facts), Verdict::Advance);
        facts.commitments.clear();
        assert_eq!(verdict(&facts), Verdict::NoSale);
    }

    #[test]
    fn a_no_beside_a_promise_with_a_day_is_told_twice() {
        let mut promise = act(Side::Them, Strength::Firm, Status::Open);
        promise.due_text = Some(Span::new(0, 1));
        let mut facts = facts(vec![promise]);
        facts.outcomes.push(ending(Outcome::NoSale, true));
        assert_eq!(verdict(&facts), Verdict::NoSale, "what costs them nothing keeps no sale alive");
        facts.commitments[0].resource = vec![Resource::Time];
        assert_eq!(verdict(&facts), Verdict::Advance);
        facts.outcomes.push(ending(Outcome::NoSale, false));
        assert_eq!(verdict(&facts), Verdict::NoSale);
    }

    #[test]
    fn a_no_on_the_books_outweighs_what_they_still_have_to_do() {
        let mut promise = act(Side::Them, Strength::Firm, Status::Open);
        promise.due_text = Some(Span::new(0, 1));
        let mut facts = facts(vec![promise]);
        facts.outcomes.push(Ending { is_final: true, ..ending(Outcome::NoSale, true) });
        assert_eq!(verdict(&facts), Verdict::NoSale);
    }

    #[test]
    fn signs_of_a_lost_sale_count_together_and_each_once() {
        let mut promise = act(Side::Them, Strength::Firm, Status::Open);
        promise.due_text = Some(Span::new(0, 1));
        let mut facts = facts(vec![promise]);
        let sign =
            |id: &str, weight| Ending { weight, because: vec![id.to_owned()], ..ending(Outcome::Aftermath, false) };
        facts.outcomes = vec![sign("farewell", 3), sign("farewell", 3)];
        assert_eq!(verdict(&facts), Verdict::Advance);
        facts.outcomes.push(ending(Outcome::NoSale, false));
        assert_eq!(verdict(&facts), Verdict::NoSale);
        facts.outcomes = vec![sign("farewell", 3), sign("scores", 2)];
        assert_eq!(verdict(&facts), Verdict::NoSale);
    }

    #[test]
    fn a_part_is_lost_where_the_rest_is_open() {
        let mut facts = facts(Vec::new());
        facts.outcomes = vec![ending(Outcome::NoSale, true), ending(Outcome::Alive, true)];
        assert_eq!(verdict(&facts), Verdict::Continuation);
        facts.outcomes.extend(vec![ending(Outcome::NoSale, true); 2]);
        assert_eq!(verdict(&facts), Verdict::NoSale);
    }

    #[test]
    fn a_note_of_our_letters_alone_is_no_contact() {
        let mut facts = facts(Vec::new());
        facts.outcomes.push(ending(Outcome::Outreach, true));
        assert_eq!(verdict(&facts), Verdict::NoContact);
        facts.outcomes.push(ending(Outcome::Contact, true));
        assert_eq!(verdict(&facts), Verdict::Continuation);
    }

    #[test]
    fn what_sounds_like_nobody_reached_counts_where_nothing_else_is_told() {
        let mut facts = facts(Vec::new());
        facts.outcomes.push(ending(Outcome::Unheard, false));
        assert_eq!(verdict(&facts), Verdict::NoContact);
        facts.commitments.push(act(Side::Them, Strength::Firm, Status::Open));
        assert_eq!(verdict(&facts), Verdict::Advance);
        facts.outcomes.push(ending(Outcome::NoSale, true));
        assert_eq!(verdict(&facts), Verdict::NoSale);
    }

    #[test]
    fn an_order_is_told_first_last_or_twice() {
        let mut facts = facts(Vec::new());
        facts.outcomes.push(ending(Outcome::Order, false));
        assert_eq!(verdict(&facts), Verdict::Continuation);
        facts.outcomes.push(ending(Outcome::Order, false));
        assert_eq!(verdict(&facts), Verdict::Order);
    }

    #[test]
    fn what_they_bought_is_ours_unless_a_no_is_told() {
        let mut facts = facts(Vec::new());
        facts.outcomes.push(ending(Outcome::Bought, true));
        assert_eq!(verdict(&facts), Verdict::Order);
        facts.outcomes.push(ending(Outcome::NoSale, false));
        assert_eq!(verdict(&facts), Verdict::NoSale);
    }

    #[test]
    fn whoever_spoke_was_reached_unless_the_note_is_a_plan() {
        let mut facts = facts(Vec::new());
        facts.outcomes.push(ending(Outcome::NoContact, true));
        assert_eq!(verdict(&facts), Verdict::NoContact);
        facts.outcomes.push(ending(Outcome::Contact, false));
        assert_eq!(verdict(&facts), Verdict::Continuation);
        facts.outcomes.push(ending(Outcome::Planned, true));
        assert_eq!(verdict(&facts), Verdict::NoContact);
    }

    #[test]
    fn silence_told_again_and_again_outweighs_an_answer() {
        let mut facts = facts(Vec::new());
        facts.outcomes.push(ending(Outcome::Contact, false));
        facts.outcomes.extend(vec![ending(Outcome::NoContact, false); 2]);
        assert_eq!(verdict(&facts), Verdict::Continuation);
        facts.outcomes.push(ending(Outcome::NoContact, false));
        assert_eq!(verdict(&facts), Verdict::NoContact);
    }

    #[test]
    fn what_they_owe_is_no_answer_where_silence_is_all_that_is_told() {
        let mut facts = facts(vec![act(Side::Them, Strength::Firm, Status::Open)]);
        facts.outcomes.extend(vec![ending(Outcome::NoContact, false); 2]);
        assert_eq!(verdict(&facts), Verdict::Advance);
        facts.outcomes.push(ending(Outcome::NoContact, false));
        assert_eq!(verdict(&facts), Verdict::NoContact);
        facts.outcomes.push(ending(Outcome::Contact, false));
        assert_eq!(verdict(&facts), Verdict::Advance);
    }

    #[test]
    fn a_letter_by_a_day_keeps_no_sale_alive() {
        let mut promise = act(Side::Them, Strength::Firm, Status::Open);
        (promise.due_text, promise.resource) = (Some(Span::new(0, 1)), vec![Resource::Information]);
        let mut facts = facts(vec![promise]);
        facts.outcomes.push(ending(Outcome::NoSale, true));
        assert_eq!(verdict(&facts), Verdict::NoSale);
    }

    #[test]
    fn what_the_note_says_comes_first_in_the_guides_order() {
        let mut facts = facts(vec![act(Side::Them, Strength::Firm, Status::Open)]);
        let orders = [
            // a no show that they rebooked is contact
            (Outcome::NoContact, Verdict::Advance),
            (Outcome::NoSale, Verdict::NoSale),
            (Outcome::Order, Verdict::Order),
        ];
        for (said, expected) in orders {
            facts.outcomes.push(ending(said, true));
            assert_eq!(verdict(&facts), expected);
        }
    }

    #[test]
    fn a_request_is_an_action_and_not_a_commitment() {
        let asked = tests(&facts(vec![act(Side::Them, Strength::Request, Status::Open)]));
        assert!(asked.customer_action && !asked.customer_commitment);
        let vague = tests(&facts(vec![act(Side::Them, Strength::Empty, Status::Open)]));
        assert!(!vague.customer_action && !vague.customer_commitment);
    }

    #[test]
    fn value_is_exchanged_where_both_sides_promise() {
        let them = || act(Side::Them, Strength::Conditional, Status::Open);
        let us = || act(Side::Us, Strength::Firm, Status::Open);
        assert!(tests(&facts(vec![them(), us()])).exchange_of_value);
        assert!(tests(&facts(vec![act(Side::Both, Strength::Firm, Status::Open)])).exchange_of_value);
        assert!(!tests(&facts(vec![them()])).exchange_of_value);
        assert!(!tests(&facts(vec![us()])).exchange_of_value);
    }
}
