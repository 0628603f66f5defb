//! Files of other programs: each is read right, or refused with a stable code and its position.
//!
//! The files are in `tests/cases`. Further inputs of the same kinds are written out below.

use wpp_game::content::{QuestionKind, rules::Draft};
use wpp_library::packs::format::{self, CODES, CsvWriter, Defaults, FileError, FileHeader, FileQuestion, Format, Row};

/// The rows of a file that was read.
struct Reading {
    header: FileHeader,
    rows: Vec<Row>,
}

impl Reading {
    /// Returns the valid questions.
    fn valid(&self) -> Vec<&Draft> {
        self.rows.iter().filter_map(|row| row.question.as_ref().ok()).map(|valid| &valid.draft).collect()
    }

    /// Returns line and first code of the refused rows.
    fn refused(&self) -> Vec<(usize, &str)> {
        let refused = self.rows.iter().filter_map(|row| Some((row.line, row.question.as_ref().err()?.first()?.code)));
        refused.collect()
    }

    /// Returns prompt and answer of the valid questions.
    fn answers(&self) -> Vec<(&str, &str)> {
        self.valid().iter().map(|draft| (draft.prompt.as_str(), draft.answer.as_str())).collect()
    }
}

fn read_as(bytes: &[u8], format: Option<Format>) -> Result<Reading, FileError> {
    let mut rows = Vec::new();
    let header = format::read(bytes, format, &Defaults::default(), &mut |row| {
        rows.push(row);
        true
    })?;
    Ok(Reading { header, rows })
}

fn read(bytes: &[u8]) -> Result<Reading, FileError> {
    read_as(bytes, None)
}

