//! Whether a text holds a word that a room does not want to read, and never because of what stands
//! inside an innocent one.
//!
//! A text is folded (case, accents, width), the look-alikes of letters are read as letters (`$h1t`),
//! stretched ones shortened (`fuuuck`), and what was pulled apart is put together again (`f u c k`).
//! Then each word is compared with a [list](words) of English and Danish. Most entries match a whole
//! word or its plural, few a beginning, and only stems that no innocent word holds match anywhere:
//! people live in Scunthorpe, a snigger is a laugh, and a Danish *røver* is a robber.
//!
//! Both languages are always looked at, for a room may speak both. Words that are coarse in one and
//! harmless in the other (*slut* is Danish for "end", *fart* for "speed", *fag* for "subject") are
//! therefore not on the list.

mod spell;
mod words;

use self::{
    spell::{Word, spell},
    words::{Kind, LIST, Place},
};
use crate::contract::ErrorCode;

crate::choices! {
    /// Which words the room does not want to read in names and texts.
    pub enum Profanity {
        /// All are let through.
        None = "none",
        /// Slurs and the coarsest words are refused.
        Moderate = "moderate",
        /// Swearing and smut are refused too.
        Strict = "strict",
    }
}

impl Default for Profanity {
    /// What a game that says nothing of it asks of names: nothing.
    fn default() -> Self {
        Self::None
    }
}

/// Why a text is refused; the sentence is for whoever typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Profane {
    /// It puts a group of people down.
    #[error("a word in there puts people down, and this room does not take that; say it another way")]
    Slur,
    /// It swears coarsely.
    #[error("a word in there is too coarse for this room; say it another way")]
    Coarse,
    /// It swears mildly, or is smut: refused where the level is strict.
    #[error("this room keeps its language clean, and a word in there is not; say it another way")]
    Mild,
}

impl Profane {
    /// The contract's word for it.
    pub const CODE: ErrorCode = ErrorCode::Profanity;
}

impl Profanity {
    /// Whether `text` may be shown where this level holds.
    ///
    /// # Errors
    /// [`Profane`] with the worst of what the level refuses.
    pub fn check(self, text: &str) -> Result<(), Profane> {
        let refused = |kind: Kind| match self {
            Self::None => false,
            Self::Moderate => kind != Kind::Mild,
            Self::Strict => true,
        };
        if self == Self::None {
            return Ok(());
        }
        let worst = spell(text).iter().filter_map(judge).filter(|kind| refused(*kind)).min();
        worst.map_or(Ok(()), |kind| {
            Err(match kind {
                Kind::Slur => Profane::Slur,
                Kind::Coarse => Profane::Coarse,
                Kind::Mild => Profane::Mild,
            })
        })
    }

    /// Whether nothing is refused.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// The worst entry a word meets.
fn judge(word: &Word) -> Option<Kind> {
    let meets = |(kind, place, stem): &(Kind, Place, &str)| {
        let found = match place {
            Place::Whole => word.is(stem),
            Place::Start => word.starts_with(stem),
            Place::Anywhere => word.holds(stem),
        };
        found.then_some(*kind)
    };
    LIST.iter().filter_map(meets).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(level: Profanity, text: &str) -> bool {
        level.check(text).is_err()
    }

    #[test]
    fn a_level_refuses_what_the_ones_below_it_do_and_more() {
        for (text, moderate, strict) in [
            ("a cheerful herring", false, false),
            ("holy crap", false, true),
            ("for helvede da", false, true),
            ("what the fuck", true, true),
            ("din fede luder", true, true),
        ] {
            assert!(!refused(Profanity::None, text), "{text}");
            assert_eq!(refused(Profanity::Moderate, text), moderate, "{text}");
            assert_eq!(refused(Profanity::Strict, text), strict, "{text}");
        }
    }

    #[test]
    fn it_says_why() {
        assert_eq!(Profanity::Moderate.check("a faggot and shit"), Err(Profane::Slur));
        assert_eq!(Profanity::Moderate.check("crap and shit"), Err(Profane::Coarse));
        assert_eq!(Profanity::Strict.check("crap"), Err(Profane::Mild));
    }

    #[test]
    fn evasions_are_seen_through() {
        for text in [
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
        ] {
            assert!(refused(Profanity::Moderate, text), "{text}");
        }
        for text in ["b.i.t.c.h", "damnit", "cr4p", "p1ss", "tits", "i helvede", "sk1de", "pik", "kneppe", "røv"] {
            assert!(refused(Profanity::Strict, text), "{text}");
        }
    }

    #[test]
    fn what_stands_inside_an_innocent_word_is_left_alone() {
        for text in [
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
        ] {
            assert_eq!(Profanity::Strict.check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn the_list_is_written_as_words_are_spelled_here() {
        for (_, _, stem) in LIST {
            let spelled = spell(stem);
            assert!(spelled.iter().any(|word| word.is(stem)), "{stem}");
        }
    }
}
