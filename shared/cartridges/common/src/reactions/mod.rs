//! Emoji that people send, and the awards that they bring.
//!
//! A reaction counts for its sender. While the game shows what some players did, it also counts for those players:
//! the [spotlight](Reactable::spotlight). Both counts determine [awards](give_awards).

mod audience;
mod awards;
mod capabilities;
mod counts;
mod record;
mod send;

use wpp_game::manifest::{ActionKind, Field, FieldType};

pub use self::{
    audience::{ballot, tally},
    awards::{ReceivedNames, give_awards},
    capabilities::{MayReact, Reactions},
    counts::ReactionCounts,
    record::ReactionRecord,
    send::{CountsReactions, Reactable, Spotlight, reactions_left},
};

/// The available reactions.
pub const EMOJI: [&str; 6] = ["😂", "🤯", "👏", "🔥", "🙈", "🥶"];

/// Maximum number of reactions that one person may send during one question.
pub const REACTIONS_PER_QUESTION: u32 = 30;

/// The type of the action.
pub const REACT: &str = "reaction.send";

/// The description of the action.
pub const ACTION: ActionKind =
    ActionKind { kind: REACT, description: "Send an emoji.", fields: &[Field::new("emoji", FieldType::Text)] };

/// Returns the available reactions, for a view.
#[must_use]
pub fn emoji() -> Vec<String> {
    EMOJI.map(str::to_owned).to_vec()
}

/// Returns the index of an available reaction.
fn position(emoji: &str) -> Option<usize> {
    EMOJI.iter().position(|known| *known == emoji)
}
