//! Sentences that every option completes, and punctuation.

use wpp_game::content::rules::GAP;
use wpp_migration::pack::{PackQuestion, PackQuestionKind};

use crate::valid;

const ENDS: [char; 3] = ['.', '?', '!'];

const DOUBLE_PUNCTUATION: [&str; 7] = ["..", ",,", ",.", ";;", "??", "!!", " ,"];

/// Beginnings of English words whose first letter is a vowel, but not their first sound.
const CONSONANT_SOUNDS: [&str; 7] = ["uni", "use", "usu", "uto", "uke", "eu", "one"];

/// Beginnings of English words whose first letter is a consonant, but not their first sound.
const VOWEL_SOUNDS: [&str; 7] = ["hour", "honest", "honour", "heir", "8", "11", "18"];

/// Returns what makes the texts of a question read badly.
pub fn faults(question: &PackQuestion, language: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if matches!(question.kind, PackQuestionKind::WordList | PackQuestionKind::Pair) {
        return faults;
    }
    if matches!(question.kind, PackQuestionKind::Prompt | PackQuestionKind::Drawing) {
        if question.prompt.ends_with('.') {
            faults.push("a prompt is a phrase; it must not end with a full stop".to_owned());
        }
        return faults;
    }
    for (field, text) in [("prompt", &question.prompt), ("explanation", &question.explanation)] {
        if !text.ends_with(ENDS) {
            faults.push(format!("the {field} must end with one of {ENDS:?}"));
        }
        if let Some(double) = DOUBLE_PUNCTUATION.iter().find(|double| text.contains(**double)) {
            faults.push(format!("the {field} contains {double:?}"));
        }
    }
    match (question.kind, question.prompt.split_once(GAP)) {
        (PackQuestionKind::Choice, _) if !question.prompt.ends_with('?') => {
            faults.push("the prompt of a choice must be a question".to_owned());
        }
        (PackQuestionKind::Blank, Some((before, after))) => {
            if before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric) {
                faults.push("a letter touches the gap".to_owned());
            }
            let options = std::iter::once(&question.answer).chain(&question.decoys);
            faults.extend(options.filter_map(|option| option_fault(before, after, option, language)));
        }
        _ => {}
    }
    faults
}

/// Returns why an option does not complete the sentence.
fn option_fault(before: &str, after: &str, option: &str, language: &str) -> Option<String> {
    let articles: &[&str] = if language == "da" { &["en", "et", "den", "det", "de"] } else { &["a", "an", "the"] };
    let (previous, option_lower) = (before.trim_end().rsplit(' ').next()?.to_lowercase(), option.to_lowercase());
    let is_article = |word: &str| articles.contains(&word);
    if is_article(&previous) && option_lower.split_once(' ').is_some_and(|(first, _)| is_article(first)) {
        return Some(format!("two articles: \"{previous} {option}\""));
    }
    let needs_vowel = match (language, previous.as_str()) {
        ("en", "a") => Some(false),
        ("en", "an") => Some(true),
        _ => None,
    };
    if needs_vowel.is_some_and(|vowel| vowel != starts_with_vowel_sound(&option_lower)) {
        return Some(format!("the wrong article: \"{previous} {option}\""));
    }
    let double = option.ends_with(|c: char| c.is_ascii_punctuation() && c != ')')
        && after.starts_with(|c: char| c.is_ascii_punctuation());
    double.then(|| format!("double punctuation after {option:?}"))
}

fn starts_with_vowel_sound(word: &str) -> bool {
    let starts_with_one_of = |beginnings: &[&str]| beginnings.iter().any(|beginning| word.starts_with(beginning));
    starts_with_one_of(&VOWEL_SOUNDS)
        || (word.starts_with(['a', 'e', 'i', 'o', 'u']) && !starts_with_one_of(&CONSONANT_SOUNDS))
}

/// Asserts that the changed question has a fault that contains `expected`.
#[track_caller]
fn refuses(language: &str, change: impl FnOnce(&mut PackQuestion), expected: &str) {
    let mut changed = valid();
    change(&mut changed);
    let faults = faults(&changed, language);
    assert!(faults.iter().any(|fault| fault.contains(expected)), "{expected}: {faults:?}");
}

#[test]
fn a_valid_sentence_has_no_faults() {
    assert_eq!(faults(&valid(), "en"), Vec::<String>::new());
}

#[test]
fn an_article_fits_every_option() {
    for (article, wrong) in [("a", "otter"), ("an", "goat"), ("an", "unicorn"), ("a", "hour"), ("a", "11-year-old")] {
        let prompt = format!("The king kept {article} ____ in the tower.");
        let expected = format!("the wrong article: \"{article} {wrong}\"");
        refuses("en", |question| (question.prompt, question.decoys[1]) = (prompt, wrong.to_owned()), &expected);
    }
}

#[test]
fn a_sentence_has_no_two_articles() {
    let prompt = |text: &str| text.to_owned();
    let change = |question: &mut PackQuestion| {
        (question.prompt, question.answer) = (prompt("The soldiers fought the ____."), "the emus".to_owned());
    };
    refuses("en", change, "two articles: \"the the emus\"");
    let change = |question: &mut PackQuestion| {
        (question.prompt, question.answer) = (prompt("Kongen havde en ____."), "en hund".to_owned());
    };
    refuses("da", change, "two articles: \"en en hund\"");
}

#[test]
fn punctuation_is_not_doubled() {
    refuses("en", |question| question.decoys[0] = "Rabbits & Co.".to_owned(), "double punctuation after");
    refuses("en", |question| question.explanation = "The birds won..".to_owned(), "the explanation contains \"..\"");
}

#[test]
fn sentences_end() {
    refuses("en", |question| question.prompt.truncate(question.prompt.len() - 1), "the prompt must end with");
    refuses("en", |question| question.kind = PackQuestionKind::Choice, "the prompt of a choice must be a question");
}

#[test]
fn letters_do_not_touch_the_gap() {
    refuses("en", |question| question.prompt = "They fought ____s.".to_owned(), "a letter touches the gap");
}