fn bytes(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/cases/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn case(name: &str) -> Reading {
    read(&bytes(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Reads a file that must be valid from its first to its last row.
#[track_caller]
fn all_valid(name: &str, rows: usize) -> Reading {
    let reading = case(name);
    assert_eq!(reading.refused(), [], "{name}");
    assert_eq!(reading.rows.len(), rows, "{name}");
    reading
}

fn refusal(bytes: &[u8]) -> FileError {
    match read(bytes) {
        Err(error) => error,
        Ok(reading) => panic!("was read: {:?}", reading.rows),
    }
}

#[test]
fn reads_true_and_false_of_a_danish_spreadsheet() {
    let reading = all_valid("02-excel-danish-sand-falsk.csv", 3);
    assert_eq!(reading.valid().iter().filter(|draft| draft.family_friendly).count(), 2);
}

#[test]
fn reads_true_and_false_in_other_languages() {
    for (yes, no) in
        [("WAHR", "FALSCH"), ("VRAI", "FAUX"), ("Sandt", "Falskt"), ("VERDADERO", "FALSO"), ("ja", "nej"), ("1", "0")]
    {
        let text = format!("prompt;answer;decoys;family_friendly\nWhat is it?;a;b;{yes}\nWho is it?;a;b;{no}\n");
        let reading = read(text.as_bytes()).unwrap();
        let flags: Vec<bool> = reading.valid().iter().map(|draft| draft.family_friendly).collect();
        assert_eq!(flags, [true, false], "{yes} {no}");
    }
    let reading = read(b"prompt,answer,decoys,family friendly\nWhat is it?,a,b,perhaps\n").unwrap();
    assert_eq!(reading.refused(), [(2, "unreadable")]);
}

#[test]
fn reads_danish_headings() {
    let reading = all_valid("03-danish-headings.csv", 2);
    let first = reading.valid()[0];
    assert_eq!((first.answer.as_str(), first.decoys.len()), ("Gudenåen", 3));
    assert_eq!((first.category.as_str(), first.family_friendly), ("Geografi", true));
    let text = "Emne\tKilde\tRigtigt svar\tForkerte svar\tSpørgsmål\nDyr\tBog\ten hund\ten kat|en ko\tHvad gør?\n";
    assert_eq!(read(text.as_bytes()).unwrap().answers(), [("Hvad gør?", "en hund")]);
}

#[test]
fn reads_a_separator_line_and_blank_lines() {
    all_valid("04-excel-sep-line.csv", 2);
    all_valid("11-blank-first-line.csv", 1);
    all_valid("48-semicolons-in-an-unused-heading.csv", 1);
    assert_eq!(case("48-semicolons-in-an-unused-heading.csv").header.ignored, ["notes; for; the; host"]);
    let reading = read(b"\n \n,,\r\n\"sep=\",\nprompt,answer,decoys\nWhat is it?,a,b\n").unwrap();
    assert_eq!(reading.valid().len(), 1, "{:?}", reading.rows);
    let reading = read(b"sep=|\nprompt|answer|decoys\nWhat is it?|a|b\n").unwrap();
    assert_eq!(reading.rows[0].line, 3);
    assert_eq!(reading.valid().len(), 1);
}

#[test]
fn reads_carriage_returns_as_line_breaks() {
    let reading = all_valid("09-macintosh-lone-cr-semicolon.csv", 3);
    assert!(reading.valid()[0].prompt.starts_with("Which is larger, a league,"));
    let reading = case("10-macintosh-lone-cr-comma-bad-row.csv");
    assert_eq!(reading.refused(), [(3, "decoy_is_answer")]);
    assert_eq!(reading.valid().len(), 2);
}

#[test]
fn refuses_rows_with_surplus_cells() {
    let reading = case("13-unquoted-comma-in-prompt.csv");
    assert_eq!(reading.refused(), [(2, "surplus_cells")]);
    assert_eq!(reading.valid().len(), 1);
    // Empty surplus cells are common in spreadsheets.
    let reading = read(b"prompt,answer,decoys,,\nWhat is it?,a,b,,,,\nWhich, this?,a,b,\n").unwrap();
    assert_eq!(reading.refused(), [(3, "surplus_cells")]);
}

#[test]
fn refuses_two_headings_for_one_value() {
    for (name, column) in [("14-duplicate-headings.csv", "answer"), ("15-two-headings-mean-the-same.csv", "prompt")] {
        let error = refusal(&bytes(name));
        assert_eq!(error.code, "duplicate_headings", "{error}");
        assert!(error.params.contains(&("column", column.to_owned())), "{error:?}");
        assert_eq!(error.line, 1);
    }
    let reading = read(b"decoy,question,decoy,answer,alias,alias\na,What is it?,b,c,d,e\n").unwrap();
    assert_eq!((reading.valid()[0].decoys.len(), reading.valid()[0].aliases.len()), (2, 2));
}

#[test]
fn lines_in_a_cell_separate_decoys() {
    let reading = all_valid("19-decoys-on-lines-in-one-cell.csv", 2);
    assert_eq!(reading.valid()[0].decoys, ["Toronto", "Montreal", "Vancouver"]);
    let reading = read(b"prompt,answer,decoys\nWhat is it?,a,\"b\r\nc|d\n\n\"\nWho is it?,a,b\n").unwrap();
    assert_eq!(reading.valid()[0].decoys, ["b", "c", "d"]);
    assert_eq!(reading.rows[1].line, 6);
}

#[test]
fn ignores_marks_around_the_text() {
    all_valid("28-dos-end-of-file-mark.csv", 1);
    all_valid("56-two-boms.json", 1);
    assert_eq!(read("\u{feff}\u{feff}prompt,answer,decoys\nWhat is it?,a,b\n\u{1a}".as_bytes()).unwrap().rows.len(), 1);
}

#[test]
fn reads_right_to_left_texts() {
    let reading = all_valid("29-right-to-left.csv", 4);
    assert!(reading.valid().iter().all(|draft| !draft.prompt.contains(['\u{200f}', '\u{202b}', '\u{202c}'])));
    let reading = read("prompt,answer,decoys\nWhat is\u{202e} it?,a,b\n".as_bytes()).unwrap();
    assert_eq!(reading.refused(), [(2, "direction_mark")]);
}

#[test]
fn keeps_quotes_that_belong_to_the_text() {
    let reading = all_valid("34-quotes-that-are-no-quoting.csv", 3);
    let prompts: Vec<&str> = reading.valid().iter().map(|draft| draft.prompt.as_str()).collect();
    assert_eq!(prompts, ["How wide is a screen of 55\"?", "\"Heroes\" was sung by whom?", "Who wrote \"The Raven\"?"]);
}

#[test]
fn reads_rows_that_a_spreadsheet_put_in_one_cell() {
    let reading = all_valid("43-own-export-after-danish-excel.csv", 2);
    assert_eq!(reading.rows[0].key.as_deref(), Some("q-one"));
    assert_eq!(reading.valid()[0].prompt, "\"What is read, but never written?\"");
    // One such row among others is refused with the reason.
    let reading = read(b"prompt,answer,decoys\nWhat is it?,a,b\n\"Who is it?,a,b\",,\n").unwrap();
    assert_eq!(reading.refused(), [(3, "row_in_one_cell")]);
}

#[test]
fn names_what_an_unreadable_file_is() {
    for (file, code) in [
        (bytes("46-empty.csv"), "empty"),
        (b"  \n\n".to_vec(), "empty"),
        (bytes("75-opentdb-code-5-too-fast.json"), "trivia_response"),
        (bytes("82-old-workbook.xls"), "workbook"),
        (bytes("85-page.pdf"), "pdf"),
        (b"PK\x03\x04bomb".to_vec(), "compressed"),
        (b"\x1f\x8b\x08".to_vec(), "compressed"),
        (b"name,points\nAnna,3\n".to_vec(), "missing_headings"),
        (b"question;points\nAnna;3\n".to_vec(), "missing_headings"),
        (b"Dear all, here are my questions.\nBest, Anna\n".to_vec(), "missing_headings"),
        (b"Dear all\nhere are my questions\n".to_vec(), "no_questions_recognized"),
        (b"{\"format\":\"anki\",\"questions\":[]}".to_vec(), "other_format"),
        (b"{\"version\":2,\"questions\":[]}".to_vec(), "newer_version"),
        (b"{\"questions\":[".to_vec(), "truncated"),
        (b"{nonsense}".to_vec(), "json"),
        (b"prompt,answer,decoys\n\"What is it?,a,b\n".to_vec(), "open_quote"),
    ] {
        let error = refusal(&file);
        assert_eq!(error.code, code, "{error}");
        let (_, params) = CODES.iter().find(|(known, _)| *known == code).expect("a listed code");
        let named: Vec<&str> = error.params.iter().map(|(name, _)| *name).collect();
        assert_eq!(named, *params, "{error:?}");
        assert!(error.to_string().len() < 500, "{error}");
    }
    let error = refusal(b"name;points\n");
    assert!(
        error.why.contains("prompt and none called answer") && error.why.contains("\"name\", \"points\""),
        "{error}"
    );
    assert!(refusal(&bytes("75-opentdb-code-5-too-fast.json")).why.contains("wait five seconds"));
}

#[test]
fn refuses_letters_with_hundreds_of_marks() {
    let reading = case("49-zalgo-prompt.csv");
    assert!(reading.refused().contains(&(2, "marks")), "{:?}", reading.rows);
}

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
    assert_eq!(reading.refused(), [(10, "several_answers")]);
    let first = reading.valid()[0];
    assert_eq!((first.answer.as_str(), first.decoys.len()), ("Lima", 3));
    assert_eq!((reading.valid()[1].answer.as_str(), reading.valid()[1].kind), ("True", Some(QuestionKind::Choice)));
    assert_eq!(reading.valid()[2].answer, "4");
}

#[test]
fn reads_the_template_of_quizizz() {
    let reading = case("quizizz.xlsx");
    assert_eq!(reading.header.format, Some(Format::Quizizz));
    assert_eq!(
        reading.refused(),
        [(3, "several_answers"), (4, "unsupported_type"), (5, "unsupported_type"), (6, "unsupported_type")]
    );
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
        ("\"1,3\"", "several_answers"),
    ] {
        assert_eq!(read(correct), expected, "{correct}");
    }
}

#[test]
fn reads_gift() {
    let text = "// A comment\n$CATEGORY: $course$/Animals\n\n::Title::What is the capital of Peru? {=Lima ~Cusco #far away\n~%-50%Quito}\n\n\
                Two plus {=two ~three ~four} is four.\n\nCats purr.{TRUE}\n\nThe sun is cold. {F#no}\n\n\
                What is 2+2? {#4}\n\nTell a story. {}\n\nMatch. {=a -> b =c -> d}\n\nWho? {=Bo =Bob}\n\n\
                [html]Which \\{sign\\} is \\=? {~a =b \\~ c}\n\nNo answers here\n";
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(reading.header.format, Some(Format::Gift));
    let codes: Vec<&str> = reading.refused().iter().map(|(_, code)| *code).collect();
    assert_eq!(
        codes,
        ["unsupported_type", "unsupported_type", "unsupported_type", "no_wrong_answers", "no_options"],
        "{:?}",
        reading.rows
    );
    let expected = [
        ("What is the capital of Peru?", "Lima"),
        ("Two plus ____ is four.", "two"),
        ("Cats purr.", "True"),
        ("The sun is cold.", "False"),
        ("Which {sign} is =?", "b ~ c"),
    ];
    assert_eq!(reading.answers(), expected);
    assert_eq!(reading.valid()[0].decoys, ["Cusco", "Quito"]);
    assert_eq!(reading.valid()[0].category, "Animals");
    assert_eq!(reading.rows[0].line, 4);
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

#[test]
fn tables_round_trip_with_both_separators() {
    let draft = Draft {
        kind: Some(QuestionKind::Open),
        prompt: "What; is, \"this\"?".to_owned(),
        answer: "＝SUM(A1)".to_owned(),
        aliases: vec!["-1".to_owned(), "a|b\\c".to_owned()],
        decoys: vec!["+2".to_owned(), "'=x".to_owned(), "＠y".to_owned()],
        category: "@home".to_owned(),
        language: Some("da-DK".to_owned()),
        family_friendly: true,
        explanation: Some("Fordi; det".to_owned()),
        source: Some("'=kilde".to_owned()),
    };
    for separator in [b',', b';'] {
        let mut table = CsvWriter::new(separator).unwrap();
        table.write(FileQuestion::of("q-1".to_owned(), draft.clone())).unwrap();
        let written = table.finish().unwrap();
        assert!(written.starts_with("\u{feff}".as_bytes()));
        let reading = read(&written).unwrap();
        assert_eq!(reading.valid(), [&draft]);
        assert_eq!(reading.rows[0].key.as_deref(), Some("q-1"));
        // A Danish spreadsheet writes TRUE as SAND.
        let text = String::from_utf8(written).unwrap().replace("true", "SAND").replace('\n', "\r\n");
        assert_eq!(read(text.as_bytes()).unwrap().valid(), [&draft]);
    }
}

#[test]
fn reports_stay_small() {
    let heading = format!(
        "prompt,answer,decoys,{}\n",
        (0..60).map(|n| format!("{}{n}", "x".repeat(5_000))).collect::<Vec<_>>().join(",")
    );
    let reading = read(heading.as_bytes()).unwrap();
    assert!(reading.header.ignored.len() <= 20 && reading.header.ignored.iter().all(|name| name.len() < 100));
    let many = format!("prompt,answer,decoys\nWhat is it?,a,{}\n", "a|".repeat(1_000_000));
    let reading = read(many.as_bytes()).unwrap();
    let faults = reading.rows[0].question.as_ref().unwrap_err();
    assert!(faults.len() <= 10, "{} faults", faults.len());
    let long = "x".repeat(2_000_000);
    for file in [
        format!("prompt,answer,decoys\n{long},{long},{long}y\n"),
        format!("{{\"questions\":[{{\"prompt\":\"a\",\"{long}\":1}}]}}"),
        format!("{{\"format\":\"{long}\",\"questions\":[]}}"),
        format!("{long},{long}\n"),
        long.clone(),
    ] {
        match read(file.as_bytes()) {
            Ok(reading) => {
                let size: usize = reading
                    .rows
                    .iter()
                    .flat_map(|row| row.question.as_ref().unwrap_err())
                    .map(|fault| fault.message.len())
                    .sum();
                assert!(size < 2_000, "{size}");
            }
            Err(error) => assert!(error.to_string().len() < 1_000, "{}", error.code),
        }
    }
}

#[test]
fn similar_texts_are_not_refused() {
    for text in [
        "prompt,answer,decoys\nWho sang \"Heroes\"?,Bowie,Elton\n",
        "prompt,answer,decoys\n\"Which is heavier, a or b?\",a,b\n",
        "prompt,answer,decoys,notes\nWhat is it?,a,b,\n",
        "id,prompt,answer,decoys\nrow one,What is it?,a,b\n",
        "prompt;answer;decoys\nWhat is 1,5 + 1,5?;3;2|4\n",
        "prompt\tanswer\tdecoys\nWhat, then; is it?\ta\tb\n",
        "Prompt , ANSWER,Decoy 1,Decoy 2\nWhat is it?,a,b,\n",
        "prompt,answer,decoys\nWhat does sep=; mean?,a separator,a date\n",
        "prompt,answer,decoys\nWhich is {=right ~wrong}?,this,that\n",
        "[{\"prompt\":\"What is it?\",\"answer\":\"a\",\"decoys\":[\"b\"]}]",
    ] {
        let reading = read(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((reading.refused(), reading.rows.len()), (vec![], 1), "{text}");
    }
}
