//! What everybody may know, and what one player may know of themselves.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    event::{AwardView, OptionView, Ranked, Solution},
    state::{Stage, State},
};
use wpp_game::ids::PlayerId;

/// The public part of a game's snapshot. What the phase does not have yet is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct View {
    /// Rounds of the game.
    pub rounds: u32,
    /// Questions of a round.
    pub questions: u32,
    /// What this round's points are multiplied by.
    pub multiplier: u32,
    /// The question, or the sentence with its gap written as `____`.
    pub prompt: String,
    /// A word or two above it.
    pub category: String,
    /// The whole time for answering; `null` in other phases and when time does not press.
    pub time_limit_ms: Option<u64>,
    /// Whether the host's `play` ends the phase.
    pub waits_for_host: bool,
    /// Whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// The options, from `answer` on until the standing.
    pub options: Vec<OptionView>,
    /// The right one; during `solution`.
    pub solution: Option<Solution>,
    /// The standing; during `scoreboard` and `game_over`.
    pub ranking: Vec<Ranked>,
    /// Whether the standing is the last one.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// At the end.
    pub awards: Vec<AwardView>,
}

/// What a player alone may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct You {
    /// Who.
    pub player_id: PlayerId,
    /// The option they picked.
    pub answer: Option<String>,
    /// Right answers in a row, as far as they are known.
    pub streak: u32,
    /// Whether they play the current question: not so who sat down during it (they do from the next
    /// one on), and who has no seat.
    pub plays: bool,
}

impl View {
    pub(super) fn of(state: &State) -> Self {
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
    pub(super) fn of(state: &State, player: &PlayerId) -> Self {
        Self {
            player_id: player.clone(),
            answer: state.table().and_then(|table| table.answer_of(player)).map(|at| state.option_id(at)),
            streak: state.players.get(player).map_or(0, |record| record.streak),
            plays: state.plays(player),
        }
    }
}

/// The options on the table; none before there are any.
pub(super) fn options(state: &State) -> Vec<OptionView> {
    let options = state.table().map(|table| table.options.as_slice()).unwrap_or_default();
    let option = |(at, text): (usize, &String)| OptionView { option_id: state.option_id(at), text: text.clone() };
    options.iter().enumerate().map(option).collect()
}
