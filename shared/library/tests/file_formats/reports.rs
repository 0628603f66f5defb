//! Round trips of exports, bounded reports, and texts that only look like errors.

use wpp_game::content::{
    QuestionKind,
    rules::{Draft, RULE_CODES},
};
use wpp_library::packs::format::{CsvWriter, FileQuestion, ROW_CODES};

use crate::support::read;

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
        ..Draft::default()
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
fn faults_have_the_values_of_their_message() {
    let long = "x".repeat(301);
    let cases = [
        ("prompt,answer,decoys,kind\nWhat is it?,a,b,quiz\n", "unreadable", vec![("found", "quiz")]),
        ("prompt,answer,decoys,family\nWhat is it?,a,b,maybe\n", "unreadable", vec![("found", "maybe")]),
        ("prompt,answer,decoys\nWhat is it?,a,b,c,d\n", "surplus_cells", vec![("cells", "5"), ("headings", "3")]),
        ("prompt,answer,decoys\nWho?,a,b\n", "too_short", vec![("least", "5")]),
        (&format!("prompt,answer,decoys\n{long},a,b\n"), "too_long", vec![("most", "300")]),
        ("prompt,answer,decoys\nWhat is \u{202e}it?,a,b\n", "direction_mark", vec![("mark", "U+202E")]),
        ("[{\"prompt\":\"What is it?\",\"decoys\":[\"b\"]}]", "missing_field", vec![("name", "answer")]),
        ("[{\"prompt\":\"What is it?\",\"anwser\":\"a\"}]", "unknown_field", vec![("name", "anwser")]),
        ("[{\"answer\":\"a\",\"answer\":\"a\"}]", "duplicate_field", vec![("name", "answer")]),
        ("[{\"prompt\":\"What is it?\",\"answer\":\"a\",\"kind\":\"quiz\"}]", "unreadable", vec![("found", "quiz")]),
        ("[{\"prompt\":5}]", "unreadable", vec![]),
        ("What is it?{}\n\nAnd it? {=a ~b}\n", "unsupported_type", vec![("found", "essay")]),
    ];
    for (file, code, params) in cases {
        let reading = read(file.as_bytes()).unwrap_or_else(|error| panic!("{file}: {error}"));
        let faults = reading.rows[0].question.as_ref().expect_err(file);
        let found: Vec<(&str, &str)> = faults[0].params.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!((faults[0].code, found), (code, params), "{file}");
        let listed = ROW_CODES.iter().chain(&RULE_CODES).find(|(known, _)| *known == code).map(|(_, params)| *params);
        assert!(faults[0].params.keys().all(|name| listed.is_some_and(|listed| listed.contains(name))), "{code}");
    }
    for (file, found) in [("{\"a\" 1}", "1}"), ("{\n\"a\": nope }", "nope"), ("[{\"a\":1},\næøå]", "æøå]")] {
        let error = read(file.as_bytes()).err().unwrap_or_else(|| panic!("{file} was read"));
        assert!(error.params.contains(&("found", found.to_owned())), "{file}: {:?}", error.params);
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
