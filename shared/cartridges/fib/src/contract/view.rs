//! The public and private views of a game.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_cartridge_kit::{
    answers::{Answers as _, OptionView},
    awards::AwardView,
};
use wpp_game::ids::PlayerId;

use super::{
    phase_data::{Delta, Ranked},
    reveal_data::{Kind, Revealed},
};
use crate::{
    phases::{lie::MAX_GRAPHEMES, suggest},
    reaction::{self, EMOJI},
    state::{Stage, State},
};

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
    /// Maximum length of a lie in graphemes.
    pub max_length: usize,
    /// The emoji that people can send.
    pub emoji: Vec<String>,
    /// Length of writing or guessing in milliseconds; `null` in other phases and without a clock.
    pub time_limit_ms: Option<u64>,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// The options, from `guess` until the next question.
    pub options: Vec<OptionView>,
    /// Revealed options, in the order of their reveal.
    pub revealed: Vec<Revealed>,
    /// Number of options that the last step revealed; 0 before the first step.
    pub together: usize,
    /// Points of the question, during `scores`.
    pub deltas: Vec<Delta>,
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
    /// The player's lie for this question, as typed.
    pub lie: Option<String>,
    /// Id of the option that contains the lie; the player cannot pick it.
    pub lie_option_id: Option<String>,
    /// Id of the picked option.
    pub guess: Option<String>,
    /// Suggestions of "lie for me" for this question.
    pub suggestions: Vec<String>,
    /// Reactions that the person may still send during this question.
    pub reactions_left: u32,
    /// Whether the person plays the current question. Spectators never do; latecomers play from the
    /// next question.
    pub plays: bool,
}

impl View {
    pub(crate) fn of(state: &State) -> Self {
        let revealed_choices = state.ballot().map(|ballot| ballot.revealed.as_slice()).unwrap_or_default();
        let mut view = Self {
            rounds: state.config.rounds,
            questions: state.config.questions_per_round,
            multiplier: state.multiplier(),
            prompt: state.current.prompt.clone(),
            category: state.current.category.clone(),
            max_length: MAX_GRAPHEMES,
            emoji: EMOJI.map(str::to_owned).to_vec(),
            time_limit_ms: None,
            waiting: Vec::new(),
            options: options(state),
            revealed: revealed_choices.iter().filter_map(|at| revealed(state, *at)).collect(),
            together: state.ballot().map_or(0, |ballot| ballot.together),
            deltas: Vec::new(),
            ranking: Vec::new(),
            is_final: false,
            awards: Vec::new(),
        };
        match &state.stage {
            Stage::Question | Stage::Reveal { .. } => {}
            Stage::Lie { waiting, .. } => {
                view.time_limit_ms = state.config.lie_limit();
                waiting.clone_into(&mut view.waiting);
            }
            Stage::Guess { waiting, .. } => {
                view.time_limit_ms = state.config.guess_limit();
                waiting.clone_into(&mut view.waiting);
            }
            Stage::Scores { deltas, .. } => deltas.clone_into(&mut view.deltas),
            Stage::Scoreboard { ranking, .. } => {
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
        let mut you = Self {
            player_id: player.clone(),
            lie: None,
            lie_option_id: None,
            guess: None,
            suggestions: suggest::suggestions_for(state, player).map(|reply| reply.suggestions).unwrap_or_default(),
            reactions_left: reaction::left(state, player),
            plays: state.plays(player),
        };
        if let Stage::Lie { lies, .. } = &state.stage {
            you.lie = lies.iter().find(|lie| lie.player.as_ref() == Some(player)).map(|lie| lie.text.clone());
        }
        if let Some(ballot) = state.ballot() {
            let mut choices = ballot.choices.iter().enumerate();
            if let Some((at, choice, author)) =
                choices.find_map(|(at, choice)| Some((at, choice, choice.author(player)?)))
            {
                you.lie = Some(author.own_text.as_ref().unwrap_or(&choice.text).clone());
                you.lie_option_id = Some(state.option_id(at));
            }
            you.guess = ballot.guess_of(player).map(|at| state.option_id(at));
        }
        you
    }
}

/// Returns the options; empty before `guess`.
pub(crate) fn options(state: &State) -> Vec<OptionView> {
    let choices = state.ballot().map(|ballot| ballot.choices.as_slice()).unwrap_or_default();
    let option = |(at, text): (usize, &String)| OptionView { option_id: state.option_id(at), text: text.clone() };
    choices.iter().map(|choice| &choice.text).enumerate().map(option).collect()
}

/// Returns a revealed option; `None` before its reveal.
pub(crate) fn revealed(state: &State, at: usize) -> Option<Revealed> {
    let choice = state.ballot()?.choices.get(at)?;
    let outcome = choice.outcome.as_ref()?;
    let is_truth = choice.kind == Kind::Truth;
    Some(Revealed {
        option_id: state.option_id(at),
        text: choice.text.clone(),
        kind: choice.kind,
        authors: outcome.authors.clone(),
        pickers: outcome.pickers.clone(),
        awarded: outcome.awarded.clone(),
        explanation: state.current.explanation.clone().filter(|_| is_truth),
        source: state.current.source.clone().filter(|_| is_truth),
    })
}
