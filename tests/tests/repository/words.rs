//! Splits text and identifiers into words.

/// A word with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    pub text: &'a str,
    /// Byte offset of the word.
    pub at: usize,
    /// Whether only white space and comment marks separate the word from the one before.
    pub continues: bool,
}

/// Returns all words of `text`. `snake_case`, `kebab-case` and `CamelCase` identifiers yield their parts.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut found: Vec<Word<'_>> = Vec::new();
    let (mut end, mut at) = (0, 0);
    let letter = |c: char| c.is_alphabetic();
    while let Some(start) = text[at..].find(letter).map(|found| at + found) {
        let stop = text[start..].find(|c| !letter(c)).map_or(text.len(), |length| start + length);
        for (from, to) in camel_parts(&text[start..stop]) {
            let (from, to) = (start + from, start + to);
            let between = &text[end..from];
            let continues =
                from > end && between.chars().all(|c| c.is_whitespace() || matches!(c, '/' | '!' | '*' | '#'));
            found.push(Word { text: &text[from..to], at: from, continues: continues && !found.is_empty() });
            end = to;
        }
        at = stop;
    }
    found
}

/// Returns the byte ranges of the parts of a CamelCase word.
fn camel_parts(word: &str) -> Vec<(usize, usize)> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let mut starts = vec![0];
    for n in 1..letters.len() {
        let (before, here) = (letters[n - 1].1, letters[n].1);
        let next_is_lower = letters.get(n + 1).is_some_and(|(_, c)| c.is_lowercase());
        if here.is_uppercase() && (before.is_lowercase() || next_is_lower) {
            starts.push(letters[n].0);
        }
    }
    let ends = starts[1..].iter().copied().chain([word.len()]);
    starts.iter().copied().zip(ends).collect()
}

#[test]
fn identifiers_split_into_words() {
    let split = |text: &'static str| words(text).into_iter().map(|word| word.text).collect::<Vec<_>>();
    assert_eq!(
        split("fn say_it(HTTPServer, isHeard2, kebab-case)"),
        ["fn", "say", "it", "HTTP", "Server", "is", "Heard", "kebab", "case"]
    );
    let text = "is\n/// to be, or";
    assert_eq!(words(text).iter().map(|word| word.continues).collect::<Vec<_>>(), [false, true, true, false]);
}
