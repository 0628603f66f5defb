//! Questions whose options are lies of players, decoys and the truth.
//!
//! Players write lies, the game adds decoys and the truth, everybody picks an option, and the game reveals the options
//! one by one.

mod ballot;
mod options;
mod reveal;
mod reveal_data;
mod suggestions;

pub use self::{
    ballot::{Author, Ballot, Choice, Guess, GuessError, Lie, Outcome, PickPoints},
    options::{FEWEST_OPTIONS, MAX_FILLED_OPTIONS, NEAR_TRUTH_REJECTIONS, build_options, is_too_close},
    reveal::{RevealRecord, Reveals},
    reveal_data::{Awarded, Kind, Reason, RevealStep, Revealed},
    suggestions::Suggestions,
};

/// Returns whether a field has its default value, and is not stored.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
