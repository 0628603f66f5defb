//! Normalisation of one word: its singular, or the figure that it names.

/// English plurals without a final s.
const IRREGULAR: [(&str, &str); 8] = [
    ("children", "child"),
    ("feet", "foot"),
    ("geese", "goose"),
    ("men", "man"),
    ("mice", "mouse"),
    ("people", "person"),
    ("teeth", "tooth"),
    ("women", "woman"),
];

/// English names of numbers. They become figures, which must match exactly: "million" is not a typo of
/// "billion". Danish names are absent, because "to" and "fire" are also English words.
const FIGURES: [(&str, &str); 32] = [
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("sixteen", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
    ("thousand", "1000"),
    ("million", "1000000"),
    ("billion", "1000000000"),
];

/// The articles of English and Danish.
const ARTICLES: [&str; 8] = ["a", "an", "the", "en", "et", "den", "det", "de"];

/// Returns whether a word is an English or Danish article.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

/// Returns whether a word contains a digit, so that a typo would change its meaning.
pub(super) fn is_figure(word: &str) -> bool {
    word.chars().any(char::is_numeric)
}

/// Returns a folded word without its plural ending, or the figure that it names.
///
/// Only English plurals are handled: the Danish ending -er also occurs in English words such as
/// "painter".
pub(super) fn root(word: &str) -> String {
    if is_figure(word) {
        return word.to_owned();
    }
    let singular = singular(word.to_owned());
    lookup(&FIGURES, &singular).map_or(singular, str::to_owned)
}

fn singular(mut word: String) -> String {
    // Repeats until nothing changes, so that the root of a root is the same root.
    loop {
        if let Some(one) = lookup(&IRREGULAR, &word) {
            return one.to_owned();
        }
        let (letters, bytes) = (word.chars().count(), word.len());
        let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
        let (kept, ending) = match letters {
            5.. if ends(&["ies"]) => (bytes - 3, "y"),
            // "movie" and "movies" must have the same root.
            5.. if ends(&["ie"]) => (bytes - 2, "y"),
            5.. if ends(&["ches", "shes", "sses", "xes"]) => (bytes - 2, ""),
            4.. if ends(&["s"]) && !ends(&["is", "ss", "us"]) => (bytes - 1, ""),
            _ => return word,
        };
        word.truncate(kept);
        word.push_str(ending);
    }
}

fn lookup<'a>(table: &[(&str, &'a str)], word: &str) -> Option<&'a str> {
    table.iter().find(|(from, _)| *from == word).map(|(_, to)| *to)
}
