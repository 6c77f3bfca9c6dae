use super::*;

/// Each block as `kind|label|content`.
fn outline(text: &str) -> Vec<String> {
    parse(text)
        .iter()
        .map(|block| {
            let label = block.label.map_or("", |label| label.of(text));
            format!("{:?}|{label}|{}", block.kind, block.content.of(text))
        })
        .collect()
}

/// Asserts the blocks of a text, one `kind|label|content` a line.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(outline(text), expected, "{text}");
}

#[test]
fn items_nest_by_indent_and_run_on_over_hanging_lines() {
    let text = "Next steps\n\n- Ana: send the list\n  of pumps\n    1. first\n    2) second\n- [x] Bo: call\n";
    check(
        text,
        &[
            "Heading { level: 1 }||Next steps",
            "ListItem { depth: 0 }|Ana|send the list\n  of pumps",
            "ListItem { depth: 1 }||first",
            "ListItem { depth: 1 }||second",
            "Checkbox { depth: 0, done: true }|Bo|call",
        ],
    );
    let parents: Vec<_> = parse(text).iter().map(|block| block.parent).collect();
    assert_eq!(parents, [None, None, Some(1), Some(1), None]);
}

#[test]
fn struck_items_are_done() {
    check(
        "- ~~send list~~\n- ~~call~~ yesterday\n",
        &["Checkbox { depth: 0, done: true }||send list", "Checkbox { depth: 0, done: true }||~~call~~ yesterday"],
    );
}

#[test]
fn a_heading_covers_what_follows_up_to_its_like() {
    let text = "# Visit\n**Decided**\n- pumps\n\n**To do**\nAna\n☐ list\nBo\n☑ call\n## Later\nnothing\n";
    let headings: Vec<_> = parse(text).iter().map(|block| block.heading).collect();
    assert_eq!(
        headings,
        [None, Some(0), Some(1), Some(0), Some(3), Some(4), Some(3), Some(6), Some(0), Some(8)],
        "{:?}",
        outline(text)
    );
}

#[test]
fn tables_with_and_without_a_rule() {
    let cell = |row, column, header: Option<(usize, usize)>| {
        let header = header.map(|(start, end)| Span::new(start, end));
        format!("{:?}", BlockKind::TableCell { row, column, header })
    };
    let text = "| who | what |\n|---|---|\n| Ana | list |\n|  | call |\n";
    check(
        text,
        &[
            "TableHeader||who",
            "TableHeader||what",
            &format!("{}||Ana", cell(0, 0, Some((2, 5)))),
            &format!("{}||list", cell(0, 1, Some((8, 12)))),
            &format!("{}||call", cell(1, 1, Some((8, 12)))),
        ],
    );
    let text = "| Ana | 12 pumps |\n| Bo | 3 pumps |\n";
    check(
        text,
        &[
            &format!("{}||Ana", cell(0, 0, None)),
            &format!("{}||12 pumps", cell(0, 1, None)),
            &format!("{}||Bo", cell(1, 0, None)),
            &format!("{}||3 pumps", cell(1, 1, None)),
        ],
    );
    let text = "Owner\tDue\nAna\t9 May\n";
    check(
        text,
        &[
            "TableHeader||Owner",
            "TableHeader||Due",
            &format!("{}||Ana", cell(0, 0, Some((0, 5)))),
            &format!("{}||9 May", cell(0, 1, Some((6, 9)))),
        ],
    );
    check("Thursday | 55 min | Ana\nWe spoke.\n", &["Paragraph||Thursday | 55 min | Ana\nWe spoke."]);
}

