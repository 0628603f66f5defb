//! What a cartridge says of itself before anybody plays it: the source of the start page, the
//! settings' form, the bounds of a configuration, the columns of a preset and the documents.
//!
//! | part | says |
//! |---|---|
//! | [`About`] | what the author writes: the name, a line to lure people, the phases |
//! | [`settings`](crate::settings) | what can be set, declared once with default and bounds |
//! | [`ActionKind`] | what players can do |
//! | [`Vocabulary`] | that, and what the game's own types tell of what it says |
//! | [`Manifest`] | both, and what the driver's code tells by itself: players, features, content |

mod schema;
mod setting;
mod settings;
pub mod vocabulary;

use serde::Serialize;
use utoipa::ToSchema;

pub use self::{
    setting::{Group, Rule, Setting, SettingKind, Unit, choice, count, list, ms, points, switch},
    settings::{Choice, Settings},
    vocabulary::{ActionKind, EphemeralKind, EphemeralSchema, Field, FieldType, ForeignProtocolSchema, Vocabulary},
};
use crate::{content::ContentNeed, driver::GameDriver, session::snapshot::Feature};

/// What an author says of a game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// What it is called, in English; the browser app's catalogues may know it in other languages.
    pub name: &'static str,
    /// One line that makes people want to play it, in English.
    pub tagline: &'static str,
    /// Every phase a game can be in, in the order in which they first come.
    pub phases: &'static [PhaseKind],
}

/// A kind of phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct PhaseKind {
    /// The phase's name, in `snake_case`.
    #[schema(value_type = String)]
    pub name: &'static str,
    /// Whether it may end by a deadline; `false` when only people end it.
    pub timed: bool,
}

impl PhaseKind {
    /// A phase that a deadline ends, unless a setting takes it away.
    #[must_use]
    pub const fn timed(name: &'static str) -> Self {
        Self { name, timed: true }
    }

    /// A phase that never has a deadline.
    #[must_use]
    pub const fn untimed(name: &'static str) -> Self {
        Self { name, timed: false }
    }
}

/// A cartridge, described.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Manifest {
    /// Its key in the contract, such as `fib`.
    #[schema(value_type = String)]
    pub cartridge: &'static str,
    /// What it is called, in English.
    #[schema(value_type = String)]
    pub name: &'static str,
    /// One line that makes people want to play it, in English.
    #[schema(value_type = String)]
    pub tagline: &'static str,
    /// How many can play, as long as the configuration does not say otherwise.
    pub players: Players,
    /// Every phase a game can be in, in the order in which they first come.
    #[schema(value_type = Vec<PhaseKind>)]
    pub phases: &'static [PhaseKind],
    /// What its sessions can offer beyond playing.
    pub features: Vec<Feature>,
    /// What it needs from question packs.
    pub content: ContentKind,
    /// What a configuration may set, in the order of a form.
    pub settings: Vec<Setting>,
}

/// How many people can play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Players {
    /// Fewer cannot start.
    pub min: usize,
    /// More find no seat.
    pub max: usize,
}

/// What a cartridge needs from question packs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContentKind {
    /// Nothing: packs cannot be chosen for it.
    None,
    /// Questions.
    Questions,
}

impl Manifest {
    /// What `D` says of itself.
    #[must_use]
    pub fn of<D: GameDriver>() -> Self {
        let usual = D::Config::default();
        let (About { name, tagline, phases }, seats) = (D::ABOUT, D::seats(&usual));
        let offers = [(Feature::Audience, true), (Feature::Bots, D::BOTS), (Feature::LateJoin, D::LATE_JOIN)];
        Self {
            cartridge: D::KIND,
            name,
            tagline,
            players: Players { min: seats.min, max: seats.max },
            phases,
            features: offers.into_iter().filter_map(|(feature, offered)| offered.then_some(feature)).collect(),
            content: match D::content(&usual) {
                ContentNeed::None => ContentKind::None,
                ContentNeed::Questions { .. } => ContentKind::Questions,
            },
            settings: D::Config::declared(),
        }
    }

    /// The setting with this key.
    #[must_use]
    pub fn setting(&self, key: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.key == key)
    }
}
