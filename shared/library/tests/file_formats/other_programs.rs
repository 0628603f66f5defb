//! Open Trivia Database, workbooks, templates and text formats of other programs.

use wpp_game::content::QuestionKind;
use wpp_library::packs::format::Format;

use crate::support::{all_valid, case, read, read_as, refusal};

#[test]
fn decodes_every_encoding_of_open_trivia() {
    let names = ["71-opentdb-url3986.json", "72-opentdb-base64.json", "73-opentdb-url-legacy.json"];
    let readings = names.map(|name| all_valid(name, 4));
    for reading in &readings {
        assert_eq!(reading.header.format, Some(Format::OpenTrivia));
        assert_eq!(reading.valid(), readings[0].valid());
        let kinds: Vec<_> = reading.rows.iter().filter_map(|row| row.question.as_ref().ok()).map(|q| q.kind).collect();
        assert_eq!(kinds[2], QuestionKind::Choice, "true or false needs its options");
    }
    let first = readings[0].valid()[0];
    assert_eq!(first.prompt, "What does one call a storm's \"eye\"?");
    assert_eq!((first.category.as_str(), first.decoys[2].as_str()), ("Science: Nature & Weather", "The cloud's top"));
    assert_eq!(readings[0].valid()[3].answer, "5 kr. & 25 øre");
}

#[test]
fn names_every_response_code_of_open_trivia() {
    for code in 1..=6 {
        let error = refusal(format!("{{\"response_code\":{code},\"results\":[]}}").as_bytes());
        assert_eq!(error.params, [("response_code", code.to_string())]);
    }
    assert_eq!(read(b"{\"response_code\":0,\"results\":[]}").unwrap().rows.len(), 0);
}

#[test]
fn reads_workbooks() {
    let reading = all_valid("80-workbook.xlsx", 1);
    assert_eq!(reading.answers(), [("What is a workbook made of?", "sheets")]);
    for (name, format) in [
        ("workbook-openpyxl.xlsx", Format::Xlsx),
        ("workbook-xlsxwriter.xlsx", Format::Xlsx),
        ("workbook-odfpy.ods", Format::Ods),
        ("workbook-xlwt.xls", Format::Xls),
    ] {
        let reading = case(name);
        assert_eq!(reading.refused(), [], "{name}");
        assert_eq!(reading.header.format, Some(format), "{name}");
        assert_eq!(reading.header.ignored, ["Noter"], "{name}");
        let expected = [
            ("What is a workbook made of?", "sheets"),
            ("How many legs has a spider?", "8"),
            ("Which date was it?", "1969-07-20"),
            ("Ærø & <b>\"quoted\"</b>, what?", "=SUM(A1)"),
        ];
        assert_eq!(reading.answers()[..4], expected, "{name}");
        let families: Vec<bool> = reading.valid()[..4].iter().map(|draft| draft.family_friendly).collect();
        assert_eq!(families, [true, false, true, true], "{name}");
        assert_eq!(reading.valid()[3].decoys, ["two", "lines", "-1"], "{name}");
    }
    // Formulas are read by their values, and rich text as text.
    assert_eq!(case("workbook-xlsxwriter.xlsx").answers()[4], ("Which is bold here?", "2"));
}

#[test]
fn reads_the_template_of_kahoot() {
    let reading = case("kahoot.xlsx");
    assert_eq!(reading.header.format, Some(Format::Kahoot));
    assert_eq!(reading.rows.len(), 4, "unused rows of the template are no questions");
    assert_eq!(reading.refused(), []);
    let first = reading.valid()[0];
    assert_eq!((first.answer.as_str(), first.decoys.len()), ("Lima", 3));
    let several = reading.valid()[1];
    assert_eq!(several.kind, Some(QuestionKind::Several));
    assert_eq!(
        (several.answer.as_str(), several.more_answers.join("|"), several.decoys.join("|")),
        ("2", "4".to_owned(), "3|5".to_owned())
    );
    assert_eq!((reading.valid()[2].answer.as_str(), reading.valid()[2].kind), ("True", Some(QuestionKind::Choice)));
    assert_eq!(reading.valid()[3].answer, "4");
}

