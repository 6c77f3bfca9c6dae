//! The rules about deals: several notes of one account. In the examples it is 30 June 2026.

use super::{count, words};
use crate::rules::{Check, Confidence, Rule, RuleOption, Severity, ladder};

const SIDES: RuleOption =
    words("sides", &["us", "them", "both", "third", "unknown"], "Whose commitments are looked at.");

pub(super) const STREAK_WITHOUT_ADVANCE: Rule = Rule {
    id: "streak-without-advance",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    on_by_default: true,
    summary: "Several conversations in a row, up to the latest, brought no firm commitment of the customer's.",
    why: "One good meeting without a next step happens. Two in a row are a deal that has stopped and does not say so.",
    fix: "Choose the smallest thing that they could do next, and ask for it in so many words. If they will not, believe \
          it.",
    question: "What is the smallest thing they could do next, and have we asked for it?",
    verdicts: &[],
    options: &[count("min_streak", 2, "From how many conversations on.")],
    flags: &["# Acme, 2026-06-02\n\nGreat meeting with Priya. Dana will send the deck.\n=== next note ===\n\
         # Acme, 2026-06-16\n\nGood call with Priya, she liked the deck. Dana will send the pricing.\n"],
    clears: &[
        "# Acme, 2026-06-02\n\nGreat meeting with Priya. Dana will send the deck.\n=== next note ===\n\
         # Acme, 2026-06-16\n\nGood call. Priya will introduce us to the plant director by 3 July.\n",
        "# Acme, 2026-06-02\n\nGreat meeting with Priya. Dana will send the deck.\n=== next note ===\n\
         # Acme, 2026-06-16\n\nLeft a voicemail for Priya.\n",
    ],
    check: Check::Deal(ladder::streak_without_advance),
};

pub(super) const ROLLED_COMMITMENT: Rule = Rule {
    id: "rolled-commitment",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    on_by_default: true,
    summary: "Something was promised again that an earlier note had promised already.",
    why: "A promise that is made twice was not kept once. Something is in the way that nobody has told us.",
    fix: "Ask what is in the way before you take the new date. If it is ours, say so before they have to ask.",
    question: "It was promised twice: what is in the way?",
    verdicts: &[],
    options: &[SIDES],
    flags: &["# Acme, 2026-06-02\n\nPriya will send the freezer maintenance log by 9 June.\n=== next note ===\n\
         # Acme, 2026-06-16\n\nPriya will send the freezer maintenance log by 3 July.\n"],
    clears: &["# Acme, 2026-06-02\n\nPriya will send the freezer maintenance log by 9 June.\n=== next note ===\n\
         # Acme, 2026-06-16\n\nThe freezer maintenance log came. Priya will send the energy bills by 3 July.\n"],
    check: Check::Deal(ladder::rolled_commitment),
};

pub(super) const OVERDUE_COMMITMENT: Rule = Rule {
    id: "overdue-commitment",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    on_by_default: true,
    summary: "The day of a commitment is past, and no note shows it kept.",
    why: "A promise that nobody asks about teaches both sides that promises do not count. Ours cost us the right to ask \
          for theirs.",
    fix: "Ours: do it today, or name the new day before they ask. Theirs: ask what is in the way and which day holds \
          now. If it is done, write so in a note.",
    question: "Is it done? If not, which day holds now?",
    verdicts: &[],
    options: &[SIDES, count("grace_days", 0, "How many days late nothing is said of yet.")],
    flags: &["# Acme, 2026-06-02\n\nPriya will send the freezer maintenance log by 9 June.\n"],
    clears: &[
        "# Acme, 2026-06-23\n\nPriya will send the freezer maintenance log by 7 July.\n",
        "# Acme, 2026-06-02\n\nPriya will send the freezer maintenance log by 9 June.\n=== next note ===\n\
         # Acme, 2026-06-16\n\nPriya sent the freezer maintenance log on the 8th.\n",
    ],
    check: Check::Deal(ladder::overdue_commitment),
};

pub(super) const FLAT_LADDER: Rule = Rule {
    id: "flat-ladder",
    severity: Severity::Info,
    confidence: Confidence::Medium,
    on_by_default: true,
    summary: "The customer's steps do not grow.",
    why: "Deals are won by a ladder of little commitments: time, then information, then standing with colleagues, then \
          money. Steps of one size are a walk on the spot.",
    fix: "Ask for the rung above the last one: after a meeting their figures, after figures a colleague, after a \
          colleague a place on the agenda where money is decided.",
    question: "Which step comes after the last one, and who would take it?",
    verdicts: &[],
    options: &[count("min_steps", 3, "Say nothing of fewer steps; of fewer than three there is no trend.")],
    flags: &["# Acme, 2026-06-02\n\nPriya will join the demo on 5 June.\n=== next note ===\n\
         # Acme, 2026-06-09\n\nPriya will join the workshop on 12 June.\n=== next note ===\n\
         # Acme, 2026-06-23\n\nPriya will join a call on 3 July.\n"],
    clears: &[
        "# Acme, 2026-06-02\n\nPriya will join the demo on 5 June.\n=== next note ===\n\
         # Acme, 2026-06-09\n\nPriya will send us the downtime data by 12 June.\n=== next note ===\n\
         # Acme, 2026-06-23\n\nPriya will introduce us to the plant director by 3 July.\n",
        "# Acme, 2026-06-02\n\nPriya will join the demo on 5 June.\n=== next note ===\n\
         # Acme, 2026-06-09\n\nPriya will join the workshop on 12 June.\n",
    ],
    check: Check::Deal(ladder::flat_ladder),
};

