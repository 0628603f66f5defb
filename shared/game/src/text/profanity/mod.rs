//! A filter of offensive words.
//!
//! The filter folds a text (case, accents, width), replaces look-alikes by letters (`$h1t`), shortens
//! repeated letters (`fuuuck`) and joins separated letters (`f u c k`). Then it compares each word with
//! a [list](words) of English and Danish entries. Most entries match a whole word or its plural, and a
//! few match the start of a word. Only stems that occur in no harmless word match anywhere: Scunthorpe
//! is a town, a snigger is a laugh, and a Danish *røver* is a robber.
//!
//! The filter always checks both languages, because a group may speak both. Words that are coarse in
//! one language and harmless in the other (*slut* is Danish for "end", *fart* for "speed", *fag* for
//! "subject") are therefore not on the list.

mod spell;
mod words;

use self::{
    spell::{Word, spell},
    words::{Kind, LIST, Place},
};
use crate::contract::ErrorCode;

crate::choices! {
    /// Which words are rejected in names and texts.
    pub enum Profanity {
        /// No words.
        None = "none",
        /// Slurs and coarse words.
        Moderate = "moderate",
        /// Also mild swearing and sexual words.
        Strict = "strict",
    }
}

impl Default for Profanity {
    /// Returns [`Profanity::None`], for games without a filter.
    fn default() -> Self {
        Self::None
    }
}

/// The reason for which a text is rejected. The text is for its author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Profane {
    /// The text contains a slur.
    #[error("this text contains a word that insults people; choose other words")]
    Slur,
    /// The text contains a coarse word.
    #[error("this text contains a word that is too coarse for this room; choose other words")]
    Coarse,
    /// The text contains mild swearing or a sexual word.
    #[error("this room allows no swearing; choose other words")]
    Mild,
}

impl Profane {
    /// The error code that clients read.
    pub const CODE: ErrorCode = ErrorCode::Profanity;
}

impl Profanity {
    /// Checks `text` at this level.
    ///
    /// # Errors
    /// [`Profane`] for the worst word that the level rejects.
    pub fn check(self, text: &str) -> Result<(), Profane> {
        let rejected = |kind: Kind| match self {
            Self::None => false,
            Self::Moderate => kind != Kind::Mild,
            Self::Strict => true,
        };
        if self == Self::None {
            return Ok(());
        }
        let worst = spell(text).iter().filter_map(judge).filter(|kind| rejected(*kind)).min();
        worst.map_or(Ok(()), |kind| {
            Err(match kind {
                Kind::Slur => Profane::Slur,
                Kind::Coarse => Profane::Coarse,
                Kind::Mild => Profane::Mild,
            })
        })
    }

