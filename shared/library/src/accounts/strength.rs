//! Passwords that are among the first to be guessed.
//!
//! Long passwords are what helps; rules about kinds of characters do not. So only three things are
//! refused: a common word dressed up with a few digits, what a finger finds by sliding over the
//! keyboard, and the login name itself.

use std::collections::BTreeSet;

/// Words that begin the lists of those who guess, one a line, in lower case.
const COMMON: &str = include_str!("common_passwords.txt");

/// What lies in a row on a keyboard or in the alphabet.
const ROWS: [&str; 7] =
    ["01234567890", "qwertyuiopå", "asdfghjklæø", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "qwertzuiop", "azertyuiop"];

/// Digits and signs around a common word that do not make it hard to guess, at most.
const DRESSING: usize = 7;

/// Whether somebody who guesses would try `password` early for an account called `name`.
pub(super) fn is_weak(password: &str, name: &str) -> bool {
    let folded = password.to_lowercase();
    repeats(&folded) || slides(&folded) || is_common(&folded) || holds_name(&folded, name)
}

/// A short piece over and over, or very few different characters.
fn repeats(folded: &str) -> bool {
    let letters: Vec<char> = folded.chars().collect();
    let period = |length: usize| letters.iter().skip(length).zip(&letters).all(|(one, other)| one == other);
    letters.iter().collect::<BTreeSet<_>>().len() < 4 || (1..=letters.len().min(10) / 2).any(period)
}

/// Nothing but stretches of three and more along a row, either way.
fn slides(folded: &str) -> bool {
    let letters: Vec<char> = folded.chars().collect();
    let rows: Vec<String> =
        ROWS.iter().flat_map(|row| [(*row).to_owned(), row.chars().rev().collect::<String>()]).collect();
    let mut at = 0;
    while at < letters.len() {
        let longest = (3..=letters.len() - at).rev().find(|length| {
            let piece: String = letters[at..at + length].iter().collect();
            rows.iter().any(|row| row.contains(&piece))
        });
        match longest {
            Some(length) => at += length,
            None => return false,
        }
    }
    true
}

fn is_common(folded: &str) -> bool {
    let common: BTreeSet<&str> = COMMON.lines().filter(|line| !line.is_empty()).collect();
    // "P4ssw0rd" is read as people mean it; a one stands for an i as often as for an l.
    let readings = [folded.to_owned(), plain(folded, 'l'), plain(folded, 'i')];
    readings.iter().any(|reading| {
        let core = reading.trim_matches(|c: char| !c.is_alphabetic());
        let dressing = reading.chars().count() - core.chars().count();
        let words = core.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        dressing <= DRESSING
            && (made_of(core, &common)
                || (!core.is_empty() && words.clone().count() < 3 && words.clone().all(|word| common.contains(word))))
    })
}

/// Whether `core` is one common word, or two of them run together.
fn made_of(core: &str, common: &BTreeSet<&str>) -> bool {
    let split = |at: usize| core.split_at_checked(at);
    common.contains(core)
        || (1..core.len()).filter_map(split).any(|(one, other)| common.contains(one) && common.contains(other))
}

/// Letters for the digits and signs that stand for them.
fn plain(folded: &str, one: char) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' | '!' => one,
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    // What hangs on at the end is a number more often than letters.
    let end = folded.trim_end_matches(|c: char| !c.is_alphabetic()).len();
    folded[..end].chars().map(letter).chain(folded[end..].chars()).collect()
}

/// Little but the login name, whatever stands between its letters.
fn holds_name(folded: &str, name: &str) -> bool {
    let bare = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (password, name) = (bare(folded), bare(name));
    !name.is_empty() && password.contains(&name) && password.replace(&name, "").chars().count() < 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_weak() {
        for password in [
            "password123",
            "P@ssw0rd2024!",
            "Password Password",
            "1234567890",
            "qwertyuiop",
            "QWERTY12345",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "asdfghjkl123",
            "0987654321",
            "iloveyou2024",
            "Adgangskode1",
            "letmein-please",
            "sunshine!!1",
            "ana.hansen-77",
            "AnaHansen2026",
        ] {
            assert!(is_weak(password, "Ana.Hansen"), "{password}");
        }
    }

    #[test]
    fn a_phrase_of_ones_own_is_not() {
        for password in [
            "correct horse battery",
            "vild hest på tag 4",
            "tiny owls juggle figs",
            "xK7#pLq9vTz2",
            "dragonfly in my soup",
            "password of my grandmother's",
            "ana hansen eats blue cheese",
            "日本語の長い合言葉です",
        ] {
            assert!(!is_weak(password, "Ana.Hansen"), "{password}");
        }
    }

    #[test]
    fn the_list_holds_each_word_once_in_lower_case() {
        let words: Vec<&str> = COMMON.lines().collect();
        let distinct: BTreeSet<&str> = words.iter().copied().collect();
        assert_eq!(words.len(), distinct.len());
        assert!(words.iter().all(|word| word.chars().all(|c| c.is_lowercase() && c.is_alphabetic())));
    }
}
