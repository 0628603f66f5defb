//! Imports a file of questions, as the API does after an upload.

use std::{
    io::{BufWriter, Seek, Write},
    ops::Range,
};

use clap::Args;
use serde_json::json;
use wpp_library::packs::{
    catalog::PackDetails,
    import::{Options, Target},
};
use wpp_tests::{harness::database::TestDatabase, loadtest::clock};

use crate::{OWNER, packs};

#[derive(Debug, Args)]
pub struct Import {
    /// Questions in the file.
    #[arg(long, default_value_t = 50_000)]
    questions: usize,
}

impl Import {
    pub async fn run(self, database: &TestDatabase) {
        let packs = packs(database);
        let details = || PackDetails {
            title: Some("Large".to_owned()),
            language: Some("en".to_owned()),
            ..PackDetails::default()
        };
        let new = Target::New { owner: Some(OWNER.to_owned()), details: details() };
        let (file, size) = file(0..self.questions);
        println!("a file of {} questions, {:.1} MB", self.questions, size as f64 / 1_048_576.0);

        let began = clock::now();
        let (made, report) =
            packs.import(file.try_clone().expect("the file"), new, Options::default()).await.expect("it");
        println!("into a new pack: {} added in {:.2?}", report.added, began.elapsed());
        assert_eq!(report.added, self.questions);

        rewind(&file);
        let again = Target::Pack { key: made.pack.key, owner: Some(OWNER.to_owned()) };
        let began = clock::now();
        let (_, report) = packs.import(file, again, Options::default()).await.expect("it");
        println!("the same again: {} there already in {:.2?}", report.already_there, began.elapsed());
        assert_eq!((report.added, report.already_there), (0, self.questions));
    }
}

/// Returns a file in the platform's format with questions of typical length, and its size in bytes.
pub fn file(questions: Range<usize>) -> (std::fs::File, u64) {
    let file = tempfile::tempfile().expect("room for the file");
    let mut to = BufWriter::new(&file);
    to.write_all(br#"{"format":"wpp-questions","version":1,"questions":["#).expect("room for the file");
    let first = questions.start;
    for n in questions {
        let question = json!({
            "key": format!("question-{n}"),
            "category": "Numbers",
            "prompt": format!("Of all who were counted in the town hall that year, number {n} was known for ____."),
            "answer": format!("owning {n} hats"),
            "aliases": [format!("his {n} hats")],
            "decoys": [format!("the {n} cakes"), format!("{n} lost keys"), "singing at night", "never sleeping"],
            "family_friendly": n % 2 == 0,
            "explanation": "The hats were counted too.",
        });
        let comma = if n == first { "" } else { "," };
        write!(to, "{comma}\n{question}").expect("room for the file");
    }
    to.write_all(b"\n]}\n").expect("room for the file");
    drop(to);
    rewind(&file);
    let size = file.metadata().expect("its size").len();
    (file, size)
}

fn rewind(mut file: &std::fs::File) {
    file.rewind().expect("a file can be read again");
}
