//! A text as the words a reader would make of it, however they were disguised.

use super::words::INNOCENT;
use crate::text::{clean::is_invisible, fold::fold};

/// Short words that stand beside each other by themselves: "an Al …" is nobody's disguise.
const SHORT: &[&str] = &[
    "a", "af", "al", "am", "an", "as", "at", "be", "by", "da", "de", "do", "du", "en", "er", "et", "go", "ha", "he",
    "hi", "ho", "i", "if", "in", "is", "it", "jo", "la", "le", "me", "my", "na", "no", "nu", "o", "of", "og", "om",
    "on", "op", "or", "os", "på", "se", "so", "så", "ti", "to", "ud", "up", "us", "vi", "we", "ø", "å",
];

/// A letter that was left out: `f*ck`.
const BLANK: char = '*';

/// A letter, and how often it stands there in a row.
type Run = (char, usize);

/// One word, as its letters and how often each is repeated.
#[derive(Debug, Clone)]
pub(super) struct Word {
    runs: Vec<Run>,
    /// Put together from pieces: then it is what it is as a whole, or nothing.
    joined: bool,
}

/// The words of a text, and those that its short pieces make when put together.
pub(super) fn spell(text: &str) -> Vec<Word> {
    let plain = fold(text);
    let mut words = read(&plain, 'i');
    if plain.contains(['1', '|']) {
        words.extend(read(&plain, 'l'));
    }
    words
}

/// `stroke`: what an upright stroke is read as.
fn read(plain: &str, stroke: char) -> Vec<Word> {
    let mut pieces = pieces(plain, stroke);
    take_out_the_innocent(&mut pieces);
    let mut words: Vec<Word> = pieces.iter().filter(|piece| !piece.is_empty()).map(|piece| Word::of(piece)).collect();
    for group in pieces.split(String::is_empty) {
        for start in 0..group.len() {
            // No entry is longer than a dozen letters.
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

/// Runs of letters, look-alikes read as such.
fn pieces(plain: &str, stroke: char) -> Vec<String> {
    let mut pieces = Vec::new();
    for chunk in plain.split_whitespace() {
        // A number is a number, however much it looks like letters.
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

/// Blots out innocent words and phrases, so that nothing is read in or across them.
fn take_out_the_innocent(pieces: &mut [String]) {
    for phrase in INNOCENT {
        let length = phrase.split(' ').count();
        for start in 0..(pieces.len() + 1).saturating_sub(length) {
            let window = &mut pieces[start..start + length];
            if window.iter().map(String::as_str).eq(phrase.split(' ')) {
                window.iter_mut().for_each(String::clear);
            }
        }
    }
}

/// Whether these neighbours may be one word in disguise: all of them stumps, or a few with a lone
/// consonant among them; and not all of them words by themselves.
fn is_pulled_apart(window: &[String]) -> bool {
    let length = |piece: &String| piece.chars().count();
    let stumps = window.iter().all(|piece| length(piece) <= 2);
    let lone = window.iter().any(|piece| length(piece) == 1 && !piece.starts_with(is_vowel));
    let words = window.iter().all(|piece| SHORT.contains(&piece.as_str()));
    (stumps || (lone && window.len() <= 3)) && !words
}

/// The letter this is, whichever alphabet it was borrowed from.
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

/// The letter this sign is drawn for.
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

/// Inside a word, and no part of it.
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

    /// Whether the word is `stem`, or its plural.
    pub fn is(&self, stem: &str) -> bool {
        self.rest(0, stem).is_some_and(|rest| match rest {
            [] => true,
            [(ending, _)] => *ending == 's',
            _ => false,
        })
    }

    /// Whether the word begins with `stem`.
    pub fn starts_with(&self, stem: &str) -> bool {
        if self.joined { self.is(stem) } else { self.rest(0, stem).is_some() }
    }

    /// Whether `stem` stands anywhere in the word.
    pub fn holds(&self, stem: &str) -> bool {
        if self.joined { self.is(stem) } else { (0..self.runs.len()).any(|at| self.rest(at, stem).is_some()) }
    }

    /// What follows `stem` in the word, read from its run number `from` on.
    fn rest(&self, from: usize, stem: &str) -> Option<&[Run]> {
        let wanted = runs(stem);
        let here = self.runs.get(from..from + wanted.len())?;
        let last = wanted.len() - 1;
        let matches = |(at, ((c, n), (want, least))): (usize, (&Run, &Run))| {
            // What stands before and behind may begin and end with the same letter.
            let at_the_rim = at == last || (at == 0 && from > 0);
            let stretched = n >= least && (n == least || at_the_rim || *n >= 3 || is_vowel(*c));
            (c == want && stretched) || (*c == BLANK && *n == 1 && is_vowel(*want))
        };
        here.iter().zip(&wanted).enumerate().all(matches).then(|| &self.runs[from + wanted.len()..])
    }
}

fn runs(letters: &str) -> Vec<(char, usize)> {
    let mut runs: Vec<Run> = Vec::new();
    for c in letters.chars() {
        match runs.last_mut() {
            Some((last, n)) if *last == c => *n += 1,
            _ => runs.push((c, 1)),
        }
    }
    runs
}
