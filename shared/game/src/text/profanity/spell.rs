//! Recovers disguised words from a text.

use super::words::{COMPOUNDS, FIRST_NAMES, HARMLESS};
use crate::text::{clean::is_invisible, fold::fold};

/// Short words that often follow each other in ordinary text, as in "an Al". They are not joined.
const SHORT: &[&str] = &[
    "a", "af", "al", "am", "an", "as", "at", "be", "by", "da", "de", "do", "du", "en", "er", "et", "go", "ha", "he",
    "hi", "ho", "i", "if", "in", "is", "it", "jo", "la", "le", "me", "my", "na", "no", "nu", "o", "of", "og", "om",
    "on", "op", "or", "os", "på", "se", "so", "så", "ti", "to", "ud", "up", "us", "vi", "we", "ø", "å",
];

/// The placeholder of an omitted letter: `f*ck`.
const BLANK: char = '*';

/// A letter and how often it is repeated.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Run {
    letter: char,
    count: usize,
}

/// One word, as runs of equal letters.
#[derive(Debug, Clone)]
pub(super) struct Word {
    runs: Vec<Run>,
    /// Whether the word was joined from separate pieces. A joined word matches only as a whole.
    joined: bool,
}

/// Returns the words of a text, and the words that result from joining short pieces.
pub(super) fn spell(text: &str) -> Vec<Word> {
    let plain = fold(without_first_name(text));
    let mut words = read(&plain, 'i');
    if plain.contains(['1', '|']) {
        words.extend(read(&plain, 'l'));
    }
    words
}

/// Returns a text without a leading name such as "Kike" that is written with one capital.
fn without_first_name(text: &str) -> &str {
    let text = text.trim_start();
    let (first, rest) = text.split_at(text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len()));
    let mut letters = first.chars();
    let is_written_as_name = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    if is_written_as_name && FIRST_NAMES.contains(&fold(first).as_str()) { rest } else { text }
}

/// Returns the words of a folded text. `stroke` is the letter for `1` and `|`.
fn read(plain: &str, stroke: char) -> Vec<Word> {
    let mut pieces = pieces(plain, stroke);
    clear_harmless(&mut pieces);
    let mut words: Vec<Word> = pieces.iter().filter(|piece| !piece.is_empty()).map(|piece| Word::of(piece)).collect();
    for group in pieces.split(String::is_empty) {
        for start in 0..group.len() {
            // No entry has more than twelve letters.
            for end in start + 2..=group.len().min(start + 12) {
                let window = &group[start..end];
                if is_pulled_apart(window) {
                    words.push(Word { joined: true, ..Word::of(&window.concat()) });
                }
            }
        }
    }
    words
}

/// Splits a folded text into pieces of letters, after replacing look-alikes.
fn pieces(plain: &str, stroke: char) -> Vec<String> {
    let mut pieces = Vec::new();
    for chunk in plain.split_whitespace() {
        // Digits are look-alikes only next to letters.
        let has_letters = chunk.chars().any(|c| letter(c).is_some());
        let mut piece = String::new();
        let mut chars = chunk.chars().filter(|c| !is_dropped(*c)).peekable();
        while let Some(c) = chars.next() {
            let inside = !piece.is_empty() && chars.peek().is_some_and(|next| letter(*next).is_some());
            let read = letter(c).or_else(|| look_alike(c, stroke, inside).filter(|_| has_letters));
            match read {
                Some(letter) => piece.push(letter),
                None => pieces.push(std::mem::take(&mut piece)),
            }
        }
        pieces.push(piece);
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Clears harmless words and phrases, so that no entry matches within or across them.
fn clear_harmless(pieces: &mut [String]) {
    for phrase in HARMLESS {
        let length = phrase.split(' ').count();
        for start in 0..(pieces.len() + 1).saturating_sub(length) {
            let window = &mut pieces[start..start + length];
            if window.iter().map(String::as_str).eq(phrase.split(' ')) {
                window.iter_mut().for_each(String::clear);
            }
        }
    }
}

/// Returns whether neighbouring pieces may be one disguised word: all have at most two letters, or a few
/// include a single consonant; and not all are ordinary short words.
fn is_pulled_apart(window: &[String]) -> bool {
    let length = |piece: &String| piece.chars().count();
    let all_short = window.iter().all(|piece| length(piece) <= 2);
    let has_consonant = window.iter().any(|piece| length(piece) == 1 && !piece.starts_with(is_vowel));
    let words = window.iter().all(|piece| SHORT.contains(&piece.as_str()));
    (all_short || (has_consonant && window.len() <= 3)) && !words
}

/// Returns the Latin letter for a similar letter of another alphabet.
fn letter(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'е' | 'ε' => 'e',
        'н' => 'h',
        'і' | 'ι' | 'ı' => 'i',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'о' | 'ο' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'у' | 'γ' => 'y',
        'υ' => 'u',
        'х' | 'χ' => 'x',
        _ if c.is_alphabetic() => c,
        _ => return None,
    })
}

