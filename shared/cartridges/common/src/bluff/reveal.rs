//! Reveals options step by step.

use wpp_game::ids::PlayerId;

use super::{Ballot, Kind, Outcome, RevealStep, Revealed};
use crate::{Step, highlight::Highlight, phases::PhasedGame, ranking::Scored};

/// A state that reveals the options of a ballot.
pub trait Reveals {
    /// Returns the ballot, and the indices of hidden options, grouped by step, the next step last. `None` in other phases.
    fn reveal_mut(&mut self) -> Option<(&mut Ballot, &mut Vec<Vec<usize>>)>;

    /// Returns a player's record; `None` for people who left.
    fn record_mut(&mut self, player: &PlayerId) -> Option<&mut dyn RevealRecord>;

    /// Returns who wrote and picked the option at `at`, and the points for both.
    fn outcome(&self, at: usize) -> Option<Outcome>;

    /// Returns the option at `at` for everybody; `None` before its reveal.
    fn revealed(&self, at: usize) -> Option<Revealed>;

    /// Keeps more of an option than the players' records do. By default, nothing.
    fn record_outcome(&mut self, _kind: Kind, _outcome: &Outcome) {}
}

/// A player's record in a game with lies.
pub trait RevealRecord: Scored {
    /// Counts a pick of the player. `option` has the text and the number of players who picked it.
    fn picked(&mut self, kind: Kind, option: &Highlight);

    /// Counts an option that the player wrote. `option` has the text and the number of players who picked it.
    fn wrote(&mut self, kind: Kind, option: &Highlight);
}

impl<D: PhasedGame<State: Reveals>> Step<'_, '_, D> {
    /// Reveals the options of the next step, and gives the points for them. `event` creates the event of an option.
    pub fn reveal_next(&mut self, event: fn(RevealStep) -> D::Event) {
        let countdown = self.begin().countdown;
        let options = self.state.reveal_mut().and_then(|(_, to_come)| to_come.pop()).unwrap_or_default();
        for (before, at) in options.into_iter().enumerate() {
            let Some(outcome) = self.state.outcome(at) else { return };
            credit(&mut self.state, at, &outcome);
            let Some((ballot, _)) = self.state.reveal_mut() else { return };
            ballot.publish(at, outcome, before + 1);
            let (step, steps, together) = (ballot.revealed.len(), ballot.choices.len(), ballot.together);
            let Some(revealed) = self.state.revealed(at) else { return };
            self.emit(event(RevealStep { revealed, step, steps, together, countdown }));
        }
    }
}

/// Adds the points of an option to the scores, and updates the records for the awards.
fn credit(state: &mut impl Reveals, at: usize, outcome: &Outcome) {
    let choice = state.reveal_mut().and_then(|(ballot, _)| ballot.choices.get(at));
    let Some((text, kind)) = choice.map(|choice| (choice.text.clone(), choice.kind)) else { return };
    for awarded in &outcome.awarded {
        if let Some(record) = state.record_mut(&awarded.player_id) {
            record.earn(awarded.points);
        }
    }
    let count = u32::try_from(outcome.pickers.len()).unwrap_or(u32::MAX);
    let option = Highlight { text, count, question: None };
    for picker in &outcome.pickers {
        if let Some(record) = state.record_mut(picker) {
            record.picked(kind, &option);
        }
    }
    for author in &outcome.authors {
        if let Some(record) = state.record_mut(author) {
            record.wrote(kind, &option);
        }
    }
    state.record_outcome(kind, outcome);
}
