//! The rules of a question, tested against the cases that the browser's editor shares.

use serde::Deserialize;
use wpp_game::content::{
    QuestionKind,
    rules::{Draft, DraftError, is_language},
};

#[derive(Deserialize)]
struct Case {
    name: String,
    draft: Draft,
    kind: Option<QuestionKind>,
    tidied: Option<Cleaned>,
    faults: Vec<ExpectedError>,
}

#[derive(Deserialize)]
struct Cleaned {
    prompt: String,
    answer: String,
    decoys: Vec<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct ExpectedError {
    field: String,
    code: String,
}

#[test]
fn drafts_have_the_expected_errors() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("cases/questions.json")).unwrap();
    assert!(cases.len() > 25, "the file contains too few cases");
    for case in cases {
        let checked = case.draft.check();
        let errors: Vec<ExpectedError> = checked.as_ref().err().into_iter().flatten().map(expected).collect();
        assert_eq!(errors, case.faults, "{}", case.name);
        if let Ok(valid) = checked {
            assert_eq!(Some(valid.kind), case.kind, "{}", case.name);
            if let Some(cleaned) = case.tidied {
                let draft = valid.draft;
                let texts = (draft.prompt, draft.answer, draft.decoys);
                assert_eq!(texts, (cleaned.prompt, cleaned.answer, cleaned.decoys), "{}", case.name);
            }
        }
    }
}

#[test]
fn checking_a_valid_draft_changes_nothing() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("cases/questions.json")).unwrap();
    for valid in cases.into_iter().filter_map(|case| case.draft.check().ok()) {
        assert_eq!(valid.draft.clone().check(), Ok(valid));
    }
}

#[test]
fn recognises_language_tags() {
    assert!(["en", "da", "pt-BR", "zh-Hant-TW", "sr-Latn"].iter().all(|tag| is_language(tag)));
    assert!(["", "e", "EN", "english", "en_GB", "en-", "d@", "da "].iter().all(|tag| !is_language(tag)));
}

fn expected(error: &DraftError) -> ExpectedError {
    ExpectedError { field: error.field.clone(), code: error.code.to_owned() }
}