/// Returns the letter that a digit or symbol resembles.
fn look_alike(c: char, stroke: char, inside: bool) -> Option<char> {
    Some(match c {
        '0' => 'o',
        '1' | '|' => stroke,
        '!' if inside => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        '*' if inside => BLANK,
        _ => return None,
    })
}

/// Returns whether a character within a word is ignored.
fn is_dropped(c: char) -> bool {
    matches!(c, '\'' | '`' | '\u{2018}' | '\u{2019}' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
        || is_invisible(c)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'æ' | 'ø' | 'å')
}

impl Word {
    fn of(letters: &str) -> Self {
        Self { runs: runs(letters), joined: false }
    }

    /// Returns whether the word is `stem` or its plural.
    pub fn is(&self, stem: &str) -> bool {
        self.rest(0, stem).is_some_and(|rest| match rest {
            [] => true,
            [ending] => ending.letter == 's',
            _ => false,
        })
    }

    /// Returns whether the word begins with `stem`.
    pub fn starts_with(&self, stem: &str) -> bool {
        if self.joined { self.is(stem) } else { self.rest(0, stem).is_some() }
    }

    /// Returns whether the word is `stem` with one of the endings or a compound behind it. The endings may
    /// be stretched.
    pub fn is_inflected(&self, stem: &str, endings: &[&str]) -> bool {
        if self.joined || self.rest(0, stem).is_none() {
            return false;
        }
        let at = runs(stem).len();
        endings
            .iter()
            .filter(|ending| !ending.is_empty())
            .any(|ending| self.rest(at, ending).is_some_and(<[_]>::is_empty))
            || COMPOUNDS.iter().any(|compound| {
                // A short word must end the compound: "Perkerson" is a name.
                let is_long = compound.chars().count() > 3;
                self.rest(at, compound).is_some_and(|rest| match rest {
                    [] => true,
                    [ending] if ending.letter == 's' => true,
                    _ => is_long,
                })
            })
    }

    /// Returns whether the word contains `stem`.
    pub fn contains(&self, stem: &str) -> bool {
        if self.joined { self.is(stem) } else { (0..self.runs.len()).any(|at| self.rest(at, stem).is_some()) }
    }

    /// Returns the runs after `stem`, if the word contains `stem` at run number `from`.
    fn rest(&self, from: usize, stem: &str) -> Option<&[Run]> {
        let run = self.runs.get(from)?;
        // Most stems differ in the first letter. A comparison of it needs no allocation.
        if run.letter != BLANK && !stem.starts_with(run.letter) {
            return None;
        }
        let wanted = runs(stem);
        let here = self.runs.get(from..from + wanted.len())?;
        let last = wanted.len() - 1;
        let matches = |(at, (run, want)): (usize, (&Run, &Run))| {
            // The first and last run may include letters of the neighbouring part of the word.
            let at_the_edge = at == last || (at == 0 && from > 0);
            let stretched = run.count >= want.count
                && (run.count == want.count || at_the_edge || run.count >= 3 || is_vowel(run.letter));
            (run.letter == want.letter && stretched) || (run.letter == BLANK && run.count == 1 && is_vowel(want.letter))
        };
        here.iter().zip(&wanted).enumerate().all(matches).then(|| &self.runs[from + wanted.len()..])
    }
}

/// Splits letters into runs.
fn runs(letters: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for c in letters.chars() {
        match runs.last_mut() {
            Some(last) if last.letter == c => last.count += 1,
            _ => runs.push(Run { letter: c, count: 1 }),
        }
    }
    runs
}
