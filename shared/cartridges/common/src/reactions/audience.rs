//! Reactions of the audience. The session counts them, and the game receives their sums.

use std::num::NonZeroU32;

use wpp_game::driver::{Ballot, BallotKind, GameDriver, Phase, Tally};

use super::{EMOJI, REACTIONS_PER_QUESTION, Reactable, ReactionCounts, Spotlight, position};
use crate::{players::Players as _, rejections::CommonRejection};

/// Checks a reaction of the audience.
///
/// # Errors
/// [`CommonRejection`] in a phase without reactions, and for an unknown emoji.
pub fn ballot<D>(state: &D::State, emoji: &str) -> Result<Ballot, CommonRejection>
where
    D: GameDriver,
    D::State: Reactable,
{
    if !state.accepts_reactions() {
        return Err(CommonRejection::WrongPhase);
    }
    let known = EMOJI.iter().find(|known| **known == emoji).ok_or(CommonRejection::UnknownEmoji)?;
    Ok(Ballot {
        kind: BallotKind::Reaction,
        poll: poll::<D>(state),
        choice: (*known).to_owned(),
        most: NonZeroU32::new(REACTIONS_PER_QUESTION),
    })
}

/// Publishes the audience's new reactions. They count for those in the [spotlight](Reactable::spotlight), like those of
/// players.
pub fn tally<D>(state: &mut D::State, tally: &Tally<'_>) -> Vec<D::Event>
where
    D: GameDriver,
    D::State: Reactable,
    D::Event: From<ReactionCounts>,
{
    if tally.poll != poll::<D>(state) || tally.new.is_empty() {
        return Vec::new();
    }
    let question = state.question_number();
    for Spotlight { player, text } in state.spotlight() {
        let Some(record) = state.players_mut().get_mut(&player) else { continue };
        for (emoji, new) in &tally.new {
            if let Some(which) = position(emoji) {
                record.as_mut().receive(which, *new, &text, question);
            }
        }
    }
    vec![ReactionCounts { counts: tally.new.clone() }.into()]
}

/// Returns the name of the current question's poll.
fn poll<D: GameDriver>(state: &D::State) -> String {
    let Phase { round, question, .. } = D::phase(state);
    format!("{round}.{question}")
}
