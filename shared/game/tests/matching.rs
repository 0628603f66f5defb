//! Which texts a reader would call the same.

use proptest::prelude::*;
use wpp_game::text::{Key, near};

/// Pairs that say the same, by what stands between them.
const SAME: &[(&str, &[(&str, &str)])] = &[
    (
        "articles",
        &[
            ("Grand Canyon", "the Grand Canyon"),
            ("an apple", "apple"),
            ("A fish", "the fish"),
            ("Lord of the Rings", "Lord of Rings"),
            ("en hest", "hest"),
            ("et hus", "hus"),
            ("den lille havfrue", "lille havfrue"),
            ("de tre musketerer", "tre musketerer"),
            ("det hvide hus", "Hvide Hus"),
        ],
    ),
    (
        "case and width",
        &[("PIZZA", "pizza"), ("Straße", "STRASSE"), ("ＰＩＺＺＡ", "pizza"), ("ΣΊΣΥΦΟΣ", "Σίσυφος"), ("ﬁsh", "fish")],
    ),
    ("accents", &[("Beyoncé", "Beyonce"), ("cafe\u{301}", "café"), ("İstanbul", "istanbul"), ("Müller", "Muller")]),
    (
        "punctuation",
        &[
            ("rock 'n' roll", "Rock’n’Roll!"),
            ("ice-cream", "ice cream"),
            ("icecream", "ice cream"),
            ("U.S.A.", "USA"),
            ("«Titanic»", "Titanic"),
            ("salt & pepper", "salt and pepper"),
            ("¿Qué?", "que"),
        ],
    ),
    (
        "plurals",
        &[
            ("cat", "cats"),
            ("a box", "boxes"),
            ("cherry", "cherries"),
            ("movie", "movies"),
            ("his children", "his child"),
            ("glass", "glasses"),
            ("potato", "potatoes"),
            ("two geese", "two goose"),
        ],
    ),
    (
        "slips",
        &[
            ("Grand Canyon", "Gran Canyon"),
            ("the Grand Canyon", "Gran Canyon"),
            ("Mississippi", "Missisippi"),
            ("Edinburgh", "Edinburg"),
            ("pharaoh", "pharoah"),
            ("Colombia", "Columbia"),
            ("definitely", "definately"),
        ],
    ),
    (
        "figures",
        &[
            ("1,000", "1000"),
            ("1.000", "1000"),
            ("seven dwarfs", "7 dwarfs"),
            ("7", "Seven"),
            ("−5 degrees", "-5 degrees"),
            ("①", "1"),
        ],
    ),
    (
        "scripts",
        &[
            ("שָׁלוֹם", "שלום"),
            ("مُحَمَّد", "محمد"),
            ("\u{200f}שלום", "שלום"),
            ("пицца", "Пицца"),
            ("カフェ", "ｶﾌｪ"),
            ("ガ", "ｶ'ﾞ"),
        ],
    ),
    ("emoji", &[("❤️", "❤"), ("pizza 🍕!", "Pizza 🍕"), ("👩‍🚀", "👩🚀")]),
];

/// Pairs that do not, though a careless comparison might say so.
const DIFFERENT: &[(&str, &[(&str, &str)])] = &[
    (
        "figures",
        &[
            ("1912", "1913"),
            ("3.5", "35"),
            ("-5 degrees", "5 degrees"),
            ("1 12", "11 2"),
            ("1 million", "1 billion"),
            ("sixteen candles", "sixty candles"),
            ("the 1980s", "1980"),
            ("Apollo 11", "Apollo 13"),
            ("in the year 2000", "in the year 2001"),
        ],
    ),
    (
        "short words",
        &[("cat", "bat"), ("cat", "cut"), ("Iran", "Iraq"), ("a", "the"), ("bear", "beer"), ("gin", "gins and")],
    ),
    (
        "one letter that matters",
        &[
            ("horse", "house"),
            ("house", "mouse"),
            ("Iceland", "Ireland"),
            ("Austria", "Australia"),
            ("kitten", "mitten"),
            ("stalactite", "stalagmite"),
            ("North Korea", "South Korea"),
            ("East Germany", "West Germany"),
            ("grandmother", "grandfather"),
            ("Slovakia", "Slovenia"),
            ("Tuesday", "Thursday"),
            ("chocolate bear", "chocolate beer"),
        ],
    ),
    ("a word more", &[("Canyon", "Grand Canyon"), ("vitamin A", "vitamin"), ("dog food", "dog")]),
    ("signs", &[("C", "C++"), ("C#", "C++"), ("!!!", "???")]),
    ("Danish letters", &[("får", "far"), ("bøn", "bån")]),
    ("scripts", &[("שלום", "שלוש"), ("東京", "京都"), ("कि", "की")]),
    ("emoji", &[("🔥", "💀"), ("🔥", "🔥🔥"), ("👍", "👎")]),
];

#[test]
fn what_reads_the_same_is_the_same() {
    check(SAME, true);
}

#[test]
fn what_reads_otherwise_is_not() {
    check(DIFFERENT, false);
}

fn check(table: &[(&str, &[(&str, &str)])], expected: bool) {
    let mut wrong = Vec::new();
    for (group, pairs) in table {
        for (a, b) in *pairs {
            if near(a, b) != expected {
                wrong.push(format!("{group}: {a:?} {b:?} by {:?} {:?}", Key::of(a), Key::of(b)));
            }
        }
    }
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
