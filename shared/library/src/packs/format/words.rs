//! Words for true and false, as spreadsheets in several languages write them.

/// What spreadsheets write for TRUE in English, Danish, Norwegian, Swedish, German, French, Spanish, Italian,
/// Portuguese, Dutch, Finnish and Polish.
const TRUE: [&str; 14] = [
    "true",
    "sand",
    "sandt",
    "sann",
    "sant",
    "wahr",
    "vrai",
    "verdadero",
    "vero",
    "verdadeiro",
    "waar",
    "tosi",
    "prawda",
    "richtig",
];

/// The same for FALSE.
const FALSE: [&str; 14] = [
    "false", "falsk", "falskt", "usann", "usand", "usandt", "falsch", "faux", "falso", "onwaar", "epätosi", "fałsz",
    "forkert", "falsum",
];

const YES: [&str; 11] = ["yes", "ja", "oui", "sí", "si", "y", "j", "x", "1", "✓", "✔"];
const NO: [&str; 7] = ["no", "nej", "nein", "non", "n", "0", "nei"];

/// Parses a word for true or false.
pub(super) fn truth(text: &str) -> Option<bool> {
    parse(text, &[&TRUE], &[&FALSE])
}

/// Parses a word for true, false, yes or no.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    parse(text, &[&TRUE, &YES], &[&FALSE, &NO])
}

fn parse(text: &str, yes: &[&[&str]], no: &[&[&str]]) -> Option<bool> {
    // No word is longer; a long cell costs nothing.
    let word = text.trim();
    if word.len() > 24 {
        return None;
    }
    let word = word.to_lowercase();
    let word = word.trim_end_matches(['.', '!']);
    let any = |lists: &[&[&str]]| lists.iter().any(|list| list.contains(&word));
    if any(yes) { Some(true) } else { any(no).then_some(false) }
}
