//! Which texts a reader would call the same.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;
use wpp_game::text::{Key, near};

/// Pairs of texts in groups, by what stands between them. The browser's editor, which judges questions
/// while one types, is tested against the same file.
#[derive(Deserialize)]
struct Cases {
    /// Pairs that say the same.
    same: Table,
    /// Pairs that do not, though a careless comparison might say so.
    different: Table,
}

const CASES: &str = include_str!("cases/matching.json");

type Table = BTreeMap<String, Vec<(String, String)>>;

#[test]
fn what_reads_the_same_is_the_same() {
    let cases: Cases = serde_json::from_str(CASES).unwrap();
    check(&cases.same, true);
}

#[test]
fn what_reads_otherwise_is_not() {
    let cases: Cases = serde_json::from_str(CASES).unwrap();
    check(&cases.different, false);
}

fn check(table: &Table, expected: bool) {
    let mut wrong = Vec::new();
    for (group, pairs) in table {
        for (a, b) in pairs {
            if near(a, b) != expected {
                wrong.push(format!("{group}: {a:?} {b:?} by {:?} {:?}", Key::of(a), Key::of(b)));
            }
        }
    }
    assert!(table.values().map(Vec::len).sum::<usize>() > 30, "the cases are gone");
    assert!(wrong.is_empty(), "should be {expected}:\n{}", wrong.join("\n"));
}

#[test]
fn a_ring_stays_on_its_letter_when_a_mark_is_sorted_between_them() {
    let key = Key::of("å'\u{d3b}");
    assert_eq!(Key::of(key.as_str()), key);
    assert_ne!(key, Key::of("a'\u{d3b}"));
}

/// Words close to each other, so that slips, plurals and articles really meet.
fn wordy() -> impl Strategy<Value = String> {
    let word =
        "(the|a|den|an|[ghr]rand(s|ies|ie)?|canyon{1,2}s?|seven|1,?0{2,3}|-?5[.]5|[a-c]{1,9}(s|es|xes)?|'|&|the the)";
    proptest::collection::vec(word, 0..5).prop_map(|words| words.join(" "))
}

/// Signs that compatibility forms, case and joining treat in unusual ways.
fn odd() -> impl Strategy<Value = String> {
    "[İıſßẞςΣΐŉǰﬁϴϓϔͅ½²①㍿ﷺｶﾞ０-９⁄'’.,&+#-]{0,12}|[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]{0,24}"
}

fn anything() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), wordy(), odd()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_text_is_like_itself(text in anything()) {
        prop_assert!(near(&text, &text));
    }

    #[test]
    fn likeness_goes_both_ways(a in anything(), b in anything()) {
        prop_assert_eq!(near(&a, &b), near(&b, &a));
    }

    #[test]
    fn close_texts_are_alike_both_ways(a in wordy(), b in wordy()) {
        prop_assert_eq!(near(&a, &b), near(&b, &a));
    }

    #[test]
    fn the_key_of_a_key_is_the_key(text in anything()) {
        let key = Key::of(&text);
        prop_assert_eq!(&Key::of(key.as_str()), &key);
    }

    #[test]
    fn a_text_with_something_to_read_has_a_key(text in anything()) {
        prop_assert_eq!(Key::of(&text).as_str().is_empty(), text.trim().is_empty());
    }
}
