//! The stored state of a game. Every commit writes the whole state, so it contains nothing twice.

use std::collections::BTreeMap;

use wpp_cartridge_kit::{
    answers::Waiting,
    bluff::{Guessing, Revealing, Writing},
    highlight::Highlight,
    prelude::*,
    reactions::ReactionRecord,
    scoreboard::{GameOver, ShownRanking},
};
use wpp_game::driver::Review;

use crate::{config::Config, contract::BestDrawing};

/// A game of Sketch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub(super) config: Config,
    /// The prompts that nobody has seen, the next one last.
    pub(super) deck: Vec<String>,
    /// The round, from 1.
    pub(super) round: u32,
    /// The drawings of the round.
    pub(super) drawings: Vec<Drawing>,
    /// Index of the shown drawing.
    pub(super) current: usize,
    /// Everyone who has a seat, or had one when the last phase started.
    pub(super) players: BTreeMap<PlayerId, Record>,
    /// Reactions during the shown drawing of players who have no record yet.
    pub(super) latecomer_reactions: BTreeMap<PlayerId, u32>,
    /// The drawing that players liked most so far.
    pub(super) best: Option<BestDrawing>,
    pub(super) stage: Stage,
}

/// A drawing of the round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Drawing {
    pub artist: PlayerId,
    pub prompt: String,
    /// The strokes; empty before the drawing is submitted, and after a moderator hid it.
    pub strokes: Vec<String>,
    /// The moderator's decision about the drawing, until it is shown.
    #[serde(default, skip_serializing_if = "Review::is_open")]
    pub review: Review,
}

/// One player's record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    pub score: i64,
    /// Points of the current round.
    pub gain: i64,
    /// How often others picked the player's titles.
    pub fooled: u32,
    /// How often the player found the true title.
    pub truths: u32,
    /// How often others found the true title of the player's drawings.
    pub recognised: u32,
    /// Titles for the shown drawing that were rejected because they resemble the true one.
    pub near_truth: u32,
    /// The player's title that most others picked.
    pub title: Option<Highlight>,
    /// Reactions that the player sent, and those to the player's titles and drawings.
    pub reactions: ReactionRecord,
}

/// The current phase and its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Draw(Waiting),
    Title(Writing),
    Guess(Guessing),
    Reveal(Revealing),
    Scoreboard(ShownRanking),
    GameOver(GameOver),
}

wpp_cartridge_kit::players!(State, Record, bluff);
wpp_cartridge_kit::answer_phases!(State: Draw, Title, Guess);
wpp_cartridge_kit::bluff_phases!(State: Title, Guess, Reveal);