pub(super) const SINGLE_THREADED: Rule = Rule {
    id: "single-threaded",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    on_by_default: true,
    summary: "In several conversations, one person of the customer's at most gave us anything.",
    why: "One person can leave, lose, or say no for all the others. Who only attends has not joined.",
    fix: "Ask the person who gives for the name of somebody who has to live with the decision, and for an introduction.",
    question: "Who else has to live with this decision, and who will introduce us?",
    verdicts: &[],
    options: &[
        count("min_conversations", 3, "Say nothing of deals with fewer conversations."),
        count("min_people", 2, "How many people have to have taken a firm step."),
    ],
    flags: &["# Acme, 2026-06-02\n\nPriya will join the demo on 5 June.\n=== next note ===\n\
         # Acme, 2026-06-05\n\nPriya and Tom were there. Priya will send us the downtime data by 12 June.\n=== next note ===\n\
         # Acme, 2026-06-23\n\nPriya will talk to her director by 3 July.\n"],
    clears: &[
        "# Acme, 2026-06-02\n\nPriya will join the demo on 5 June.\n=== next note ===\n\
         # Acme, 2026-06-05\n\nTom Weber (Acme) will send us the downtime data by 12 June.\n=== next note ===\n\
         # Acme, 2026-06-23\n\nPriya will talk to her director by 3 July.\n",
        "# Acme, 2026-06-02\n\nPriya will join the demo on 5 June.\n",
    ],
    check: Check::Deal(ladder::single_threaded),
};

pub(super) const UNTESTED_CHAMPION: Rule = Rule {
    id: "untested-champion",
    severity: Severity::Info,
    confidence: Confidence::Medium,
    on_by_default: true,
    summary: "Somebody is called a champion and has done nothing for us yet.",
    why: "A champion sells for us when we are not there. Until they have spent some standing on it, they are a friend.",
    fix: "Ask them for something that costs a little: an introduction, a place on an agenda, the numbers that their boss \
          looks at.",
    question: "What could we ask of them that costs them something: an introduction, a place on an agenda, the numbers?",
    verdicts: &[],
    options: &[count("min_conversations", 2, "Say nothing of deals with fewer conversations.")],
    flags: &[
        "# Acme, 2026-06-02\n\nAttendees: Priya Shah (Acme), Dana Ruiz\n\nPriya is our champion.\n=== next note ===\n\
         # Acme, 2026-06-16\n\nAttendees: Priya Shah (Acme), Dana Ruiz\n\nGood call. Dana will send the deck.\n",
    ],
    clears: &[
        "# Acme, 2026-06-02\n\nAttendees: Priya Shah (Acme), Dana Ruiz\n\nPriya is our champion.\n=== next note ===\n\
         # Acme, 2026-06-16\n\nAttendees: Priya Shah (Acme), Dana Ruiz\n\nPriya will introduce us to the plant director by 3 July.\n",
    ],
    check: Check::Deal(ladder::untested_champion),
};

pub(super) const LEARNING_DRIED_UP: Rule = Rule {
    id: "learning-dried-up",
    severity: Severity::Info,
    confidence: Confidence::Medium,
    on_by_default: true,
    summary: "Several conversations in a row, up to the latest, taught us nothing.",
    why: "A meeting in which nothing is learned was a visit. What we do not know by now will decide without us.",
    fix: "Go through the kinds of learning that the deal lacks (`goodmeeting prep` lists them), and take one question \
          into the next call.",
    question: "What do we still not know, and who could tell us?",
    verdicts: &[],
    options: &[count("min_streak", 2, "From how many conversations on.")],
    flags: &["# Acme, 2026-06-02\n\nGreat meeting with Priya. Dana will send the deck.\n=== next note ===\n\
         # Acme, 2026-06-16\n\nGreat call with Priya. Dana will send the pricing.\n"],
    clears: &["# Acme, 2026-06-02\n\nGreat meeting with Priya. Dana will send the deck.\n=== next note ===\n\
         # Acme, 2026-06-16\n\nPriya's month-end close takes nine days. Dana will send the pricing.\n"],
    check: Check::Deal(ladder::learning_dried_up),
};

pub(super) const LATE_PRESSURE: Rule = Rule {
    id: "late-pressure",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    on_by_default: true,
    summary: "Our side pushed for a decision, and the customer had hardly taken a step before.",
    why: "An offer that expires moves those who want to buy. To the others it is a reason to stop answering.",
    fix: "Take the deadline back, and ask what happens in their business if nothing changes, and by when.",
    question: "Whose deadline is it? What in their business happens on that day?",
    verdicts: &[],
    options: &[count("min_steps", 2, "How many firm steps make a push fair.")],
    flags: &["# Acme, 2026-06-02\n\nGreat meeting with Priya. Dana will send the deck.\n=== next note ===\n\
         # Acme, 2026-06-16\n\nTold Priya that it is 20% off if they sign by month end.\n"],
    clears: &[
        "# Acme, 2026-06-02\n\nPriya will send us the downtime data by 12 June. Priya will introduce us to the plant director by 14 June.\n\
         === next note ===\n# Acme, 2026-06-16\n\nTold Priya that it is 20% off if they sign by month end.\n",
        "# Acme, 2026-06-16\n\nPriya's plant is audited in July, so she needs it before. Dana will send the pricing.\n",
    ],
    check: Check::Deal(ladder::late_pressure),
};
