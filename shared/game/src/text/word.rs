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
/// "billion". Danish names are apart in [`DANISH_FIGURES`], because "to" and "fire" are also English words.
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

/// Danish names of numbers. "En" and "et" are absent, because they are also articles.
const DANISH_FIGURES: [(&str, &str); 33] = [
    ("nul", "0"),
    ("to", "2"),
    ("tre", "3"),
    ("fire", "4"),
    ("fem", "5"),
    ("seks", "6"),
    ("syv", "7"),
    ("otte", "8"),
    ("ni", "9"),
    ("ti", "10"),
    ("elleve", "11"),
    ("tolv", "12"),
    ("tretten", "13"),
    ("fjorten", "14"),
    ("femten", "15"),
    ("seksten", "16"),
    ("sytten", "17"),
    ("atten", "18"),
    ("nitten", "19"),
    ("tyve", "20"),
    ("tredive", "30"),
    ("fyrre", "40"),
    ("halvtreds", "50"),
    ("tres", "60"),
    ("halvfjerds", "70"),
    ("firs", "80"),
    ("halvfems", "90"),
    ("hundrede", "100"),
    ("tusind", "1000"),
    ("tusinde", "1000"),
    ("millioner", "1000000"),
    ("milliard", "1000000000"),
    ("milliarder", "1000000000"),
];

/// The figures of the Roman numerals from 1 to 3999: those of a thousand, a hundred, ten and one. A figure that begins
/// with another one precedes it.
const ROMAN_FIGURES: [(u32, &[(&str, u32)]); 4] = [
    (1_000, &[("mmm", 3), ("mm", 2), ("m", 1)]),
    (100, &[("dccc", 8), ("dcc", 7), ("dc", 6), ("d", 5), ("cd", 4), ("cm", 9), ("ccc", 3), ("cc", 2), ("c", 1)]),
    (10, &[("lxxx", 8), ("lxx", 7), ("lx", 6), ("l", 5), ("xl", 4), ("xc", 9), ("xxx", 3), ("xx", 2), ("x", 1)]),
    (1, &[("viii", 8), ("vii", 7), ("vi", 6), ("v", 5), ("iv", 4), ("ix", 9), ("iii", 3), ("ii", 2), ("i", 1)]),
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

/// Returns whether a typo would turn a word into another number: a word with a digit, or a Roman numeral ("xvii").
///
/// Short Roman numerals are also words ("mix", "di"), but no short word may have a typo.
pub(super) fn is_exact(word: &str) -> bool {
    is_figure(word) || roman(word).is_some()
}

/// Returns the figure that a folded Danish word names. `en` and `et` name one only if they are the whole text.
pub(super) fn danish_figure(word: &str) -> Option<&'static str> {
    lookup(&DANISH_FIGURES, word)
}

/// Returns the value of a folded word that is a Roman numeral in its usual form: "xiv" is one, "mild" and "xiiii" are not.
pub(super) fn roman(word: &str) -> Option<u32> {
    let (mut rest, mut value) = (word, 0);
    for (unit, figures) in ROMAN_FIGURES {
        if let Some((figure, times)) = figures.iter().find(|(figure, _)| rest.starts_with(figure)) {
            rest = &rest[figure.len()..];
            value += unit * times;
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_roman_numerals() {
        for (word, value) in
            [("i", 1), ("ii", 2), ("xiv", 14), ("xvii", 17), ("xlviii", 48), ("mcmxc", 1990), ("mmmcmxcix", 3999)]
        {
            assert_eq!(roman(word), Some(value), "{word}");
        }
        for word in
            ["", "xviiii", "iix", "vx", "ic", "cmd", "mmmm", "civil", "did", "lid", "mild", "vivid", "dill", "xvi2"]
        {
            assert_eq!(roman(word), None, "{word}");
        }
    }

    #[test]
    fn reads_danish_figures_before_plurals() {
        for (word, figure) in [("seks", "6"), ("tre", "3"), ("tres", "60"), ("syv", "7")] {
            assert_eq!(danish_figure(word), Some(figure), "{word}");
        }
        assert_eq!(danish_figure("et"), None);
    }
}