    /// Returns whether no words are rejected.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// Returns the worst entry that a word matches.
fn judge(word: &Word) -> Option<Kind> {
    let matches = |(kind, place, stem): &(Kind, Place, &str)| {
        let found = match place {
            Place::Whole => word.is(stem),
            Place::Start => word.starts_with(stem),
            Place::Anywhere => word.contains(stem),
        };
        found.then_some(*kind)
    };
    LIST.iter().filter_map(matches).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Disguised words that the moderate level rejects.
    const DISGUISED: &[&str] = &[
        "FUCK",
        "Fück",
        "ｆｕｃｋ",
        "fuuuuck",
        "fuckk",
        "fuckkkk",
        "f u c k",
        "f.u.c.k",
        "f-u-c-k",
        "f_u_c_k",
        "fu ck",
        "f uck",
        "f*ck",
        "sh*t",
        "$hit",
        "sh1t",
        "5h!t",
        "fucк",
        "fυck",
        "a$$hole",
        "a55hole",
        "motherfuckers",
        "bullshitting",
        "sh\u{200b}it",
        "s h i t happens",
        "big f u c k off",
        "n1gger",
        "n!gg3r",
        "kæll1ng",
        "kællinger",
        "l u d e r",
        "røvhul",
        "R0VHUL",
        "roevhul",
        "fissehår",
        "perkere",
        "svinefuck",
    ];

    /// Harmless texts that contain parts of offensive words.
    const HARMLESS: &[&str] = &[
        // English
        "Scunthorpe",
        "Penistone",
        "Sussex and Essex",
        "a cocktail in the cockpit",
        "Alfred Hitchcock",
        "peacock",
        "a classic assassin",
        "a bass passage",
        "the mass hit the glass",
        "an assistant",
        "Arsenal",
        "parse",
        "analysis",
        "the canal",
        "Uranus",
        "a cucumber",
        "document",
        "circumference",
        "accumulate",
        "a grape",
        "drapes",
        "therapist",
        "rapeseed oil",
        "rappers rap",
        "shiitake mushrooms",
        "a snigger",
        "niggardly",
        "Montenegro and Rio Negro",
        "Nigeria and Niger",
        "Dickens",
        "Moby Dick",
        "Dick Turpin",
        "great tits and blue tits",
        "titanic titles",
        "a constitution",
        "Hello Shell",
        "damask",
        "Amsterdam",
        "the pen is mightier",
        "push it",
        "it's hit",
        "has hit",
        "who reads",
        "an Al Pacino film",
        "ho ho ho",
        "as sad as that",
        "pussycat",
        "raccoon",
        "cocoon",
        "tycoon",
        "spices",
        "despicable",
        "a spick and span inn",
        "bastardy is no island",
        "Buttermilk",
        "a button",
        "Hoover",
        "crapaud",
        "scrape",
        "skyscraper",
        "pistachio",
        "Pisa",
        "epistle",
        "Kushiro",
        "Fukushima",
        "hancock",
        "Woodcock",
        "a homograph",
        "Homo sapiens",
        "the Dyke",
        "gypsum",
        "Chinatown",
        "a chink of light",
        "fags",
        "cunning",
        "Cunard",
        "h e l l o",
        "A B C D",
        "1912",
        "F.C.K.",
        "FCK",
        "50 shades",
        "U.S.A.",
        "4 5 6",
        "Åse",
        "S.H.I.E.L.D.",
        // Danish
        "slut",
        "en fart på 90",
        "et fag",
        "god jul",
        "røver",
        "røverhistorie",
        "et røveri",
        "røvede banken",
        "pikant",
        "pikeur",
        "Lortzing",
        "pistol",
        "pisk fløde",
        "en piskeris",
        "piske",
        "en hel masse",
        "Helsingør",
        "satanisk nok",
        "kusine",
        "fisk",
        "fissur",
        "ludo",
        "Kongens Lyngby",
        "en kneb",
        "kneben",
        "knebel",
        "tissemyre",
        "en bøsse til mønter",
        "sparebøsse",
        "en svans",
        "negligé",
        "et negativ",
        "generator",
        "benægter",
        "pattedyr",
        "mandskab",
        "satanisk nok",
        "skidt",
        "Lüderitz",
        "kok i Kokkedal",
    ];

    fn rejected(level: Profanity, text: &str) -> bool {
        level.check(text).is_err()
    }

    #[test]
    fn levels_build_on_each_other() {
        for (text, moderate, strict) in [
            ("a cheerful herring", false, false),
            ("holy crap", false, true),
            ("for helvede da", false, true),
            ("what the fuck", true, true),
            ("din fede luder", true, true),
        ] {
            assert!(!rejected(Profanity::None, text), "{text}");
            assert_eq!(rejected(Profanity::Moderate, text), moderate, "{text}");
            assert_eq!(rejected(Profanity::Strict, text), strict, "{text}");
        }
    }

    #[test]
    fn reports_the_worst_word() {
        assert_eq!(Profanity::Moderate.check("a faggot and shit"), Err(Profane::Slur));
        assert_eq!(Profanity::Moderate.check("crap and shit"), Err(Profane::Coarse));
        assert_eq!(Profanity::Strict.check("crap"), Err(Profane::Mild));
    }

    #[test]
    fn detects_disguised_words() {
        for text in DISGUISED {
            assert!(rejected(Profanity::Moderate, text), "{text}");
        }
        for text in ["b.i.t.c.h", "damnit", "cr4p", "p1ss", "tits", "i helvede", "sk1de", "pik", "kneppe", "røv"] {
            assert!(rejected(Profanity::Strict, text), "{text}");
        }
    }

    #[test]
    fn accepts_harmless_words() {
        for text in HARMLESS {
            assert_eq!(Profanity::Strict.check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn entries_are_in_folded_form() {
        for (_, _, stem) in LIST {
            let spelled = spell(stem);
            assert!(spelled.iter().any(|word| word.is(stem)), "{stem}");
        }
    }
}
