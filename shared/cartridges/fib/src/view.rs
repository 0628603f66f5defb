//! What everybody may know, and what one player may know of themselves.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    event::{AwardView, Delta, Kind, OptionView, Ranked, Revealed},
    lie::MAX_GRAPHEMES,
    reaction::{self, EMOJI},
    state::{Stage, State},
    suggest,
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
    /// The sentence, its gap written as `____`.
    pub prompt: String,
    /// A word or two above it.
    pub category: String,
    /// Graphemes a lie may have.
    pub max_length: usize,
    /// The reactions there are.
    pub emoji: Vec<String>,
    /// The whole time for writing or guessing; `null` in other phases and when time does not
    /// press.
    pub time_limit_ms: Option<u64>,
    /// Whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// The options, from `guess` on until the next question.
    pub options: Vec<OptionView>,
    /// Those of them that are revealed, in that order.
    pub revealed: Vec<Revealed>,
    /// How many of the last of them were revealed together; 0 before the first.
    pub together: usize,
    /// What the question brought; during `scores`.
    pub deltas: Vec<Delta>,
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
    /// Their lie for this question, in their own words.
    pub lie: Option<String>,
    /// The option it became, which they may not pick.
    pub lie_option_id: Option<String>,
    /// The option they picked.
    pub guess: Option<String>,
    /// What "lie for me" offered them for this question.
    pub suggestions: Vec<String>,
    /// Reactions they may still send during this question.
    pub reactions_left: u32,
    /// Whether they play the current question: not so who sat down during it (they do from the next
    /// one on), and who has no seat.
    pub plays: bool,
}

impl View {
    pub(super) fn of(state: &State) -> Self {
        let places = state.table().map(|table| table.revealed.as_slice()).unwrap_or_default();
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
            revealed: places.iter().filter_map(|at| revealed(state, *at)).collect(),
            together: state.table().map_or(0, |table| table.together),
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
    pub(super) fn of(state: &State, player: &PlayerId) -> Self {
        let mut you = Self {
            player_id: player.clone(),
            lie: None,
            lie_option_id: None,
            guess: None,
            suggestions: suggest::offered(state, player).map(|reply| reply.suggestions).unwrap_or_default(),
            reactions_left: reaction::left(state, player),
            plays: state.plays(player),
        };
        if let Stage::Lie { lies, .. } = &state.stage {
            you.lie = lies.iter().find(|lie| lie.player.as_ref() == Some(player)).map(|lie| lie.text.clone());
        }
        if let Some(table) = state.table() {
            let mut choices = table.choices.iter().enumerate();
            if let Some((at, choice, author)) =
                choices.find_map(|(at, choice)| Some((at, choice, choice.author(player)?)))
            {
                you.lie = Some(author.wrote.as_ref().unwrap_or(&choice.text).clone());
                you.lie_option_id = Some(state.option_id(at));
            }
            you.guess = table.guess_of(player).map(|at| state.option_id(at));
        }
        you
    }
}

/// The options on the table; none before there are any.
pub(super) fn options(state: &State) -> Vec<OptionView> {
    let choices = state.table().map(|table| table.choices.as_slice()).unwrap_or_default();
    let option = |(at, text): (usize, &String)| OptionView { option_id: state.option_id(at), text: text.clone() };
    choices.iter().map(|choice| &choice.text).enumerate().map(option).collect()
}

/// All about one option; `None` while it is not revealed.
pub(super) fn revealed(state: &State, at: usize) -> Option<Revealed> {
    let choice = state.table()?.choices.get(at)?;
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
