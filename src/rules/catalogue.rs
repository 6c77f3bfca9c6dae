//! The table of rules.

mod deals;

use super::verdict::ONGOING;
use super::{Check, Confidence, Rule, RuleOption, Severity, Value, Verdict, checks, folder, suppressions};
use std::borrow::Cow;

/// There was a conversation. Nobody is to be coached for a call that was not answered.
const CONVERSATION: &[Verdict] = &[Verdict::Order, Verdict::NoSale, Verdict::Advance, Verdict::Continuation];
/// Nothing was sold (yet), so there is something to be learned.
const UNSOLD: &[Verdict] = &[Verdict::NoSale, Verdict::Advance, Verdict::Continuation];

/// Below this many notes of a folder, a share says nothing.
const MIN_NOTES: RuleOption = count("min_notes", 5, "Say nothing of folders with fewer conversations.");

const fn count(name: &'static str, default: usize, meaning: &'static str) -> RuleOption {
    RuleOption { name, default: Value::Count(default), meaning }
}

const fn share(name: &'static str, default: f64, meaning: &'static str) -> RuleOption {
    RuleOption { name, default: Value::Share(default), meaning }
}

const fn words(name: &'static str, all: &'static [&'static str], meaning: &'static str) -> RuleOption {
    RuleOption { name, default: Value::Words(Cow::Borrowed(all)), meaning }
}

/// All rules. In the examples, Dana Ruiz and Northwind are "us".
pub const RULES: &[Rule] = &[
    Rule {
        id: "no-customer-commitment",
        severity: Severity::Error,
        confidence: Confidence::Medium,
        on_by_default: true,
        summary: "The customer committed to nothing.",
        why: "A meeting moves a sale when the customer agrees to do something new, however small: it costs them time, \
              information or standing, and people do not spend those on what they do not mean to buy. Without it, \
              afterwards you are where you were before.",
        fix: "Decide before the call which commitment to ask for, and a smaller one to fall back on. If they made one, \
              write it down with its owner and its date.",
        question: "What did we ask them to do, and what did they say?",
        verdicts: ONGOING,
        options: &[],
        flags: &[
            "# Acme\n\nGood meeting with Priya. She liked the demo.\n\nNext steps\n- I will send pricing tomorrow.\n",
            "Call with Priya (Acme). Month-end close takes them nine days. Will send the deck.\n",
        ],
        clears: &[
            "# Acme\n\nGood meeting with Priya. She will send the org chart by Friday.\n",
            "# Acme\n\nPriya signed the order form this morning.\n",
            "# Acme\n\nLeft a voicemail for Priya. Will send the deck.\n",
        ],
        check: Check::Note(checks::no_customer_commitment),
    },
    Rule {
        id: "one-sided",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        on_by_default: true,
        summary: "There are actions, and none is the customer's.",
        why: "A list of our own homework feels like progress. Work that flows one way is given away, and it says nothing \
              about whether they want to buy.",
        fix: "Ask something in return for each thing that you offer: a date to discuss the proposal, their data for the \
              business case, a colleague at the demo.",
        question: "What would be a fair swap for what we are about to do?",
        verdicts: ONGOING,
        options: &[count("min_actions", 1, "Say nothing of notes with fewer actions.")],
        flags: &[
            "# Acme\n\nPriya's close takes nine days.\n\nNext steps\n- Dana to send pricing by Friday\n- Dana to book the demo\n",
        ],
        clears: &[
            "# Acme\n\nNext steps\n- Dana to send pricing by Friday\n- Priya to send the close calendar by Friday\n",
            "# Acme\n\nPriya's close takes nine days.\n",
        ],
        check: Check::Note(checks::one_sided),
    },
    Rule {
        id: "no-actions",
        severity: Severity::Error,
        confidence: Confidence::Medium,
        on_by_default: true,
        summary: "Nobody has anything to do.",
        why: "A conversation that ends without a next step seldom has a next conversation.",
        fix: "Keep the last five minutes of a meeting for who does what by when. If it has really ended, say so: a no is \
              a good outcome, and the time is yours again.",
        question: "How did the meeting end: who does what, by when?",
        verdicts: ONGOING,
        options: &[],
        flags: &["# Acme\n\nMet Priya. Their month-end close takes nine days. Great call!\n"],
        clears: &[
            "# Acme\n\nMet Priya. Their month-end close takes nine days. She will send us the close calendar by Friday.\n",
            "# Acme\n\nPriya told me that they chose another vendor. We are out.\n",
        ],
        check: Check::Note(checks::no_actions),
    },
    Rule {
        id: "nothing-learned",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        on_by_default: true,
        summary: "No new fact about the customer.",
        why: "What you learn is what lets you do the next call differently. Bad news counts: a frozen budget is worth \
              more than a compliment.",
        fix: "Write down the number, the name, the date or the cause that you heard, in their words.",
        question: "What do we know now that we did not know this morning, and what will we do differently?",
        verdicts: UNSOLD,
        options: &[count("min_learnings", 1, "How many new facts a note has to hold.")],
        flags: &["# Acme\n\nGreat call with Priya. She will send the org chart by Friday.\n"],
        clears: &[
            "# Acme\n\nPriya's month-end close takes nine days and two people work the weekend. She will send the org chart by Friday.\n",
            "# Acme\n\nTheir budget is frozen until July.\n",
        ],
        check: Check::Note(checks::nothing_learned),
    },
    Rule {
        id: "unsupported-praise",
        severity: Severity::Warning,
        confidence: Confidence::High,
        on_by_default: true,
        summary: "Praise, interest or a low bar where the customer committed to nothing.",
        why: "\"Good meeting\", \"very interested\" and \"no objections\" cost the customer nothing, so they show nothing. \
              Beside a real commitment they do no harm, and nothing is said about them.",
        fix: "Write what happened instead of how it felt: what they did, said or gave.",
        question: "What did they do that shows it?",
        verdicts: ONGOING,
        options: &[words("kinds", &["praise", "interest", "low_bar"], "The kinds that are looked for.")],
        flags: &[
            "# Acme\n\nGood meeting. I will send pricing on Friday.\n",
            "# Acme\n\nPriya seemed very interested. I will send pricing on Friday.\n",
        ],
        clears: &[
            "# Acme\n\nGood meeting. Priya will send the org chart by Friday.\n",
            "# Acme\n\nI would not call it a good meeting. I will send pricing on Friday.\n",
        ],
        check: Check::Note(checks::vague_outcome),
    },
    Rule {
        id: "vague-outcome",
        severity: Severity::Warning,
        confidence: Confidence::High,
        on_by_default: true,
        summary: "A deferral, a step without owner, or hope, where the customer committed to nothing.",
        why: "\"Will think it over\", \"next steps to be discussed\" and \"should close this quarter\" sound like progress and \
              bind nobody. Beside a real commitment they do no harm, and nothing is said about them.",
        fix: "Write who does what by when. If nobody took it on, say that instead: it is the honest outcome.",
        question: "Who does what, on which day?",
        verdicts: ONGOING,
        options: &[words("kinds", &["deferral", "ownerless", "hope"], "The kinds that are looked for.")],
        flags: &[
            "# Acme\n\nPriya will think it over. Touch base after the summer.\n",
            "# Acme\n\nNine days to close the month. Next steps to be discussed.\n",
        ],
        clears: &[
            "# Acme\n\nTouch base after the summer. Priya will send the org chart by Friday.\n",
            "# Acme\n\nGood meeting. I will send pricing on Friday.\n",
        ],
        check: Check::Note(checks::vague_outcome),
    },
    Rule {
        id: "weak-commitment",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        on_by_default: true,
        summary: "The best that the customer gave is a perhaps, an if, or no answer yet.",
        why: "\"Will try\" and \"once legal signs off\" are half a yes. They are worth having, and they still need a \
              date and a name before anything can be planned on them.",
        fix: "Restate it in the recap as you understood it, with a date, and ask them to correct it.",
        question: "What date did they say, and what has to be true for it to hold?",
        verdicts: &[Verdict::Continuation],
        options: &[],
        flags: &[
            "# Acme\n\nPriya will try to get us the usage data next week.\n",
            "# Acme\n\nIf legal signs off, Priya will send the order form.\n",
            "# Acme\n\nI asked Priya for the org chart.\n",
        ],
        clears: &[
            "# Acme\n\nPriya will send the usage data on Friday, and will try to bring the CFO.\n",
            "# Acme\n\nI will try to get Priya the usage data next week.\n",
        ],
        check: Check::Note(checks::weak_commitment),
    },
    Rule {
        id: "hedged-commitment",
        severity: Severity::Info,
        confidence: Confidence::High,
        on_by_default: true,
        summary: "Our own promise is a perhaps.",
        why: "A customer hears \"I will try\" as no. What we keep to the day is what lets us ask them for the same.",
        fix: "Promise it with a date, or do not promise it.",
        question: "Which day can we keep?",
        verdicts: CONVERSATION,
        options: &[],
        flags: &["# Acme\n\nPriya will send the org chart by Friday. I will try to get her the pricing next week.\n"],
        clears: &["# Acme\n\nPriya will try to get us the org chart. I will send her the pricing on Friday.\n"],
        check: Check::Note(checks::hedged_commitment),
    },
    Rule {
        id: "missing-owner",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        on_by_default: true,
        summary: "An action that nobody owns by name.",
        why: "What everybody could do, nobody does. \"They\" is an organization, and organizations do not open mail.",
        fix: "Name the person. If nobody took it, it is not an action yet.",
        question: "Who owns it by name, theirs or ours?",
        verdicts: CONVERSATION,
        options: &[words("sides", &["them", "third", "unknown"], "Whose actions are looked at.")],
        flags: &[
            "# Acme\n\nThe customer will set up the workshop by Friday.\n",
            "# Acme\n\nThey will send us the security questionnaire by Friday.\n",
        ],
        clears: &[
            "# Acme\n\nNext steps\n- Priya to set up the workshop by Friday\n",
            "# Acme\n\nI will send the security questionnaire by Friday.\n",
        ],
        check: Check::Note(checks::missing_owner),
    },
    Rule {
        id: "missing-due-date",
        severity: Severity::Info,
        confidence: Confidence::High,
        on_by_default: true,
        summary: "A commitment without a date.",
        why: "Without a date nobody is late, so nothing happens, and you cannot ask after it without nagging.",
        fix: "Agree a day, or the event that it comes before, and put it into both calendars.",
        question: "By which day?",
        verdicts: CONVERSATION,
        options: &[words("sides", &["us", "them", "both", "third", "unknown"], "Whose actions are looked at.")],
        flags: &["# Acme\n\nPriya will send the org chart.\n"],
        clears: &[
            "# Acme\n\nPriya will send the org chart by Friday.\n",
            "# Acme\n\nPriya will send the org chart before the board meeting.\n",
        ],
        check: Check::Note(checks::missing_due_date),
    },
    Rule {
        id: "stale-date",
        severity: Severity::Warning,
        confidence: Confidence::High,
        on_by_default: true,
        summary: "An open action that was due before the day of the note.",
        why: "Either the date is a slip of the pen, or a promise has passed without anybody saying so.",
        fix: "Agree a new date and ask what came in between, or tick it off.",
        question: "What is in the way?",
        verdicts: CONVERSATION,
        options: &[count("grace_days", 0, "How many days late an action may be.")],
        flags: &["---\ndate: 2026-03-02\n---\n# Acme\n\n- [ ] Priya: send the org chart by 2026-02-20\n"],
        clears: &[
            "---\ndate: 2026-03-02\n---\n# Acme\n\n- [ ] Priya: send the org chart by 2026-03-20\n",
            "---\ndate: 2026-03-02\n---\n# Acme\n\n- [x] Priya: send the org chart by 2026-02-20\n",
        ],
        check: Check::Note(checks::stale_date),
    },
    Rule {
        id: "pressure-close",
        severity: Severity::Warning,
        confidence: Confidence::High,
        on_by_default: true,
        summary: "An offer that expires, to force a decision.",
        why: "A one-off offer teaches the customer to wait for the next one, and it answers our calendar, not theirs. \
              Closing problems start early: in commitments that were never asked for.",
        fix: "Find the date that matters to them and work back from it. If you give a discount, get something for it.",
        question: "Whose deadline is it, and what in their business happens on that day?",
        verdicts: CONVERSATION,
        options: &[],
        flags: &["# Acme\n\nTold Priya that she gets 20% off if they sign by month end.\n"],
        clears: &["# Acme\n\nTheir current contract expires at month end.\n"],
        check: Check::Note(checks::pressure_close),
    },
    Rule {
        id: "unknown-side",
        severity: Severity::Info,
        confidence: Confidence::High,
        on_by_default: true,
        summary: "Nobody told which of the people are ours.",
        why: "Whether an action is ours or the customer's is the heart of the matter, and it is not guessed. While it is \
              unknown, nothing is said about customer commitments.",
        fix: "Name your organization, people or mail domains under `[us]` in goodmeeting.toml, or list the attendees \
              with their organization in the note.",
        question: "Who of these people is on whose side?",
        verdicts: CONVERSATION,
        options: &[],
        flags: &["# Weekly meeting\n\nActions\n- Maria to draft the charter\n- Lee to book the room\n"],
        clears: &["# Call on the charter\n\nI'll draft the charter.\n\nActions\n- Lee to book the room\n"],
        check: Check::Note(checks::unknown_side),
    },
    Rule {
        id: "single-stakeholder",
        severity: Severity::Info,
        confidence: Confidence::Medium,
        on_by_default: false,
        summary: "Only one person of the customer's is named.",
        why: "Several people have to live with a purchase. A sale that hangs on one of them ends when that one moves on.",
        fix: "Ask for an introduction: it is a commitment too.",
        question: "Who else has to live with this decision, and who will introduce us?",
        verdicts: ONGOING,
        options: &[count("min_people", 2, "How many people of the customer's have to be named, once there is one.")],
        flags: &["Attendees: Priya Shah (Acme), Dana Ruiz (Northwind)\n\nPriya will send the org chart by Friday.\n"],
        clears: &[
            "Attendees: Priya Shah (Acme), Tom Weber (Acme), Dana Ruiz (Northwind)\n\nPriya will send the org chart by Friday.\n",
        ],
        check: Check::Note(checks::single_stakeholder),
    },
    Rule {
        id: "empty-note",
        severity: Severity::Warning,
        confidence: Confidence::High,
        on_by_default: true,
        summary: "Nothing is written below the title.",
        why: "What is not written down the same day is gone by the next call.",
        fix: "Write three lines: what they will do, what we learned, what we will do.",
        question: "What would a colleague need to know to take the next call?",
        verdicts: &Verdict::ALL,
        options: &[],
        flags: &["# Acme weekly\n", "\n"],
        clears: &["# Acme weekly\n\nPriya will send the org chart by Friday.\n"],
        check: Check::Note(checks::empty_note),
    },
    Rule {
        id: "language-not-covered",
        severity: Severity::Info,
        confidence: Confidence::High,
        on_by_default: true,
        summary: "The note is in a language that the lexicons do not cover.",
        why: "Only English words are known. What is not understood is not judged: no other rule speaks about such a note, \
              and its verdict means nothing.",
        fix: "Leave such notes out with `exclude` in goodmeeting.toml, so that no figure counts them.",
        question: "Who reads this note?",
        verdicts: &Verdict::ALL,
        options: &[],
        flags: &[
            "# Acme\n\nGutes Gespräch mit Frau Weber. Sie schickt uns bis Freitag die Unterlagen und klärt intern, wer über das Budget entscheidet.\n",
        ],
        clears: &[
            "# Acme\n\nGood talk with Frau Weber. She sends us the documents by Friday and finds out who decides about the budget.\n",
            "# Acme\n\nGut.\n",
        ],
        check: Check::Foreign(checks::language_not_covered),
    },
    Rule {
        id: "unused-suppression",
        severity: Severity::Info,
        confidence: Confidence::High,
        on_by_default: true,
        summary: "A suppression, or an entry of the baseline, for which there is no finding any more.",
        why: "What is left behind after its cause is gone hides the next finding in the same place.",
        fix: "Delete it; write a baseline anew with `--write-baseline`. If the finding has only changed, name the right rule.",
        question: "Is the reason for it gone?",
        verdicts: &Verdict::ALL,
        options: &[],
        flags: &[
            "# Acme\n\nPriya will send the org chart by Friday. <!-- goodmeeting: ignore missing-due-date: next call is booked -->\n",
            "# Acme\n\n<!-- goodmeeting: ignore-file no-such-rule: why not -->\nPriya will send the org chart by Friday.\n",
        ],
        clears: &[
            "# Acme\n\nPriya will send the org chart. <!-- goodmeeting: ignore missing-due-date: next call is booked -->\n",
            "# Acme\n\nPriya will send the org chart by Friday.\n",
        ],
        check: Check::Suppressions(suppressions::unused),
    },
    Rule {
        id: "suppression-without-reason",
        severity: Severity::Warning,
        confidence: Confidence::High,
        on_by_default: false,
        summary: "A suppression that does not say why.",
        why: "Whoever meets it in a year has to find out whether it still holds.",
        fix: "Write the reason behind a colon: `<!-- goodmeeting: ignore missing-due-date: next call is booked -->`.",
        question: "Why does the finding not count here?",
        verdicts: &Verdict::ALL,
        options: &[],
        flags: &["# Acme\n\nPriya will send the org chart. <!-- goodmeeting: ignore missing-due-date -->\n"],
        clears: &[
            "# Acme\n\nPriya will send the org chart. (goodmeeting: ignore missing-due-date: next call is booked)\n",
        ],
        check: Check::Suppressions(suppressions::without_reason),
    },
    Rule {
        id: "few-customer-commitments",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        on_by_default: false,
        summary: "In too few notes of a folder the customer committed to something.",
        why: "One call without an advance is a call. A quarter of them is a pipeline that does not move.",
        fix: "Take the notes without one, and decide for each what to ask for next, or that it is over.",
        question: "Which of these deals would we miss if we stopped calling?",
        verdicts: &[],
        options: &[
            share("min_share", 0.3, "The least share of conversations that have to end with a customer commitment."),
            MIN_NOTES,
        ],
        flags: &[
            "Good meeting.\n=== next note ===\nGreat call.\n=== next note ===\nPriya will think about it.\n=== next note ===\n\
                  Seems keen.\n=== next note ===\nThey liked the demo.\n",
        ],
        clears: &[
            "Good meeting.\n=== next note ===\nGreat call.\n=== next note ===\nPriya (Acme) will send the org chart by Friday.\n\
             === next note ===\nSeems keen.\n=== next note ===\n# Acme\n\nPriya will introduce us to the CFO on Monday.\n",
            "Good meeting.\n=== next note ===\nGreat call.\n",
        ],
        check: Check::Folder(folder::few_commitments),
    },
    Rule {
        id: "many-vague-notes",
        severity: Severity::Warning,
        confidence: Confidence::Medium,
        on_by_default: false,
        summary: "Too many notes of a folder have only vague outcomes.",
        why: "A forecast is made of what notes say. Where they say how it felt, the forecast is a feeling.",
        fix: "Go through them with their authors, one question each.",
        question: "What did they agree to do that they were not doing before?",
        verdicts: &[],
        options: &[
            share("max_share", 0.5, "The greatest share of conversations that may have only vague outcomes."),
            count("max_notes", 0, "How many may, whatever the share; 0 is any number."),
            MIN_NOTES,
        ],
        flags: &[
            "Good meeting.\n=== next note ===\nGreat call.\n=== next note ===\nPriya will think about it.\n=== next note ===\n\
                  Seems keen.\n=== next note ===\nClose takes them nine days.\n",
        ],
        clears: &[
            "Good meeting.\n=== next note ===\nGreat call.\n=== next note ===\nClose takes them nine days.\n=== next note ===\n\
                   Left a voicemail.\n=== next note ===\nThey use a spreadsheet.\n=== next note ===\nThe budget is frozen until July.\n",
        ],
        check: Check::Folder(folder::many_vague),
    },
    deals::STREAK_WITHOUT_ADVANCE,
    deals::ROLLED_COMMITMENT,
    deals::OVERDUE_COMMITMENT,
    deals::FLAT_LADDER,
    deals::SINGLE_THREADED,
    deals::UNTESTED_CHAMPION,
    deals::LEARNING_DRIED_UP,
    deals::LATE_PRESSURE,
];
