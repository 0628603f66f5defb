//! Comparison of nicknames as people see them.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;

use super::nickname::key;

/// Names that the interface gives to the host, in English and Danish.
const RESERVED: [&str; 4] = ["host", "the host", "vært", "værten"];

/// The forms of a nickname that people may read. Two nicknames with a common form look alike.
///
/// A form is a skeleton of [UTS 39](https://www.unicode.org/reports/tr39/#Confusable_Detection), in lower
/// case. Letters that look alike in capitals may differ in lower case, so a nickname has several forms.
#[derive(Debug, Clone)]
pub struct Appearance {
    forms: BTreeSet<String>,
}

impl Appearance {
    /// Returns the forms of a nickname.
    #[must_use]
    pub fn of(nickname: &str) -> Self {
        let plain: String = nickname.nfkc().collect();
        let folded = key(nickname);
        let mut forms = BTreeSet::from([skeleton_of(&plain), skeleton(&folded).collect()]);
        // "\u{432}ob" in Cyrillic looks like "Bob" as soon as a reader takes its letter for a small capital.
        if !plain.chars().all(is_latin) {
            forms.insert(skeleton_of(&plain.to_uppercase()));
        }
        forms.insert(folded);
        Self { forms }
    }

    /// Returns whether people could take the two nicknames for the same. The relation is reflexive and
    /// symmetric.
    #[must_use]
    pub fn resembles(&self, other: &Self) -> bool {
        !self.forms.is_disjoint(&other.forms)
    }
}

/// Returns whether a nickname looks like a name of the host, regardless of punctuation.
#[must_use]
pub fn is_reserved(nickname: &str) -> bool {
    let words = |text: &str| {
        let letters: String = text.chars().filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '|').collect();
        letters.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let appearances = [Appearance::of(nickname), Appearance::of(&words(nickname))];
    RESERVED.iter().any(|name| {
        let reserved = Appearance::of(name);
        appearances.iter().any(|appearance| appearance.resembles(&reserved))
    })
}

/// Returns the skeleton of a text before and after its conversion to lower case.
fn skeleton_of(text: &str) -> String {
    let first: String = skeleton(text).collect();
    skeleton(&first.to_lowercase()).collect()
}

/// Returns whether a character is a letter of the Latin alphabet, or not a letter.
fn is_latin(c: char) -> bool {
    !c.is_alphabetic() || matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> bool {
        let (one, other) = (Appearance::of(one), Appearance::of(other));
        assert_eq!(one.resembles(&other), other.resembles(&one));
        one.resembles(&other)
    }

    #[test]
    fn recognises_look_alikes() {
        for (one, other) in [
            ("Mark", "M\u{430}rk"),
            ("Anna", "\u{410}nna"),
            ("anna", "\u{410}NNA"),
            ("Leo", "L\u{435}o"),
            ("Paul", "\u{3a1}aul"),
            ("Bob", "\u{412}ob"),
            ("Bob", "\u{432}ob"),
            ("Henry", "\u{41d}enry"),
            ("Max", "\u{39c}\u{430}\u{445}"),
            ("Zoe", "\u{396}\u{3bf}e"),
            ("Al", "AI"),
            ("Ian", "lan"),
            ("Bo0", "BoO"),
            ("Bo 1", "Bo l"),
            ("Carl", "\u{1d402}\u{1d41a}\u{1d42b}\u{1d425}"),
            ("Mark", "rnark"),
            ("Ann-Lee", "Ann\u{2010}Lee"),
            ("O\u{2019}Neil", "O'Neil"),
            ("Ann", "ann"),
            ("Strauß", "STRAUSS"),
            ("Al Bo", "A\u{fe0f}l Bo"),
        ] {
            assert!(alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn distinguishes_different_names() {
        for (one, other) in [
            ("Ann", "Anna"),
            ("Ali", "All"),
            ("ian", "lan"),
            ("Mia", "Mla"),
            ("Åse", "Ase"),
            ("Søren", "Soren"),
            ("Jürgen", "Jurgen"),
            ("José", "Jose"),
            ("Анна", "Инна"),
            ("Саша", "Маша"),
            ("Νίκος", "Νίνος"),
            ("مريم", "مروان"),
            ("שרה", "שיר"),
            ("さくら", "さくろ"),
            ("王伟", "王芳"),
            ("🦊", "🐼"),
            ("Bo 2", "Bo 3"),
        ] {
            assert!(!alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn recognises_names_of_the_host() {
        for name in [
            "Host",
            "HOST",
            "h0st",
            "Ho\u{455}t",
            "\u{41d}ost",
            "\u{43d}ost",
            "Host!",
            "~host~",
            "h.o.s.t",
            "The Host",
            "Vært",
            "VÆRT",
            "Vaert",
            "værten",
            "V\u{e6}r\u{442}",
            "Ｈｏｓｔ",
        ] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["Hosta", "Ghost", "Høst", "Hostrup", "Vera", "Værløse", "Horst", "Host Pedersen", "Ann"] {
            assert!(!is_reserved(name), "{name}");
        }
    }
}
