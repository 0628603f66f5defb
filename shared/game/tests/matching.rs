//! Texts that a reader would consider the same.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;
use wpp_game::text::{Key, near};

/// Pairs of texts, grouped by the kind of their difference. The browser's editor is tested against the same
/// file.
#[derive(Deserialize)]
struct Cases {
    /// Equal pairs.
    same: Groups,
    /// Different pairs that a careless comparison would confuse.
    different: Groups,
    /// Right answers with a text that counts as each of them.
    accepted: Groups,
    /// Right answers with a text that does not.
    refused: Groups,
}

const CASES: &str = include_str!("cases/matching.json");

type Groups = BTreeMap<String, Vec<(String, String)>>;

#[test]
fn equal_pairs_are_near() {
    let cases: Cases = serde_json::from_str(CASES).unwrap();
    check(&cases.same, true, near);
}

#[test]
fn different_pairs_are_not_near() {
    let cases: Cases = serde_json::from_str(CASES).unwrap();
    check(&cases.different, false, near);
}

#[test]
fn answers_accept_common_spellings() {
    let cases: Cases = serde_json::from_str(CASES).unwrap();
    check(&cases.accepted, true, is_answer);
    check(&cases.same, true, is_answer);
    check(&cases.refused, false, is_answer);
}

#[test]
fn common_spellings_change_no_key() {
    for text in ["Århus", "Malmö", "syv", "World War II", "Goethe"] {
        assert_eq!(Key::of_answer(text), Key::of(text), "{text}");
    }
    assert_ne!(Key::of("Århus"), Key::of("Aarhus"));
    assert_eq!(Key::of("Malmö").as_str(), "malmo");
    assert_eq!(Key::of("Rønne").as_str(), "rønne");
    assert_eq!(Key::of("de syv små").as_str(), "syv små");
}

fn is_answer(answer: &str, text: &str) -> bool {
    let (answer, text) = (Key::of_answer(answer), Key::of(text));
    assert_eq!(answer.near(&text), text.near(&answer), "{answer:?} {text:?}");
    answer.near(&text)
}

fn check(groups: &Groups, expected: bool, same: impl Fn(&str, &str) -> bool) {
    let mut wrong = Vec::new();
    for (group, pairs) in groups {
        for (a, b) in pairs {
            if same(a, b) != expected {
                wrong.push(format!("{group}: {a:?} {b:?} by {:?} {:?}", Key::of(a), Key::of(b)));
            }
        }
    }
    assert!(groups.values().map(Vec::len).sum::<usize>() > 15, "the file contains too few cases");
    assert!(wrong.is_empty(), "should be {expected}:\n{}", wrong.join("\n"));
}

#[test]
fn keeps_the_ring_after_reordered_marks() {
    let key = Key::of("å'\u{d3b}");
    assert_eq!(Key::of(key.as_str()), key);
    assert_ne!(key, Key::of("a'\u{d3b}"));
}

/// Generates similar words, so that typos, plurals and articles occur together.
fn wordy() -> impl Strategy<Value = String> {
    let word =
        "(the|a|den|an|[ghr]rand(s|ies|ie)?|canyon{1,2}s?|seven|1,?0{2,3}|-?5[.]5|[a-c]{1,9}(s|es|xes)?|'|&|the the)";
    proptest::collection::vec(word, 0..5).prop_map(|words| words.join(" "))
}

/// Generates characters with unusual compatibility forms, case mappings and combinations.
fn unusual() -> impl Strategy<Value = String> {
    "[İıſßẞςΣΐŉǰﬁϴϓϔͅ½²①㍿ﷺｶﾞ０-９⁄'’.,&+#-]{0,12}|[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]{0,24}"
}

fn anything() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), wordy(), unusual()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn near_is_reflexive(text in anything()) {
        prop_assert!(near(&text, &text));
    }

    #[test]
    fn near_is_symmetric(a in anything(), b in anything()) {
        prop_assert_eq!(near(&a, &b), near(&b, &a));
    }

    #[test]
    fn near_is_symmetric_for_similar_texts(a in wordy(), b in wordy()) {
        prop_assert_eq!(near(&a, &b), near(&b, &a));
    }

    #[test]
    fn keys_are_idempotent(text in anything()) {
        let key = Key::of(&text);
        prop_assert_eq!(&Key::of(key.as_str()), &key);
    }

    #[test]
    fn only_blank_texts_have_empty_keys(text in anything()) {
        prop_assert_eq!(Key::of(&text).as_str().is_empty(), text.trim().is_empty());
    }
}
