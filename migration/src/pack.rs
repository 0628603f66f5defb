//! The file a pack is written in, and what makes it fit to be played.

use serde::{Deserialize, Serialize};

mod check;

pub use check::{Fault, MAX_TEXT, MIN_DECOYS};

/// A pack as its file holds it. A file is JSON of this shape, with no other fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// What clients call it by: lower-case letters, digits and dashes.
    pub key: String,
    /// What people see.
    pub title: String,
    /// The language of its questions, as a BCP 47 tag such as `en`.
    pub language: String,
    /// A sentence on what is in it.
    pub description: String,
    /// The questions.
    pub questions: Vec<PackQuestion>,
}

/// One question of a pack's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackQuestion {
    /// What the pack calls it: lower-case letters, digits and dashes; unique within the pack. A
    /// question that keeps its key keeps its row when its text is corrected.
    pub key: String,
    /// A word or two shown above the prompt.
    pub category: String,
    /// The sentence, its one gap written as `____`. It is true when the answer stands in the gap.
    pub prompt: String,
    /// What the gap hides.
    pub answer: String,
    /// Other spellings of the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Plausible lies, at least [`MIN_DECOYS`]; none near the answer, an alias or each other.
    pub decoys: Vec<String>,
    /// Fit for children.
    pub family_friendly: bool,
    /// One sentence told after the reveal.
    pub explanation: String,
    /// Where the fact can be checked.
    pub source: String,
}

/// A pack's file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// It is not a pack in JSON.
    #[error("the pack's file cannot be read")]
    Unreadable(#[from] serde_json::Error),
    /// Something about the pack itself is wrong.
    #[error("pack {pack:?}: {fault}")]
    Pack {
        /// The pack's key.
        pack: String,
        /// What is wrong.
        fault: Fault,
    },
    /// Something about one of its questions is wrong.
    #[error("pack {pack:?}, question {question:?}: {fault}")]
    Question {
        /// The pack's key.
        pack: String,
        /// The question's key.
        question: String,
        /// What is wrong.
        fault: Fault,
    },
}

impl Pack {
    /// Reads a pack's file and checks it.
    ///
    /// # Errors
    /// [`PackError`] for the first thing that is wrong.
    pub fn parse(json: &str) -> Result<Self, PackError> {
        let pack: Self = serde_json::from_str(json)?;
        check::pack(&pack)?;
        Ok(pack)
    }

    /// A fingerprint of all that the pack says, to see whether its rows are up to date. It is the
    /// 64-bit FNV-1a hash of the pack's JSON: quick, the same on every machine, and no protection
    /// against anyone who means to collide.
    #[must_use]
    pub fn digest(&self) -> String {
        const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0100_0000_01b3;
        // Neither `Hash` nor its hashers promise the same figure in the next release; JSON does.
        let json = serde_json::to_string(self).unwrap_or_default();
        let hash = json.bytes().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
        format!("{hash:016x}")
    }
}

/// The packs that come with the platform.
///
/// # Errors
/// [`PackError`] for the first thing that is wrong in one of them; a test keeps that from a release.
pub fn built_in() -> Result<Vec<Pack>, PackError> {
    [include_str!("../packs/starter-da.json"), include_str!("../packs/starter-en.json")]
        .into_iter()
        .map(Pack::parse)
        .collect()
}
