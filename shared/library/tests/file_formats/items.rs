//! Word lists, pairs and pictures in tables, in JSON and as plain text.

use wpp_game::content::{QuestionKind, rules::Draft};
use wpp_library::packs::format::Format;

use crate::support::{Reading, read_as};

/// Kind, prompt, answer and words of an item.
type Item = (Option<QuestionKind>, String, String, String);

fn item(kind: QuestionKind, prompt: &str, answer: &str, words: &str) -> Item {
    (Some(kind), prompt.to_owned(), answer.to_owned(), words.to_owned())
}

fn list() -> Item {
    item(QuestionKind::WordList, "On the beach", "", "sand towel shell gull wave")
}

fn pair() -> Item {
    item(QuestionKind::Pair, "Norway", "Oslo", "")
}

fn read(text: &str, format: Option<Format>) -> (Reading, Vec<Item>) {
    let reading = read_as(text.as_bytes(), format).unwrap_or_else(|error| panic!("{text}: {error}"));
    let of = |draft: &Draft| (draft.kind, draft.prompt.clone(), draft.answer.clone(), draft.words.join(" "));
    let items = reading.valid().into_iter().map(of).collect();
    (reading, items)
}

#[test]
fn reads_tables_of_word_lists() {
    for table in [
        "title,words\nOn the beach,sand|towel|shell|gull|wave\n",
        "Titel;Ord 1;Ord 2;Ord 3;Ord 4;Ord 5;Ord 6\nOn the beach;sand;towel;shell;gull;wave;\n",
        "kind,prompt,word list\nordliste,On the beach,sand|towel|shell|gull|wave\n",
        "prompt,words\nOn the beach,\"sand\ntowel\nshell\ngull\nwave\"\n",
    ] {
        let (reading, items) = read(table, None);
        assert_eq!((items, reading.refused()), (vec![list()], vec![]), "{table}");
    }
    let (reading, _) = read("title,words\nOn the beach,sand|towel\n,sand|towel|shell|gull|wave\n", None);
    assert_eq!(reading.refused(), [(2, "too_few"), (3, "empty")]);
}

#[test]
fn reads_tables_of_pairs() {
    for table in
        ["left,right\nNorway,Oslo\n", "Venstre\tHøjre\nNorway\tOslo\n", "kind,prompt,answer\npar,Norway,Oslo\n"]
    {
        let (reading, items) = read(table, None);
        assert_eq!((items, reading.refused()), (vec![pair()], vec![]), "{table}");
    }
    let (reading, _) = read("left,right\nOslo,oslo\nNorway,\n", None);
    assert_eq!(reading.refused(), [(2, "pair_of_equals"), (3, "empty")]);
}

#[test]
fn a_table_with_prompts_has_no_other_sides() {
    let (reading, _) = read("title,prompt,answer,decoys,right\nOne,What is it?,a,b,c\n", None);
    assert_eq!(reading.answers(), [("What is it?", "a")]);
    assert_eq!(reading.header.ignored, ["title", "right"]);
}

#[test]
fn reads_word_lists_and_pairs_as_text() {
    let text = "\nOn the beach\nsand\n towel \nshell\r\ngull\nwave\n\n \nShort\none\n";
    let (reading, items) = read(text, Some(Format::WordLists));
    assert_eq!((items, reading.refused()), (vec![list()], vec![(10, "too_few")]));
    assert_eq!(reading.header.format, Some(Format::WordLists));

    let (reading, items) = read("Norway\tOslo\n\nNorway = Oslo\rno second text\n", Some(Format::Pairs));
    assert_eq!((items, reading.refused()), (vec![pair(), pair()], vec![(4, "empty")]));
}

#[test]
fn json_needs_no_kind_for_words() {
    let file = r#"[{"prompt": "On the beach", "words": ["sand", "towel", "shell", "gull", "wave"]},
        {"kind": "pair", "prompt": "Norway", "answer": "Oslo"}, {"kind": "pair", "prompt": "Norway"}]"#;
    let (reading, items) = read(file, None);
    assert_eq!((items, reading.refused()), (vec![list(), pair()], vec![(2, "missing_field")]));
}

#[test]
fn surplus_words_are_refused() {
    let words: Vec<String> = (0..500).map(|n| format!("word{n}")).collect();
    for (file, format) in [
        (format!("title,words\nMany,{}\n", words.join("|")), None),
        (format!("Many\n{}\n", words.join("\n")), Some(Format::WordLists)),
        (format!(r#"[{{"prompt": "Many", "words": {words:?}}}]"#), None),
    ] {
        let (reading, _) = read(&file, format);
        assert_eq!(reading.refused().iter().map(|row| row.1).collect::<Vec<_>>(), ["too_many"]);
    }
}

#[test]
fn pictures_come_with_their_files() {
    let file = format!("{}.png", "0f".repeat(32));
    let media = format!(r#""media": {{"file": "{file}", "alt": "A tower"}}"#);
    let json =
        format!(r#"[{{"kind": "picture", "prompt": "", {media}}}, {{"kind": "picture", "prompt": "The tower"}}]"#);
    let (reading, items) = read(&json, None);
    assert_eq!(
        (items, reading.refused()),
        (vec![item(QuestionKind::Picture, "", "", "")], vec![(1, "picture_missing")])
    );
    // A table cannot contain the picture.
    let (reading, _) = read("kind,prompt\npicture,The tower\nbillede,Tower bridge\n", None);
    assert_eq!(reading.refused(), [(2, "picture_missing"), (3, "picture_missing")]);
}
