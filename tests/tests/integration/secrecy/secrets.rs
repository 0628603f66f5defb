//! Texts that are secret for a time, and the questions that contain them.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::client::{Api, text};

use crate::support::member::Member;

/// Number of questions in the pack.
pub const QUESTIONS: usize = 4;

/// When a secret text may be shown to everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The question can be read, and players may write.
    Prompt,
    /// The options can be read.
    Options,
    /// The outcome is shown, but not the solution.
    Reveal,
    /// The solution is shown.
    Solution,
}

/// A text that nobody but `readers` may receive before `opens`.
#[derive(Debug, Clone)]
pub struct Secret {
    /// A word that occurs nowhere else.
    pub word: String,
    /// Number of the question in the pack.
    pub question: usize,
    pub opens: Stage,
    /// Ids of players who may read the text earlier.
    pub readers: Vec<String>,
}

impl Secret {
    pub fn new(word: String, question: usize, opens: Stage) -> Self {
        Self { word, question, opens, readers: Vec::new() }
    }
}

/// Words without similarity, so that no lie counts as the truth.
const WORDS: [&str; QUESTIONS] = ["marmalade", "thunderbolt", "icebreaker", "zoology"];

pub fn prompt_word(question: usize) -> String {
    format!("zprompt{question}z")
}

/// Returns the complete answer of a question.
pub fn answer(question: usize) -> String {
    format!("{} zanswer{question}z", WORDS[question])
}

/// Returns what the questions of the pack hide.
pub fn of_pack() -> Vec<Secret> {
    let of_question = |n: usize| {
        let decoys = (0..3).map(move |decoy| Secret::new(format!("zdecoy{n}q{decoy}z"), n, Stage::Options));
        decoys.chain([
            Secret::new(prompt_word(n), n, Stage::Prompt),
            Secret::new(format!("zanswer{n}z"), n, Stage::Options),
            Secret::new(format!("zalias{n}z"), n, Stage::Solution),
            Secret::new(format!("zexplanation{n}z"), n, Stage::Solution),
            Secret::new(format!("zsource{n}z"), n, Stage::Solution),
        ])
    };
    (0..QUESTIONS).flat_map(of_question).collect()
}

/// Creates an account with the pack. Returns the account and the pack's id.
pub async fn create_pack(api: &Api) -> (Member, String) {
    let owner = Member::register(api, "librarian").await;
    let details = json!({"title": "Secrets", "language": "en"});
    let pack = api.post("/api/packs", Some(&owner.access), &details).await.expect(StatusCode::CREATED);
    let pack = text(&pack["pack_id"]);
    for n in 0..QUESTIONS {
        let path = format!("/api/packs/{pack}/questions");
        let _ = api.post(&path, Some(&owner.access), &question(n)).await.expect(StatusCode::CREATED);
    }
    (owner, pack)
}

fn question(n: usize) -> Value {
    let decoys: Vec<String> = ["banjo", "kettle", "harbour"]
        .iter()
        .enumerate()
        .map(|(decoy, word)| format!("{word} zdecoy{n}q{decoy}z"))
        .collect();
    json!({
        "prompt": format!("Which word belongs to {}?", prompt_word(n)),
        "answer": answer(n),
        "aliases": [format!("synonym zalias{n}z")],
        "decoys": decoys,
        "explanation": format!("Because of zexplanation{n}z."),
        "source": format!("zsource{n}z"),
    })
}
