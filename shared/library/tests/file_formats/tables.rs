//! Tables in text files, and files that cannot be read.

use wpp_library::packs::format::CODES;

use crate::support::{all_valid, bytes, case, read, refusal};

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
    let reading = read(b"sep=;\nprompt,answer,decoys\nWhat is it?,a,b\n").unwrap();
    assert_eq!(reading.valid().len(), 1, "another program has changed the separator");
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
    assert_eq!(reading.valid()[0].prompt, "What is read, but never written?");
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
