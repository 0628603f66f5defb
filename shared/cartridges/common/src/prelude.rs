//! The names that most modules of a game use: `use wpp_cartridge_kit::prelude::*`.

pub use rand_chacha::ChaCha8Rng;
pub use serde::{Deserialize, Serialize};
pub use serde_json::value::RawValue;
pub use utoipa::ToSchema;
pub use wpp_game::{
    content::{Content, ContentNeed, MediaView, Question, QuestionKind},
    contract::ErrorCode,
    driver::{
        ActionError, Bots, Capabilities, FreeText, GameDriver, Input, Move, NotEnoughContent, Rejection, Seat, Secret,
        StepContext, TextVisitor, Transition, WrittenTexts,
    },
    ids::PlayerId,
    manifest::{About, ActionKind, Field, FieldType},
    session::snapshot::Snapshot,
    time::{Countdown, Timestamp},
};

pub use crate::{
    answers::{AnswerPhases, Answers, OptionIds, OptionView, Progress},
    awards::AwardView,
    is_default,
    phases::{Phase, PhaseTable, PhasedGame, Started},
    players::Players,
    ranking::Scored,
    rejections::CommonRejection,
    scoreboard::Rounds,
    settings::{CommonSettings, FromSettings},
};
