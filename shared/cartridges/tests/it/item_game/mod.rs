//! A game of word lists, pairs and pictures: everybody names a word of the list, the other text of the pair, or the title
//! of the picture, which the game shows with the phase.
//!
//! The number of rounds is the number of people at the start, so that the game draws more content for more people.

mod rules;

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use serde_json::{json, value::RawValue};
use utoipa::ToSchema;
use wpp_cartridge_kit::Step;
use wpp_game::{
    content::{Content, ContentNeed, Media, MediaView, Question, QuestionKind},
    contract::ErrorCode,
    driver::{
        ActionError, Capabilities, GameDriver, Input, NotEnoughContent, Phase, Rejection, SeatLimits, Secret, Standing,
        StepContext, Transition,
    },
    ids::PlayerId,
    manifest::{About, ActionKind, Field, FieldType, PhaseKind, ms, picture, sound},
    text::Key,
    time::Countdown,
};

use crate::playable::Playable;

wpp_game::settings! {
    /// The settings of the game.
    pub struct Config {
        /// Time to name a word.
        name_ms: u64 = 2_000, ms(100..=600_000);
        /// A picture behind the items.
        background: Option<Media> = None, picture();
        /// A sound at the end.
        fanfare: Option<Media> = None, sound();
    }
}

/// The driver of the game.
pub struct ItemGame;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct State {
    config: Config,
    /// The items to come, the next one last.
    deck: Vec<Question>,
    item: Question,
    round: u32,
    /// The people who have named a word, and whether it belongs to the item.
    named: BTreeMap<PlayerId, bool>,
    scores: BTreeMap<PlayerId, i64>,
    is_over: bool,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    #[serde(rename = "phase.name_started")]
    NameStarted {
        kind: QuestionKind,
        prompt: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        media: Option<MediaView>,
        #[serde(flatten)]
        countdown: Countdown,
    },
    #[serde(rename = "progress")]
    Progress { answered: Vec<PlayerId> },
    #[serde(rename = "item.shown")]
    ItemShown { texts: Vec<String> },
    #[serde(rename = "phase.game_over")]
    GameOver {},
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct View {
    prompt: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    media: Option<MediaView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    background: Option<MediaView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fanfare: Option<MediaView>,
    answered: Vec<PlayerId>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct You {
    named: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum RejectReason {
    #[error("the game is over")]
    WrongPhase,
    #[error("you have named a word")]
    AlreadySubmitted,
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::WrongPhase => ErrorCode::WrongPhase,
            Self::AlreadySubmitted => ErrorCode::AlreadySubmitted,
        }
    }
}

impl Playable for ItemGame {
    fn config(pick: u32) -> serde_json::Value {
        let name_ms = [300, 2_000, 100][pick as usize % 3];
        let media = |ending: &str, alt: &str| json!({ "file": format!("{pick:064x}.{ending}"), "alt": alt });
        let background = (pick % 2 == 1).then(|| media("jpg", " Hills  at night "));
        let fanfare = (pick % 5 == 1).then(|| media("mp3", ""));
        json!({ "name_ms": name_ms, "background": background, "fanfare": fanfare })
    }
}
