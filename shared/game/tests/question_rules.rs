//! The rules of a question, by the cases that the browser's editor is tested against as well.

use serde::Deserialize;
use wpp_game::content::{
    QuestionKind,
    rules::{Draft, is_language},
};

#[derive(Deserialize)]
struct Case {
    name: String,
    draft: Draft,
    kind: Option<QuestionKind>,
    tidied: Option<Tidied>,
    faults: Vec<RecordedEvent>,
}

#[derive(Deserialize)]
struct Tidied {
    prompt: String,
    answer: String,
    decoys: Vec<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct RecordedEvent {
    field: String,
    code: String,
}

#[test]
fn every_case_is_judged_as_written() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("cases/questions.json")).unwrap();
    assert!(cases.len() > 25, "the cases are gone");
    for case in cases {
        let judged = case.draft.check();
        let faults: Vec<RecordedEvent> = judged.as_ref().err().into_iter().flatten().map(told).collect();
        assert_eq!(faults, case.faults, "{}", case.name);
        if let Ok(sound) = judged {
            assert_eq!(Some(sound.kind), case.kind, "{}", case.name);
            if let Some(tidied) = case.tidied {
                let draft = sound.draft;
                let texts = (draft.prompt, draft.answer, draft.decoys);
                assert_eq!(texts, (tidied.prompt, tidied.answer, tidied.decoys), "{}", case.name);
            }
        }
    }
}

#[test]
fn what_was_found_sound_is_found_sound_again_and_unchanged() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("cases/questions.json")).unwrap();
    for sound in cases.into_iter().filter_map(|case| case.draft.check().ok()) {
        assert_eq!(sound.draft.clone().check(), Ok(sound));
    }
}

#[test]
fn languages_are_tags() {
    assert!(["en", "da", "pt-BR", "zh-Hant-TW", "sr-Latn"].iter().all(|tag| is_language(tag)));
    assert!(["", "e", "EN", "english", "en_GB", "en-", "d@", "da "].iter().all(|tag| !is_language(tag)));
}

fn told(fault: &wpp_game::content::rules::Fault) -> RecordedEvent {
    RecordedEvent { field: fault.field.clone(), code: fault.code.to_owned() }
}
