//! Keys that compare texts as a reader would.

use unicode_normalization::UnicodeNormalization;

use super::{
    fold::fold,
    typo::typo_cost,
    word::{is_article, is_figure, root},
};

/// A text without case, accents, punctuation, articles and plurals. Equal keys mean the same text to a
/// reader; keys that are [`near`](Self::near) differ by a typo.
///
/// The cost is linear in the length of the text. [`clean`](super::clean) limits the length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The roots of the words, one space between them.
    text: String,
    /// Number of letters, and whether the text contains a figure. Stored, because large groups compare
    /// every pair of lies.
    letters: usize,
    figures: bool,
}

impl Key {
    /// Returns the key of a text. The key is empty only for a blank text: a text of punctuation alone is
    /// its own key.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let folded = fold(text);
        let spaced = without_punctuation(&folded);
        let mut words: Vec<String> = spaced.split_whitespace().map(root).collect();
        drop_articles(&mut words);
        if words.is_empty() {
            return Self::from_text(symbols_only(text, &folded));
        }
        Self::from_text(words.join(" "))
    }

    fn from_text(text: String) -> Self {
        let letters = text.chars().filter(|c| *c != ' ').count();
        let figures = is_figure(&text);
        Self { text, letters, figures }
    }

    /// Returns the key as text. The key of that text is the same key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether a reader would consider the two texts the same. The relation is reflexive and
    /// symmetric, but not transitive: a chain of typos can lead from any word to any other.
    ///
    /// Figures ("1912", "1913") and short words ("cat", "bat") must match exactly. Longer words may
    /// differ by one or two typos, but not in the first letter, where people seldom make typos and
    /// different words often differ ("million", "billion").
    #[must_use]
    pub fn near(&self, other: &Self) -> bool {
        self.text == other.text || (self.same_figures(other) && self.same_words(other))
    }

    fn same_figures(&self, other: &Self) -> bool {
        (!self.figures && !other.figures) || self.figures().eq(other.figures())
    }

    fn same_words(&self, other: &Self) -> bool {
        // "ice cream" equals "icecream".
        if self.letters().eq(other.letters()) {
            return true;
        }
        let mut allowed = typos_in_text(self.letters.min(other.letters));
        if allowed == 0 || self.words().count() != other.words().count() {
            return false;
        }
        self.words().zip(other.words()).all(|(a, b)| {
            if a == b {
                return true;
            }
            if is_figure(a) || is_figure(b) || a.chars().next() != b.chars().next() {
                return false;
            }
            let limit = allowed.min(typos_in_word(a.chars().count().min(b.chars().count())));
            let cost = typo_cost(a, b, limit);
            allowed -= cost.unwrap_or(0);
            cost.is_some()
        })
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split(' ')
    }

    fn letters(&self) -> impl Iterator<Item = char> {
        self.text.chars().filter(|c| *c != ' ')
    }

    fn figures(&self) -> impl Iterator<Item = &str> {
        self.words().filter(|word| is_figure(word))
    }
}

/// Returns whether a reader would consider `a` and `b` the same; see [`Key::near`].
#[must_use]
pub fn near(a: &str, b: &str) -> bool {
    Key::of(a).near(&Key::of(b))
}

/// Returns the key of a text without words: its symbols, or its accents if it has nothing else.
fn symbols_only(text: &str, folded: &str) -> String {
    let bare: String = folded.split_whitespace().collect();
    if bare.is_empty() { text.nfkc().filter(|c| !c.is_whitespace()).collect() } else { bare }
}

/// Returns the allowed cost of typos in a text of this many letters.
fn typos_in_text(letters: usize) -> usize {
    match letters {
        0..=5 => 0,
        6..=7 => 1,
        _ => 2,
    }
}

/// Returns the allowed cost of typos in one word of this many letters.
fn typos_in_word(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Removes "the" everywhere and other articles at the start ("vitamin A" differs from "vitamin"). At least
/// one word remains.
fn drop_articles(words: &mut Vec<String>) {
    while words.len() > 1 && words.first().is_some_and(|word| is_article(word)) {
        words.remove(0);
    }
    while words.len() > 1
        && let Some(at) = words.iter().position(|word| word == "the")
    {
        words.remove(at);
    }
    // Removing "the" may leave another article at the start.
    if words.len() > 1 && words.first().is_some_and(|word| is_article(word)) {
        drop_articles(words);
    }
}

/// Replaces punctuation by blanks or nothing. Symbols that change a number remain.
fn without_punctuation(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<&char>| at.is_some_and(|c| c.is_numeric());
    let mut out = String::with_capacity(text.len());
    for (at, &c) in chars.iter().enumerate() {
        let last = at.checked_sub(1).and_then(|i| chars.get(i));
        let next = chars.get(at + 1);
        match c {
            '.' | ',' if is_digit(last) && is_digit(next) => {
                let run = chars.iter().skip(at + 1).take_while(|c| c.is_numeric()).count();
                // Both 1,000 and 1.000 can mean a thousand, but 3.5 is not 35.
                if run != 3 {
                    out.push('.');
                }
            }
            '-' | '\u{2212}' if is_digit(next) && last.is_none_or(|c| c.is_whitespace()) => out.push('-'),
            '&' => out.push_str(" and "),
            _ if is_dropped(c) => {}
            _ if is_mark(c) => out.push(' '),
            _ => out.push(c),
        }
    }
    // Removing characters may bring a letter and its mark together.
    if out.is_ascii() { out } else { out.nfc().collect() }
}

/// Returns whether a character within a word is ignored: apostrophes, joiners, selectors.
fn is_dropped(c: char) -> bool {
    matches!(c, '\'' | '`' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{5f3}' | '\u{5f4}' | '\u{ad}'
        | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Returns whether a character separates words. Plus and hash do not: C, C++ and C# differ.
fn is_mark(c: char) -> bool {
    (c.is_ascii_punctuation() && c != '+' && c != '#')
        || matches!(c, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '،' | '؛' | '؟' | '۔'
            | '\u{964}' | '\u{965}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2212}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{30fb}')
}
