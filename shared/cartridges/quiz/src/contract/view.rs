//! The public and private views of a game.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_cartridge_kit::{
    answers::{Answers as _, OptionView},
    awards::AwardView,
};
use wpp_game::ids::PlayerId;

use super::phase_data::{Ranked, Solution};
use crate::state::{Stage, State};

/// The public part of a snapshot. Fields that do not apply to the phase are empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct View {
    /// Number of rounds.
    pub rounds: u32,
    /// Questions in each round.
    pub questions: u32,
    /// Multiplier of this round's points.
    pub multiplier: u32,
    /// The prompt. A gap is written as `____`.
    pub prompt: String,
    /// A word or two shown above the prompt.
    pub category: String,
    /// Length of answering in milliseconds; `null` in other phases and without a clock.
    pub time_limit_ms: Option<u64>,
    /// Whether the host's `play` ends the phase.
    pub waits_for_host: bool,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// The options, during `answer` and `solution`.
    pub options: Vec<OptionView>,
    /// The solution, during `solution`.
    pub solution: Option<Solution>,
    /// The ranking, during `scoreboard` and `game_over`.
    pub ranking: Vec<Ranked>,
    /// Whether the ranking is the final one.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// The awards, during `game_over`.
    pub awards: Vec<AwardView>,
}

/// What only one person may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct You {
    /// Id of the person.
    pub player_id: PlayerId,
    /// Id of the picked option.
    pub answer: Option<String>,
    /// Correct answers in a row, up to the last solution.
    pub streak: u32,
    /// Whether the person plays the current question. Spectators never do; latecomers play from the
    /// next question.
    pub plays: bool,
}

impl View {
    pub(crate) fn of(state: &State) -> Self {
        let mut view = Self {
            rounds: state.config.rounds,
            questions: state.config.questions_per_round,
            multiplier: state.multiplier(),
            prompt: state.current.prompt.clone(),
            category: state.current.category.clone(),
            time_limit_ms: None,
            waits_for_host: state.waits_for_host(),
            waiting: Vec::new(),
            options: options(state),
            solution: None,
            ranking: Vec::new(),
            is_final: false,
            awards: Vec::new(),
        };
        match &state.stage {
            Stage::Question => {}
            Stage::Answer { waiting, .. } => {
                view.time_limit_ms = state.config.answer_limit();
                waiting.clone_into(&mut view.waiting);
            }
            Stage::Solution { solution, .. } => view.solution = Some(solution.clone()),
            Stage::Scoreboard { ranking } => {
                ranking.clone_into(&mut view.ranking);
                view.is_final = state.deck.is_empty();
            }
            Stage::GameOver { ranking, awards } => {
                ranking.clone_into(&mut view.ranking);
                awards.clone_into(&mut view.awards);
                view.is_final = true;
            }
        }
        view
    }
}

impl You {
    pub(crate) fn of(state: &State, player: &PlayerId) -> Self {
        Self {
            player_id: player.clone(),
            answer: state.ballot().and_then(|ballot| ballot.answer_of(player)).map(|at| state.option_id(at)),
            streak: state.players.get(player).map_or(0, |record| record.streak),
            plays: state.plays(player),
        }
    }
}

/// Returns the options; empty outside `answer` and `solution`.
pub(crate) fn options(state: &State) -> Vec<OptionView> {
    let options = state.ballot().map(|ballot| ballot.options.as_slice()).unwrap_or_default();
    let option = |(at, text): (usize, &String)| OptionView { option_id: state.option_id(at), text: text.clone() };
    options.iter().enumerate().map(option).collect()
}
