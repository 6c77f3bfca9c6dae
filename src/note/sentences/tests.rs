use super::*;
use crate::note::blocks;

fn sentences(text: &str) -> Vec<&str> {
    split(text, &blocks::parse(text)).iter().map(|sentence| sentence.span.of(text)).collect()
}

/// Asserts that the text is split exactly at each `|`.
#[track_caller]
fn check(marked: &str) {
    let expected: Vec<String> = marked.split('|').map(|part| part.trim().to_owned()).collect();
    let text: String = marked.split('|').collect();
    assert_eq!(sentences(&text), expected, "{text}");
}

#[test]
fn marks_end_sentences() {
    check("Good call. |They want pumps! |Do we have any? |Yes.");
    check("right so met dana. |she wants a quote by friday. |what else");
    check("Really?? |ok then");
    check("Great chat! :) |She will call.");
    check("Costs are 40% up.[3] |They asked why. [4] |We know.");
    check("Went well… |Next call Monday.");
    check("He said well… maybe in May.");
}

#[test]
fn a_run_without_stops_is_cut_between_words() {
    let text = "sie prüfen es ".repeat(LONGEST);
    let found = sentences(&text);
    assert!(found.iter().all(|one| one.len() <= LONGEST && one.starts_with(['s', 'p', 'e'])));
    assert_eq!(found.join(" "), text.trim_end());
    assert_eq!(sentences(&"é".repeat(LONGEST)).len(), 2);
}

#[test]
fn quotes_and_brackets_stay_with_their_sentence() {
    check("She said \"not now.\" |Then she left.");
    check("\"Not now!\" she said.");
    check("It stops (they said so.) every week.");
    check("PO no. NAC/26/0417 came. |He said no. |Bo left.");
    check("Her student (?!) - walks it round. |Bo (!) came.");
    check("It stops. |(They said so.) |We go on.");
    check("**Good call.** |She will send it.");
}

#[test]
fn abbreviations_do_not_end_sentences_before_common_words() {
    check("Send it to Mr. Okoro and Dr. Lind, e.g. by mail.");
    check("They bought from Acme Inc. |They want more.");
    check("Parts of Acme Inc. Holding are in the U.S. market, incl. motors.");
    check("Call at 4 p.m. on Monday. |We meet at 5 p.m. |Please come.");
    check("Signed on 5 Mar. and due in Dec. |It renews by itself.");
    check("Line No. 5 stops. |She said no. |He said No. |We go on.");
    check("Anna B. Lind and J.R. Ohm sign. |It was plan B. |We agreed.");
    check("Termin am 5. März und am 10. Juli.");
    check("The mtg. with her mgr. is on Monday.");
}

#[test]
fn inline_lists_split_before_their_markers() {
    check("1) pumps |2) valves |3) seals");
    check("a. pumps |b. valves");
    check("They need 1) pumps |2) valves");
    check("They need (1) pumps and (2) valves.");
    check("We need 2) though.");
}

#[test]
fn thoughts_on_lines_split_and_wrapped_lines_do_not() {
    check("Acme intro call\n|likes the price\n|wants a demo in May");
    check(
        "We walked the whole of the plant with Dana and her two shift leads and we\nsaw eleven chillers, four of which are older than the hall around them, and\nNobody knows their age.",
    );
    check("They want a quote for all eleven of the chillers by Friday\n|Budget is frozen until the new fiscal year");
    check(
        "rang him about the bearings and he is off to see the bank mgr\n|belts for the header, two of them, off the big ones\n|sending him the price list",
    );
    assert_eq!(sentences("- send the list\n  of pumps to Dana"), ["send the list\n  of pumps to Dana"]);
    check("Hard break after this line  \n|and the next thought");
}

#[test]
fn a_label_is_part_of_its_sentence_and_a_speaker_is_not() {
    let text = "**Next:** call Ana. Then Bo.\n- Ana: list\n";
    assert_eq!(sentences(text), ["**Next:** call Ana.", "Then Bo.", "Ana: list"]);
    let text = "[00:01] Ana: Hi. Well?\n[00:02] Bo: Well.\n";
    assert_eq!(sentences(text), ["Hi.", "Well?", "Well."]);
}

#[test]
fn wide_marks_need_no_space() {
    check("本日はありがとうございました。|次は五月です。");
}

#[test]
fn sentences_of_quotes_do_not_hold_the_marks_between() {
    assert_eq!(sentences("> First one.\n> Second one.\n"), ["First one.", "Second one."]);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Spans in bounds, on character boundaries, ordered, inside their block.
    fn hold(text: &str) -> Result<(), TestCaseError> {
        let blocks = blocks::parse(text);
        let mut at = 0;
        for sentence in split(text, &blocks) {
            let block = &blocks[sentence.block];
            prop_assert!(block.span.contains(sentence.span), "{sentence:?} {block:?}");
            prop_assert!(sentence.span.start >= at && !sentence.span.is_empty());
            prop_assert_eq!(sentence.span.trimmed(text), sentence.span);
            at = sentence.span.end;
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn sentences_lie_in_order_inside_their_blocks(
            text in "([-*#>|`~=\\[\\]x:.!?…\"”()0-9A-Ca-c“é☐•。\t \r]{0,16}\n?){0,24}"
        ) {
            hold(&text)?;
        }

        #[test]
        fn words_and_marks(text in "(( |\n|\n\n|Ana|ana|: |[.!?…]| [.]|1[.)]|2[.)]|[•(]|Inc[.]|no[.]|[)]|\\[3\\]|:[)]|\n- |\n> |\\*\\*|~~)){0,40}") {
            hold(&text)?;
        }

        #[test]
        fn any_string(text in "\\PC*") {
            hold(&text)?;
        }
    }
}
