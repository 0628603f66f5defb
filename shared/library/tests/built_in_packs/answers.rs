//! Aliases that people type in place of an answer.
//!
//! [`Key`] already accepts other cases, accents, articles and plurals, and small typing errors.

use wpp_game::text::Key;
use wpp_migration::pack::{PackQuestion, PackQuestionKind};

use crate::valid;

/// British and American spellings that differ by more than a typing error.
const SPELLINGS: [(&str, &str); 12] = [
    ("aluminium", "aluminum"),
    ("cheque", "check"),
    ("colour", "color"),
    ("doughnut", "donut"),
    ("faeces", "feces"),
    ("grey", "gray"),
    ("lorry", "truck"),
    ("metre", "meter"),
    ("mould", "mold"),
    ("plough", "plow"),
    ("pyjamas", "pajamas"),
    ("tyre", "tire"),
];

const ENGLISH_TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const ENGLISH_ONES: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const DANISH_TENS: [&str; 8] = ["tyve", "tredive", "fyrre", "halvtreds", "tres", "halvfjerds", "firs", "halvfems"];

const DANISH_ONES: [&str; 19] = [
    "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten", "fjorten",
    "femten", "seksten", "sytten", "atten", "nitten",
];

/// Returns the missing aliases of a question to which people type the answer.
pub fn faults(question: &PackQuestion, language: &str) -> Vec<String> {
    if !matches!(question.kind, PackQuestionKind::Blank | PackQuestionKind::Typed) {
        return Vec::new();
    }
    let truths: Vec<Key> =
        std::iter::once(&question.answer).chain(&question.aliases).map(|truth| Key::of(truth)).collect();
    let typed = [with_numbers_exchanged(&question.answer, language), with_spelling_exchanged(&question.answer)];
    let missing = typed.into_iter().flatten().filter(|text| {
        let key = Key::of(text);
        !truths.iter().any(|truth| truth.near(&key))
    });
    let mut faults: Vec<String> = missing.map(|text| format!("the alias {text:?} is missing")).collect();
    let is_name = question.answer.starts_with(char::is_uppercase);
    if Key::of(&question.answer).as_str().contains(' ') && question.aliases.is_empty() && !is_name {
        faults.push("an answer of several words needs an alias, for instance its most important word".to_owned());
    }
    faults
}

/// Returns an answer with its numbers up to 99 as words instead of figures, or as figures instead of words.
/// Answers with names are left out: nobody types "thirty December".
fn with_numbers_exchanged(answer: &str, language: &str) -> Option<String> {
    let exchange = |word: &str| -> String {
        let number = (2..100).find(|number| word == number.to_string() || word == number_in_words(*number, language));
        match number {
            Some(number) if word.starts_with(|c: char| c.is_ascii_digit()) => number_in_words(number, language),
            Some(number) => number.to_string(),
            None => word.to_owned(),
        }
    };
    let exchanged: Vec<String> = answer.split(' ').map(exchange).collect();
    let exchanged = exchanged.join(" ");
    (exchanged != answer && !answer.contains(char::is_uppercase)).then_some(exchanged)
}

fn number_in_words(number: usize, language: &str) -> String {
    let (ones, tens) = if language == "da" { (DANISH_ONES, DANISH_TENS) } else { (ENGLISH_ONES, ENGLISH_TENS) };
    match (number / 10, number % 10) {
        (0 | 1, _) => ones[number - 1].to_owned(),
        (ten, 0) => tens[ten - 2].to_owned(),
        (ten, one) if language == "da" => format!("{}og{}", ones[one - 1], tens[ten - 2]),
        (ten, one) => format!("{}-{}", tens[ten - 2], ones[one - 1]),
    }
}

/// Returns an answer in the other spelling of English.
fn with_spelling_exchanged(answer: &str) -> Option<String> {
    let answer = answer.to_lowercase();
    SPELLINGS.iter().find_map(|(british, american)| {
        let exchanged = answer.replace(british, american);
        (exchanged != answer).then_some(exchanged)
    })
}

#[track_caller]
fn assert_missing(answer: &str, language: &str, alias: &str) {
    let question = PackQuestion { answer: answer.to_owned(), ..valid() };
    assert_eq!(faults(&question, language), [format!("the alias {alias:?} is missing")]);
    let question = PackQuestion { aliases: vec![alias.to_owned()], ..question };
    assert_eq!(faults(&question, language), Vec::<String>::new());
}

#[test]
fn numbers_are_typed_as_words_and_figures() {
    assert_missing("81", "en", "eighty-one");
    assert_missing("eighty-one", "en", "81");
    assert_missing("12 år", "da", "tolv år");
    assert_missing("enogfirs", "da", "81");
    assert_missing("tyve", "da", "20");
}

#[test]
fn english_has_two_spellings() {
    assert_missing("tyres", "en", "tires");
    assert_missing("grey", "en", "gray");
}

#[test]
fn dates_keep_their_figures() {
    let question = PackQuestion { answer: "30 December".to_owned(), ..valid() };
    assert_eq!(faults(&question, "en"), Vec::<String>::new());
}

#[test]
fn several_words_need_an_alias() {
    let question = PackQuestion { answer: "rotten eggs".to_owned(), aliases: Vec::new(), ..valid() };
    assert!(faults(&question, "en").concat().contains("several words needs"), "{:?}", faults(&question, "en"));
    let name = PackQuestion { answer: "Eiffel Tower".to_owned(), ..question };
    assert_eq!(faults(&name, "en"), Vec::<String>::new());
}

#[test]
fn choices_need_no_aliases() {
    let question = PackQuestion { answer: "81".to_owned(), kind: PackQuestionKind::Choice, ..valid() };
    assert_eq!(faults(&question, "en"), Vec::<String>::new());
}
