//! A cartridge's self-description: the source of the start page, the settings form, the bounds of a
//! configuration, the columns of a preset and the contract documents.
//!
//! | type | holds |
//! |---|---|
//! | [`About`] | the author's words: name, tagline, phases |
//! | [`settings!`](crate::settings) | the settings, declared once with default and bounds |
//! | [`ActionKind`] | one action of players |
//! | [`Vocabulary`] | JSON Schemas of every message, derived from the game's types |
//! | [`Manifest`] | all of it for clients, with players, features and content |

mod schema;
mod setting;
mod settings;
pub mod vocabulary;

use serde::Serialize;
use utoipa::ToSchema;

pub use self::{
    setting::{
        Group, Rule, Setting, SettingKind, Unit, choice, count, list, ms, picture, points, sound, switch, text, texts,
    },
    settings::{Choice, Settings},
    vocabulary::{
        ActionKind, EphemeralKind, EphemeralSchema, EventSchema, Field, FieldType, ForeignProtocolSchema,
        MessageSchema, Vocabulary,
    },
};
use crate::{content::QuestionKind, contract::snapshot::Feature};

/// The author's description of a game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// Name, in English. The browser app's catalogues may translate it.
    pub name: &'static str,
    /// Tagline of one line, in English.
    pub tagline: &'static str,
    /// Every phase of the game, in the order in which they first occur.
    pub phases: &'static [PhaseKind],
}

/// A phase of a game.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct PhaseKind {
    /// Name, in `snake_case`.
    #[schema(value_type = String)]
    pub name: &'static str,
    /// Whether a deadline may end the phase; `false` when only people end it.
    pub timed: bool,
}

impl PhaseKind {
    /// Creates a phase that a deadline ends, unless a setting removes the deadline.
    #[must_use]
    pub const fn timed(name: &'static str) -> Self {
        Self { name, timed: true }
    }

    /// Creates a phase that never has a deadline.
    #[must_use]
    pub const fn untimed(name: &'static str) -> Self {
        Self { name, timed: false }
    }
}

/// A cartridge's description for clients.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Manifest {
    /// Key in the contract, such as `fib`.
    #[schema(value_type = String)]
    pub cartridge: &'static str,
    /// Name, in English.
    #[schema(value_type = String)]
    pub name: &'static str,
    /// Tagline of one line, in English.
    #[schema(value_type = String)]
    pub tagline: &'static str,
    /// Number of players in the default configuration.
    pub players: Players,
    /// Every phase of the game, in the order in which they first occur.
    #[schema(value_type = Vec<PhaseKind>)]
    pub phases: &'static [PhaseKind],
    /// Optional features of its sessions.
    pub features: Vec<Feature>,
    /// Content that the game needs from question packs.
    pub content: ContentKind,
    /// Kinds of questions and prompts that the game takes from packs.
    #[schema(value_type = Vec<QuestionKind>)]
    pub content_kinds: &'static [QuestionKind],
    /// Settings, in the order of a form.
    pub settings: Vec<Setting>,
}

/// A range of players.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Players {
    /// Fewest players with whom a game starts.
    pub min: usize,
    /// Most players who can join.
    pub max: usize,
}

/// Content that a cartridge needs from question packs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContentKind {
    /// No content; packs cannot be chosen.
    None,
    /// Questions or prompts.
    Questions,
}

impl Manifest {
    /// Returns the setting with this key.
    #[must_use]
    pub fn setting(&self, key: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.key == key)
    }
}
