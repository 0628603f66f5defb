//! Keys that compare texts as a reader would.

use unicode_normalization::UnicodeNormalization;

use super::{
    fold::{Letters, fold, fold_to, has_spelled_letter},
    typo::typo_cost,
    word::{danish_figure, is_article, is_exact, is_figure, roman, root},
};

/// A text without case, accents, punctuation, articles and plurals. Equal keys mean the same text to a
/// reader; keys that are [`near`](Self::near) differ by a typo.
///
/// The cost is linear in the length of the text. [`clean`](super::clean) limits the length.
#[derive(Debug, Clone)]
pub struct Key {
    typed: Form,
    /// The text with two letters, and with one letter, for each letter that many keyboards lack; `None` if both are as
    /// `typed`. Only the key of an answer is compared by them.
    spelled: Option<Box<[Form; 2]>>,
    is_answer: bool,
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
        let typed = if words.is_empty() { symbols_only(text, &folded) } else { words.join(" ") };
        let spelled = spellings(text, &spaced).map(|forms| Box::new(forms.map(Form::of)));
        Self { typed: Form::of(typed), spelled, is_answer: false }
    }

    /// Returns the key of a right answer, which is also [`near`](Self::near) to its common spellings.
    ///
    /// People write "Aarhus" or "Arhus" for "Århus", "7" for "syv", and "World War 2" for "World War II".
    #[must_use]
    pub fn of_answer(text: &str) -> Self {
        Self { is_answer: true, ..Self::of(text) }
    }

    /// Returns the key as text. The key of that text is the same key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.typed.text
    }

    /// Returns whether a reader would consider the two texts the same. The relation is reflexive and
    /// symmetric, but not transitive: a chain of typos can lead from any word to any other.
    ///
    /// Figures ("1912", "1913"), Roman numerals and short words ("cat", "bat") must match exactly. Longer words
    /// may differ by one or two typos, but not in the first letter, where people seldom make typos and
    /// different words often differ ("million", "billion").
    #[must_use]
    pub fn near(&self, other: &Self) -> bool {
        self.typed.near(&other.typed) || ((self.is_answer || other.is_answer) && self.is_spelled_like(other))
    }

    fn is_spelled_like(&self, other: &Self) -> bool {
        (self.spelled.is_some() || other.spelled.is_some())
            && self.forms().into_iter().zip(other.forms()).any(|(one, other)| one.near(other))
    }

    fn forms(&self) -> [&Form; 2] {
        self.spelled.as_deref().map_or([&self.typed; 2], |[pairs, single]| [pairs, single])
    }
}

impl PartialEq for Key {
    /// Compares the texts as typed.
    fn eq(&self, other: &Self) -> bool {
        self.typed == other.typed
    }
}

impl Eq for Key {}

/// The words of a text in one spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Form {
    /// The roots of the words, one space between them.
    text: String,
    /// Number of letters, and whether the text contains a figure. Stored, because large groups compare
    /// every pair of lies.
    letters: usize,
    figures: bool,
}

impl Form {
    fn of(text: String) -> Self {
        let letters = text.chars().filter(|c| *c != ' ').count();
        let figures = is_figure(&text);
        Self { text, letters, figures }
    }

    /// See [`Key::near`].
    fn near(&self, other: &Self) -> bool {
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
            if is_exact(a) || is_exact(b) || a.chars().next() != b.chars().next() {
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

/// Returns a text in its two other spellings, with names of numbers as figures; `None` if both equal the typed one.
/// `spaced` is the folded text without punctuation.
fn spellings(text: &str, spaced: &str) -> Option<[String; 2]> {
    let has_letter = has_spelled_letter(text) || spaced.contains("aa");
    if spaced.trim().is_empty() || !(has_letter || has_numeral(spaced)) {
        return None;
    }
    Some([Letters::Pairs, Letters::Single].map(|letters| {
        let spelled = without_punctuation(&fold_to(text, letters));
        // "Aa" is another spelling of "å".
        numbered(&if letters == Letters::Single { spelled.replace("aa", "a") } else { spelled })
    }))
}

/// Returns whether [`numbered`] replaces a word.
fn has_numeral(spaced: &str) -> bool {
    let mut words = spaced.split_whitespace();
    words.clone().next_back().is_some_and(|last| roman(last).is_some() || is_danish_one(last))
        || words.any(|word| danish_figure(word).is_some())
}

/// Returns the roots of the words, with Danish names of numbers and a Roman numeral at the end as figures.
fn numbered(spaced: &str) -> String {
    let figure_or_root = |word| danish_figure(word).map_or_else(|| root(word), str::to_owned);
    let mut words: Vec<String> = spaced.split_whitespace().map(figure_or_root).collect();
    drop_articles(&mut words);
    match words.as_mut_slice() {
        [only] if is_danish_one(only) => "1".clone_into(only),
        [.., _, last] => {
            if let Some(value) = roman(last) {
                *last = value.to_string();
            }
        }
        _ => {}
    }
    words.join(" ")
}

/// Returns whether a word is the Danish article that also names the number one.
fn is_danish_one(word: &str) -> bool {
    matches!(word, "en" | "et")
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