#[test]
fn reads_the_template_of_quizizz() {
    let reading = case("quizizz.xlsx");
    assert_eq!(reading.header.format, Some(Format::Quizizz));
    assert_eq!(reading.refused(), []);
    let kinds: Vec<QuestionKind> = reading.valid().iter().filter_map(|draft| draft.kind).collect();
    let [several, typed, cloud, poll] =
        [QuestionKind::Several, QuestionKind::Typed, QuestionKind::WordCloud, QuestionKind::Poll];
    assert_eq!(kinds[1..], [several, typed, cloud, poll]);
    assert_eq!((reading.valid()[2].answer.as_str(), reading.valid()[4].decoys.join("|")), ("4", "Cat|Dog".to_owned()));
    let first = reading.valid()[0];
    assert_eq!((first.answer.as_str(), first.decoys.join("|")), ("Santiago", "Arica|Iquique".to_owned()));
    assert_eq!(first.explanation.as_deref(), Some("It is Santiago."));
}

#[test]
fn correct_options_are_numbers_letters_or_texts() {
    let read = |correct: &str| {
        let text =
            format!("Question,Option 1,Option 2,Option 3,Correct answer\nWhat is the year?,1990,,2001,{correct}\n");
        let reading = read(text.as_bytes()).unwrap();
        match &reading.rows[0].question {
            Ok(valid) => valid.draft.answer.clone(),
            Err(faults) => faults[0].code.to_owned(),
        }
    };
    for (correct, expected) in [
        ("1", "1990"),
        ("3", "2001"),
        ("3.0", "2001"),
        ("C", "2001"),
        ("c", "2001"),
        ("1990", "1990"),
        ("2", "no_such_option"),
        ("7", "no_such_option"),
        ("", "no_answer"),
        ("\"1,3\"", "no_wrong_answers"),
        ("\"1,2\"", "no_such_option"),
    ] {
        assert_eq!(read(correct), expected, "{correct}");
    }
}

#[test]
fn options_are_numbered_by_their_headings() {
    let text = "Question,Answer 2,Answer 1,Correct answer\nWhich is first?,second,first,1\n";
    assert_eq!(read(text.as_bytes()).unwrap().answers(), [("Which is first?", "first")]);
    for headings in ["Question,Answer 1,Answer 1,Correct", "Question,Prompt,Answer 1,Answer 2,Correct"] {
        assert_eq!(refusal(format!("{headings}\na,b,c,1\n").as_bytes()).code, "duplicate_headings", "{headings}");
    }
}

#[test]
fn reads_gift() {
    let text = "// A comment\n$CATEGORY: $course$/Animals\n\n::Title::What is the capital of Peru? {=Lima ~Cusco #far away\n~%-50%Quito}\n\n\
                Three plus {=one ~two ~five} is four.\n\nCats purr.{TRUE}\n\nThe sun is cold. {F#no}\n\n\
                What is 2+2? {#4}\n\nHow long is it? {#1.234,5:2}\n\nHow high is it? {#8,849}\n\nWrite a story. {}\n\nMatch. {=a -> b =c -> d}\n\nWho is it? {=Bo =Bob}\n\nHow far is it? {#3..4:}\n\nWhich are odd? {~%50%one ~%50%three ~%-100%two}\n\n\
                [html]Which \\{sign\\} is \\=? {~a =b \\~ c}\n\nNo answers here\n";
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(reading.header.format, Some(Format::Gift));
    let codes: Vec<&str> = reading.refused().iter().map(|(_, code)| *code).collect();
    assert_eq!(codes, ["ambiguous_number", "unsupported_type", "unsupported_type", "no_options"], "{:?}", reading.rows);
    let expected = [
        ("What is the capital of Peru?", "Lima"),
        ("Three plus ____ is four.", "one"),
        ("Cats purr.", "True"),
        ("The sun is cold.", "False"),
        ("What is 2+2?", "4"),
        ("How long is it?", "1234.5"),
        ("Who is it?", "Bo"),
        ("How far is it?", "3.5"),
        ("Which are odd?", "one"),
        ("Which {sign} is =?", "b ~ c"),
    ];
    assert_eq!(reading.answers(), expected);
    assert_eq!(reading.valid()[0].decoys, ["Cusco", "Quito"]);
    assert_eq!(reading.valid()[6].aliases, ["Bob"]);
    assert_eq!(reading.valid()[8].more_answers, ["three"]);
    assert_eq!(reading.valid()[0].category, "Animals");
    assert_eq!(reading.rows[0].line, 4);
}

