//! The table of rules.

use super::{Rule, Severity, Verdict, checks};

/// There was a conversation. Nobody is to be coached for a call that was not answered.
const CONVERSATION: &[Verdict] = &[Verdict::Order, Verdict::NoSale, Verdict::Advance, Verdict::Continuation];
/// The sale goes on, so there should be a next step.
const ONGOING: &[Verdict] = &[Verdict::Advance, Verdict::Continuation];
/// Nothing was sold (yet), so there is something to be learned.
const UNSOLD: &[Verdict] = &[Verdict::NoSale, Verdict::Advance, Verdict::Continuation];

/// All rules. In the examples, Dana Ruiz and Northwind are "us".
pub const RULES: &[Rule] = &[
    Rule {
        id: "no-customer-commitment",
        severity: Severity::Error,
        on_by_default: true,
        summary: "The customer committed to nothing.",
        why: "A meeting moves a sale when the customer agrees to do something new, however small: it costs them time, \
              information or standing, and people do not spend those on what they do not mean to buy. Without it, \
              afterwards you are where you were before.",
        fix: "Decide before the call which commitment to ask for, and a smaller one to fall back on. If they made one, \
              write it down with its owner and its date.",
        question: "What did we ask them to do, and what did they say?",
        verdicts: ONGOING,
        flags: &[
            "# Acme\n\nGood meeting with Priya. She liked the demo.\n\nNext steps\n- I will send pricing tomorrow.\n",
            "Call with Priya (Acme). Month-end close takes them nine days. Will send the deck.\n",
        ],
        clears: &[
            "# Acme\n\nGood meeting with Priya. She will send the org chart by Friday.\n",
            "# Acme\n\nPriya signed the order form this morning.\n",
            "# Acme\n\nLeft a voicemail for Priya. Will send the deck.\n",
        ],
        check: checks::no_customer_commitment,
    },
    Rule {
        id: "all-actions-ours",
        severity: Severity::Warning,
        on_by_default: true,
        summary: "There are actions, and none is the customer's.",
        why: "A list of our own homework feels like progress. Work that flows one way is given away, and it says nothing \
              about whether they want to buy.",
        fix: "Ask something in return for each thing that you offer: a date to discuss the proposal, their data for the \
              business case, a colleague at the demo.",
        question: "What would be a fair swap for what we are about to do?",
        verdicts: ONGOING,
        flags: &[
            "# Acme\n\nPriya's close takes nine days.\n\nNext steps\n- Dana to send pricing by Friday\n- Dana to book the demo\n",
        ],
        clears: &[
            "# Acme\n\nNext steps\n- Dana to send pricing by Friday\n- Priya to send the close calendar by Friday\n",
            "# Acme\n\nPriya's close takes nine days.\n",
        ],
        check: checks::all_actions_ours,
    },
    Rule {
        id: "no-actions",
        severity: Severity::Error,
        on_by_default: true,
        summary: "Nobody has anything to do.",
        why: "A conversation that ends without a next step seldom has a next conversation.",
        fix: "Keep the last five minutes of a meeting for who does what by when. If it has really ended, say so: a no is \
              a good outcome, and the time is yours again.",
        question: "How did the meeting end: who does what, by when?",
        verdicts: ONGOING,
        flags: &["# Acme\n\nMet Priya. Their month-end close takes nine days. Great call!\n"],
        clears: &[
            "# Acme\n\nMet Priya. Their month-end close takes nine days. She will send us the close calendar by Friday.\n",
            "# Acme\n\nPriya told me that they chose another vendor. We are out.\n",
        ],
        check: checks::no_actions,
    },
    Rule {
        id: "nothing-learned",
        severity: Severity::Warning,
        on_by_default: true,
        summary: "No new fact about the customer.",
        why: "What you learn is what lets you do the next call differently. Bad news counts: a frozen budget is worth \
              more than a compliment.",
        fix: "Write down the number, the name, the date or the cause that you heard, in their words.",
        question: "What do we know now that we did not know this morning, and what will we do differently?",
        verdicts: UNSOLD,
        flags: &["# Acme\n\nGreat call with Priya. She will send the org chart by Friday.\n"],
        clears: &[
            "# Acme\n\nPriya's month-end close takes nine days and two people work the weekend. She will send the org chart by Friday.\n",
            "# Acme\n\nTheir budget is frozen until July.\n",
        ],
        check: checks::nothing_learned,
    },
    Rule {
        id: "vague-outcome",
        severity: Severity::Warning,
        on_by_default: true,
        summary: "Words that sound like progress where the customer committed to nothing.",
        why: "\"Good meeting\", \"very interested\" and \"will think it over\" cost the customer nothing. Beside a real \
              commitment they do no harm, and nothing is said about them.",
        fix: "Write what happened instead of how it felt: what they did, said or gave.",
        question: "What did they do that shows it?",
        verdicts: ONGOING,
        flags: &[
            "# Acme\n\nGood meeting. I will send pricing on Friday.\n",
            "# Acme\n\nPriya will think it over. Touch base after the summer.\n",
        ],
        clears: &[
            "# Acme\n\nGood meeting. Priya will send the org chart by Friday.\n",
            "# Acme\n\nI would not call it a good meeting. I will send pricing on Friday.\n",
        ],
        check: checks::vague_outcome,
    },
    Rule {
        id: "weak-commitment",
        severity: Severity::Warning,
        on_by_default: true,
        summary: "The best that the customer gave is a perhaps, an if, or no answer yet.",
        why: "\"Will try\" and \"once legal signs off\" are half a yes. They are worth having, and they still need a \
              date and a name before anything can be planned on them.",
        fix: "Restate it in the recap as you understood it, with a date, and ask them to correct it.",
        question: "What date did they say, and what has to be true for it to hold?",
        verdicts: &[Verdict::Continuation],
        flags: &[
            "# Acme\n\nPriya will try to get us the usage data next week.\n",
            "# Acme\n\nIf legal signs off, Priya will send the order form.\n",
            "# Acme\n\nI asked Priya for the org chart.\n",
        ],
        clears: &[
            "# Acme\n\nPriya will send the usage data on Friday, and will try to bring the CFO.\n",
            "# Acme\n\nI will try to get Priya the usage data next week.\n",
        ],
        check: checks::weak_commitment,
    },
    Rule {
        id: "hedged-commitment",
        severity: Severity::Info,
        on_by_default: true,
        summary: "Our own promise is a perhaps.",
        why: "A customer hears \"I will try\" as no. What we keep to the day is what lets us ask them for the same.",
        fix: "Promise it with a date, or do not promise it.",
        question: "Which day can we keep?",
        verdicts: CONVERSATION,
        flags: &["# Acme\n\nPriya will send the org chart by Friday. I will try to get her the pricing next week.\n"],
        clears: &["# Acme\n\nPriya will try to get us the org chart. I will send her the pricing on Friday.\n"],
        check: checks::hedged_commitment,
    },
    Rule {
        id: "missing-owner",
        severity: Severity::Warning,
        on_by_default: true,
        summary: "An action that nobody owns by name.",
        why: "What everybody could do, nobody does. \"They\" is an organization, and organizations do not open mail.",
        fix: "Name the person. If nobody took it, it is not an action yet.",
        question: "Who owns it by name, theirs or ours?",
        verdicts: CONVERSATION,
        flags: &[
            "# Acme\n\nThe customer will set up the workshop by Friday.\n",
            "# Acme\n\nThey will send us the security questionnaire by Friday.\n",
        ],
        clears: &[
            "# Acme\n\nNext steps\n- Priya to set up the workshop by Friday\n",
            "# Acme\n\nI will send the security questionnaire by Friday.\n",
        ],
        check: checks::missing_owner,
    },
    Rule {
        id: "missing-due-date",
        severity: Severity::Info,
        on_by_default: true,
        summary: "A commitment without a date.",
        why: "Without a date nobody is late, so nothing happens, and you cannot ask after it without nagging.",
        fix: "Agree a day, or the event that it comes before, and put it into both calendars.",
        question: "By which day?",
        verdicts: CONVERSATION,
        flags: &["# Acme\n\nPriya will send the org chart.\n"],
        clears: &[
            "# Acme\n\nPriya will send the org chart by Friday.\n",
            "# Acme\n\nPriya will send the org chart before the board meeting.\n",
        ],
        check: checks::missing_due_date,
    },
    Rule {
        id: "stale-date",
        severity: Severity::Warning,
        on_by_default: true,
        summary: "An open action that was due before the day of the note.",
        why: "Either the date is a slip of the pen, or a promise has passed without anybody saying so.",
        fix: "Agree a new date and ask what came in between, or tick it off.",
        question: "What is in the way?",
        verdicts: CONVERSATION,
        flags: &["---\ndate: 2026-03-02\n---\n# Acme\n\n- [ ] Priya: send the org chart by 2026-02-20\n"],
        clears: &[
            "---\ndate: 2026-03-02\n---\n# Acme\n\n- [ ] Priya: send the org chart by 2026-03-20\n",
            "---\ndate: 2026-03-02\n---\n# Acme\n\n- [x] Priya: send the org chart by 2026-02-20\n",
        ],
        check: checks::stale_date,
    },
    Rule {
        id: "pressure-close",
        severity: Severity::Warning,
        on_by_default: true,
        summary: "An offer that expires, to force a decision.",
        why: "A one-off offer teaches the customer to wait for the next one, and it answers our calendar, not theirs. \
              Closing problems start early: in commitments that were never asked for.",
        fix: "Find the date that matters to them and work back from it. If you give a discount, get something for it.",
        question: "Whose deadline is it, and what in their business happens on that day?",
        verdicts: CONVERSATION,
        flags: &["# Acme\n\nTold Priya that she gets 20% off if they sign by month end.\n"],
        clears: &["# Acme\n\nTheir current contract expires at month end.\n"],
        check: checks::pressure_close,
    },
    Rule {
        id: "unknown-side",
        severity: Severity::Info,
        on_by_default: true,
        summary: "Nobody told which of the people are ours.",
        why: "Whether an action is ours or the customer's is the heart of the matter, and it is not guessed. While it is \
              unknown, nothing is said about customer commitments.",
        fix: "Name your organization, people or mail domains under `[us]` in goodmeeting.toml, or list the attendees \
              with their organization in the note.",
        question: "Who of these people is on whose side?",
        verdicts: CONVERSATION,
        flags: &["# Weekly meeting\n\nActions\n- Maria to draft the charter\n- Lee to book the room\n"],
        clears: &["# Weekly meeting\n\nI'll draft the charter.\n\nActions\n- Lee to book the room\n"],
        check: checks::unknown_side,
    },
    Rule {
        id: "single-stakeholder",
        severity: Severity::Info,
        on_by_default: false,
        summary: "Only one person of the customer's is named.",
        why: "Several people have to live with a purchase. A sale that hangs on one of them ends when that one moves on.",
        fix: "Ask for an introduction: it is a commitment too.",
        question: "Who else has to live with this decision, and who will introduce us?",
        verdicts: ONGOING,
        flags: &["Attendees: Priya Shah (Acme), Dana Ruiz (Northwind)\n\nPriya will send the org chart by Friday.\n"],
        clears: &[
            "Attendees: Priya Shah (Acme), Tom Weber (Acme), Dana Ruiz (Northwind)\n\nPriya will send the org chart by Friday.\n",
        ],
        check: checks::single_stakeholder,
    },
    Rule {
        id: "empty-note",
        severity: Severity::Warning,
        on_by_default: true,
        summary: "Nothing is written below the title.",
        why: "What is not written down the same day is gone by the next call.",
        fix: "Write three lines: what they will do, what we learned, what we will do.",
        question: "What would a colleague need to know to take the next call?",
        verdicts: &Verdict::ALL,
        flags: &["# Acme weekly\n", "\n"],
        clears: &["# Acme weekly\n\nPriya will send the org chart by Friday.\n"],
        check: checks::empty_note,
    },
];
