//! Detects passwords that are guessed first.
//!
//! Length protects; rules about kinds of characters do not. Only three groups are refused: a common word with
//! a few digits, keyboard sequences, and the login name.

use std::collections::BTreeSet;

/// Common words of password lists, one on each line, in lower case.
const COMMON: &str = include_str!("common_passwords.txt");

/// Keyboard rows and the alphabet.
const ROWS: [&str; 7] =
    ["01234567890", "qwertyuiopå", "asdfghjklæø", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "qwertzuiop", "azertyuiop"];

/// A common word with up to this many digits and signs around it is weak.
const DRESSING: usize = 7;

/// Returns whether `password` is among the first guesses for an account called `name`.
pub(super) fn is_weak(password: &str, name: &str) -> bool {
    let folded = password.to_lowercase();
    repeats(&folded) || slides(&folded) || is_common(&folded) || holds_name(&folded, name)
}

/// Returns whether a short piece is repeated, or fewer than four different characters are used.
fn repeats(folded: &str) -> bool {
    let letters: Vec<char> = folded.chars().collect();
    let period = |length: usize| letters.iter().skip(length).zip(&letters).all(|(one, other)| one == other);
    letters.iter().collect::<BTreeSet<_>>().len() < 4 || (1..=letters.len().min(10) / 2).any(period)
}

/// Returns whether the text consists of sequences of three or more neighbours in a row, in either direction.
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
    // Digits replace letters, as in "P4ssw0rd". A one replaces i as often as l.
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

/// Returns whether `core` is one common word, or two common words without a separator.
fn made_of(core: &str, common: &BTreeSet<&str>) -> bool {
    let split = |at: usize| core.split_at_checked(at);
    common.contains(core)
        || (1..core.len()).filter_map(split).any(|(one, other)| common.contains(one) && common.contains(other))
}

/// Replaces digits and signs by the letters that they commonly stand for.
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
    // Digits at the end are usually a number.
    let end = folded.trim_end_matches(|c: char| !c.is_alphabetic()).len();
    folded[..end].chars().map(letter).chain(folded[end..].chars()).collect()
}

/// Returns whether the password is the login name with fewer than six other letters.
fn holds_name(folded: &str, name: &str) -> bool {
    let bare = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (password, name) = (bare(folded), bare(name));
    !name.is_empty() && password.contains(&name) && password.replace(&name, "").chars().count() < 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_guesses_are_weak() {
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
    fn personal_phrases_are_strong() {
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
    fn the_word_list_is_unique_and_lower_case() {
        let words: Vec<&str> = COMMON.lines().collect();
        let distinct: BTreeSet<&str> = words.iter().copied().collect();
        assert_eq!(words.len(), distinct.len());
        assert!(words.iter().all(|word| word.chars().all(|c| c.is_lowercase() && c.is_alphabetic())));
    }
}