/// Other programs list spellings that the games take for the same.
#[test]
fn equal_spellings_are_left_out() {
    let gift = "What is 1+1? {=two =Two =pair =2 =TWO =Pair}\n";
    let reading = read(gift.as_bytes()).unwrap();
    assert_eq!(reading.refused(), []);
    assert_eq!((reading.answers()[0].1, &reading.valid()[0].aliases), ("two", &vec!["pair".to_owned()]));

    let quizizz = "Question Text,Question Type,Option 1,Option 2,Option 3,Correct Answer\n\
                   Who wrote it?,Fill-in-the-Blank,The Bard,bard,Shakespeare,\n";
    let table = "kind,prompt,answer,aliases\ntyped,Who wrote it?,The Bard,bard|Shakespeare|shakespeare\n";
    let json = r#"[{"kind":"typed","prompt":"Who wrote it?","answer":"The Bard","aliases":["BARD","Shakespeare"]}]"#;
    for text in [quizizz, table, json] {
        let reading = read(text.as_bytes()).unwrap();
        assert_eq!(reading.refused(), [], "{text}");
        assert_eq!(reading.answers()[0].1, "The Bard", "{text}");
        assert_eq!(reading.valid()[0].aliases, ["Shakespeare"], "{text}");
    }
    // Further spellings are a fault only if they differ.
    let many: String = (0..30).map(|n| format!("={}two ", " ".repeat(n))).collect();
    assert_eq!(read(format!("What is 1+1? {{{many}}}\n").as_bytes()).unwrap().refused(), []);
}

#[test]
fn reads_aiken() {
    let text = "What is the capital of Peru?\r\nA) Cusco\r\nB) Lima\r\nC) Quito\r\nANSWER: B\r\n\r\n\
                Which of these is a bird?\nA. Bat\nB. Owl\nANSWER: b\n\nNo answer\nA. x\nB. y\n\nWhat is last?\nA. it\nB. not it\nANSWER: D\n";
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(reading.header.format, Some(Format::Aiken));
    assert_eq!(reading.answers(), [("What is the capital of Peru?", "Lima"), ("Which of these is a bird?", "Owl")]);
    assert_eq!(reading.valid()[1].kind, Some(QuestionKind::Choice));
    assert_eq!(reading.refused(), [(12, "no_answer"), (16, "no_such_option")]);
}

#[test]
fn reads_cards_of_quizlet() {
    let text = "Lima\tThe capital of Peru\nSantiago\tThe capital of Chile\nQuito\tThe capital of Ecuador\n\"Heroes\"\tA song by David Bowie\n";
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(reading.header.format, Some(Format::Quizlet));
    assert_eq!(reading.refused(), []);
    assert_eq!(reading.answers()[0], ("The capital of Peru", "Lima"));
    assert_eq!(reading.answers()[3].1, "\"Heroes\"");
    assert_eq!(reading.valid()[0].decoys, ["Santiago", "Quito", "\"Heroes\""]);
    let reading =
        read(b"What is the capital of Peru?\tLima\nWho?\t\nWhat is the capital of Chile?\tSantiago\n").unwrap();
    assert_eq!(reading.refused(), [(2, "incomplete_card")]);
    assert_eq!(reading.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn reads_notes_of_anki() {
    let text = "#separator:tab\n#html:true\n#tags column:3\nThe capital of <b>Peru</b>&nbsp;is?\tLima<br>\tgeo\n\
                \"The capital\nof Chile is?\"\tSantiago\tgeo\n{{c1::Quito::city}} is the capital of Ecuador.\t\tgeo\n\
                {{c1::a}} and {{c2::b}}\t\t\n";
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(reading.header.format, Some(Format::Anki));
    assert_eq!(reading.refused(), [(8, "several_gaps")]);
    let expected = [
        ("The capital of Peru is?", "Lima"),
        ("The capital of Chile is?", "Santiago"),
        ("____ is the capital of Ecuador.", "Quito"),
    ];
    assert_eq!(reading.answers(), expected);
}

#[test]
fn a_chosen_format_is_used() {
    let reading =
        read_as(b"Lima, the capital\tcapital of Peru\nQuito, too\tcapital of Ecuador\n", Some(Format::Quizlet));
    assert_eq!(reading.unwrap().header.format, Some(Format::Quizlet));
    assert!(read_as(b"Lima\tcapital of Peru\n", Some(Format::Csv)).is_err());
}
