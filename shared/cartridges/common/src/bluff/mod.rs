//! Questions whose options are lies of players, decoys and the truth.
//!
//! Players write lies, the game adds decoys and the truth, everybody picks an option, and the game reveals the options
//! one by one.

mod ballot;
mod event_data;
mod options;
mod play;
mod stages;
mod suggestions;

pub use self::{
    ballot::{Author, Ballot, Choice, Guess, GuessError, Lie, Outcome, PickPoints},
    event_data::{Awarded, GuessStarted, Kind, Reason, RevealStep, Revealed},
    options::{
        FEWEST_OPTIONS, MAX_FILLED_OPTIONS, NEAR_TRUTH_REJECTIONS, build_options, build_options_from_deck, is_too_close,
    },
    play::{BluffRecord, Bluffs, CountsNearTruths},
    stages::{BluffPhases, Guessing, OwnPart, Revealing, Writing},
    suggestions::Suggestions,
};
