//! Participants other than the first players: bots, latecomers and the audience.

mod audience;
mod bots;
mod crowd;
mod latecomers;