#[test]
fn a_mail_has_headers_quotes_and_a_signature() {
    check(
        "From: Ana\nTo: Bo\nSubject: Pumps: the list\n\nHi Bo,\n\nit is here.\n\nBest regards,\nAna\nAcme\n\nPS: Call me.\n\nOn Tue, 2 Sep, Bo wrote:\n> Where is\n> the list?\n",
        &[
            "MailHeader|From|Ana",
            "MailHeader|To|Bo",
            "MailHeader|Subject|Pumps: the list",
            "Paragraph||Hi Bo,",
            "Paragraph||it is here.",
            "Signature||Best regards,\nAna\nAcme",
            "KeyValue|PS|Call me.",
            "Quote { depth: 1 }||On Tue, 2 Sep, Bo wrote:",
            "Quote { depth: 1 }||Where is\n> the list?",
        ],
    );
    check(
        "See below.\n\n-----Original Message-----\nFrom: Bo\nTo: Ana\n\nSend it.\n",
        &["Paragraph||See below.", "MailHeader|From|Bo", "MailHeader|To|Ana", "Quote { depth: 1 }||Send it."],
    );
}

#[test]
fn turns_take_the_words_below_a_name() {
    check(
        "Call notes\n\nAna Ruiz  0:03  \nI'll send it.\n\nBo Ek  0:14\nGood.\n",
        &["Paragraph||Call notes", "SpeakerTurn|Ana Ruiz|I'll send it.", "SpeakerTurn|Bo Ek|Good."],
    );
    check(
        "Date: 2 May\nAna: Hi.\nBo: Hi.\nAna: Well?\nCy: Hm.\nBo: Well.\nNext: call\n",
        &[
            "KeyValue|Date|2 May",
            "SpeakerTurn|Ana|Hi.",
            "SpeakerTurn|Bo|Hi.",
            "SpeakerTurn|Ana|Well?",
            "SpeakerTurn|Cy|Hm.",
            "SpeakerTurn|Bo|Well.",
            "KeyValue|Next|call",
        ],
    );
}

#[test]
fn front_matter_and_keys() {
    check(
        "---\nwho:\n  - \"Ana\"\ndue: 2 May\n---\nDate: 3 May    Rep: Ana\nstage:: won\n",
        &[
            "FrontMatter|who|Ana",
            "FrontMatter|due|2 May",
            "KeyValue|Date|3 May",
            "KeyValue|Rep|Ana",
            "KeyValue|stage|won",
        ],
    );
}

#[test]
fn code_is_fenced_or_looks_like_code() {
    check(
        "```\na: b\n```\n\n    let x = 1;\n\n    indented words\n",
        &["Code||```\na: b\n```", "Code||let x = 1;", "Paragraph||indented words"],
    );
    check("```\nnobody closes it\n", &["Paragraph||```\nnobody closes it"]);
}

#[test]
fn titles_without_markup() {
    check(
        "Acme – Ana – 2 May\n\nBUDGET\nNone.\n\nWhat we saw\n* pumps\n\nSummary\nA good call.\n",
        &[
            "Paragraph||Acme – Ana – 2 May",
            "Heading { level: 1 }||BUDGET",
            "Paragraph||None.",
            "Heading { level: 2 }||What we saw",
            "ListItem { depth: 0 }||pumps",
            "Heading { level: 2 }||Summary",
            "Paragraph||A good call.",
        ],
    );
    check("Visit\n=====\nGood.\n", &["Heading { level: 1 }||Visit", "Paragraph||Good."]);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_gives_ordered_blocks_inside_it(text in "([-*#>|`~=\\[\\]x:.()0-9A-Ca-c“é☐•\t \r]{0,12}\n?){0,24}") {
            let blocks = parse(&text);
            let mut at = 0;
            for (index, block) in blocks.iter().enumerate() {
                prop_assert!(block.span.start >= at && block.span.end <= text.len() && !block.span.is_empty());
                prop_assert!(block.span.contains(block.content) && block.content.start <= block.content.end);
                let _ = (block.span.of(&text), block.content.of(&text));
                if let Some(label) = block.label {
                    prop_assert!(!label.of(&text).is_empty());
                    let is_front_matter = block.kind == BlockKind::FrontMatter;
                    prop_assert!(is_front_matter || label.start >= block.span.start && label.end <= block.content.start);
                }
                prop_assert!(block.heading.is_none_or(|heading| heading < index));
                prop_assert!(block.parent.is_none_or(|parent| parent < index));
                at = block.span.end;
            }
        }

        #[test]
        fn any_string_is_parsed(text in "\\PC*") {
            parse(&text);
        }
    }
}
