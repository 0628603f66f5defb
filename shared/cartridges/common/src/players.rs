//! The records that a game keeps of its players.

use std::collections::{BTreeMap, BTreeSet};

use rand::seq::SliceRandom;
use wpp_game::{
    driver::{GameDriver, Seat, Standing},
    ids::PlayerId,
};

use crate::{Step, answers::Answers, ranking::Scored};

/// Records, by player.
pub type Records<R> = BTreeMap<PlayerId, R>;

/// A state with a record of each player. [`players!`](crate::players!) implements the trait.
pub trait Players {
    /// One player's record.
    type Record: Scored + Default;

    /// Returns the records.
    fn players(&self) -> &Records<Self::Record>;

    /// Returns the records.
    fn players_mut(&mut self) -> &mut Records<Self::Record>;

    /// Forgets the players who left. Returns everybody who has a seat.
    fn forget_absent<'s>(&mut self, seats: &'s [Seat]) -> BTreeSet<&'s PlayerId> {
        let seated: BTreeSet<&PlayerId> = seats.iter().map(|seat| &seat.player_id).collect();
        self.players_mut().retain(|player, _| seated.contains(player));
        seated
    }

    /// Creates records for newcomers.
    fn add_newcomers(&mut self, seats: &[Seat]) {
        for seat in seats {
            self.players_mut().entry(seat.player_id.clone()).or_default();
        }
    }

    /// Forgets the players who left, and creates records for newcomers. Returns everybody who has a seat.
    fn follow_seats<'s>(&mut self, seats: &'s [Seat]) -> BTreeSet<&'s PlayerId> {
        self.add_newcomers(seats);
        self.forget_absent(seats)
    }

    /// Starts to count the points until the next scoreboard, for everybody who has a seat.
    fn start_scoring(&mut self, seats: &[Seat]) {
        self.add_newcomers(seats);
        self.players_mut().values_mut().for_each(Scored::start_scoring);
    }
}

impl<D: GameDriver> Step<'_, '_, D> {
    /// Returns everybody who has a seat, in random order.
    pub fn shuffled_players(&mut self) -> Vec<PlayerId> {
        let mut players: Vec<PlayerId> = self.ctx.seats.iter().map(|seat| seat.player_id.clone()).collect();
        players.shuffle(self.ctx.rng);
        players
    }
}

/// Returns a player's score, and whether the current phase has the player's answer.
pub fn standing(state: &(impl Players + Answers), player: &PlayerId) -> Standing {
    let score = state.players().get(player).map_or(0, Scored::score);
    Standing { score, answered: state.has_answered(player) }
}

/// Lets the kit read the settings in a state's field `config`, the records in its field `players`, and their fields `score` and
/// `gain`.
///
/// With the word `reactions`, the record has a field `reactions` with a
/// [`ReactionRecord`](crate::reactions::ReactionRecord), and the state has a field `latecomer_reactions` with the number of
/// reactions of players without a record. With the word `bluff`, the record also has a field `near_truth` with the number of the
/// player's lies for the current question that were rejected because they resemble the truth.
///
/// ```ignore
/// wpp_cartridge_kit::players!(State, Record, reactions);
/// ```
#[macro_export]
macro_rules! players {
    ($state:ty, $record:ty) => {
        impl $crate::settings::HasSettings for $state {
            fn settings(&self) -> &impl $crate::settings::CommonSettings {
                &self.config
            }
        }

        impl $crate::players::Players for $state {
            type Record = $record;

            fn players(&self) -> &$crate::players::Records<$record> {
                &self.players
            }

            fn players_mut(&mut self) -> &mut $crate::players::Records<$record> {
                &mut self.players
            }
        }

        impl $crate::ranking::Scored for $record {
            fn score(&self) -> i64 {
                self.score
            }

            fn gain(&self) -> i64 {
                self.gain
            }

            fn points_mut(&mut self) -> [&mut i64; 2] {
                [&mut self.score, &mut self.gain]
            }
        }
    };
    ($state:ty, $record:ty, bluff) => {
        $crate::players!($state, $record, reactions);

        impl $crate::bluff::CountsNearTruths for $record {
            fn near_truths_mut(&mut self) -> &mut u32 {
                &mut self.near_truth
            }
        }
    };
    ($state:ty, $record:ty, reactions) => {
        $crate::players!($state, $record);

        impl $crate::reactions::CountsReactions for $state {
            fn latecomer_reactions(&self) -> &$crate::players::Records<u32> {
                &self.latecomer_reactions
            }

            fn latecomer_reactions_mut(&mut self) -> &mut $crate::players::Records<u32> {
                &mut self.latecomer_reactions
            }
        }

        impl AsRef<$crate::reactions::ReactionRecord> for $record {
            fn as_ref(&self) -> &$crate::reactions::ReactionRecord {
                &self.reactions
            }
        }

        impl AsMut<$crate::reactions::ReactionRecord> for $record {
            fn as_mut(&mut self) -> &mut $crate::reactions::ReactionRecord {
                &mut self.reactions
            }
        }
    };
}
