//! A filter of offensive words.
//!
//! The filter folds a text (case, accents, width), replaces look-alikes by letters (`$h1t`), shortens
//! repeated letters (`fuuuck`) and joins separated letters (`f u c k`). Then it compares each word with
//! a [list](words) of English and Danish entries. Most entries match a whole word or its plural, and a
//! few match the start of a word, or a stem with known endings and compounds. Only stems that occur in no harmless word match anywhere: Scunthorpe
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
            Place::Inflected(endings) => word.is(stem) || word.is_inflected(stem, endings),
            Place::Anywhere => word.contains(stem),
        };
        found.then_some(*kind)
    };
    LIST.iter().filter_map(matches).min()
}

#[cfg(test)]
mod tests;
