//! Round trips of exports, bounded reports, and texts that only look like errors.

use wpp_game::content::{QuestionKind, rules::Draft};
use wpp_library::packs::format::{CsvWriter, FileQuestion};

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
