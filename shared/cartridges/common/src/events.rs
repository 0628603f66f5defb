//! Events that most games have.

/// Events of which one can replace two.
pub trait MergeEvents {
    /// Merges `later` into `self`. Returns whether the events could be merged.
    fn merge(&mut self, later: &Self) -> bool;
}

/// Lets the kit create and merge the events that most games have. The arguments are the game's enum and those of its variants
/// that contain a type of the kit:
///
/// | variant | contains |
/// |---|---|
/// | `Progress` | [`Progress`](crate::answers::Progress) |
/// | `Reaction` | [`ReactionCounts`](crate::reactions::ReactionCounts) |
/// | `Scoreboard` | [`Scoreboard`](crate::scoreboard::Scoreboard) |
/// | `GameOver` | [`GameOver`](crate::scoreboard::GameOver) |
///
/// In a game with reactions, counts of reactions add up, and a later progress replaces an earlier one.
///
/// ```ignore
/// wpp_cartridge_kit::common_events!(Event: Progress, Reaction);
/// ```
#[macro_export]
macro_rules! common_events {
    (@ $event:ty, Progress) => {
        $crate::common_events!(@ $event, Progress, $crate::answers::Progress);
    };
    (@ $event:ty, Scoreboard) => {
        $crate::common_events!(@ $event, Scoreboard, $crate::scoreboard::Scoreboard);
    };
    (@ $event:ty, GameOver) => {
        $crate::common_events!(@ $event, GameOver, $crate::scoreboard::GameOver);
    };
    (@ $event:ty, Reaction) => {
        $crate::common_events!(@ $event, Reaction, $crate::reactions::ReactionCounts);

        impl $crate::events::MergeEvents for $event {
            fn merge(&mut self, later: &Self) -> bool {
                match (self, later) {
                    (Self::Reaction(sum), Self::Reaction(more)) => sum.add(more),
                    (Self::Progress(earlier), Self::Progress(later)) => later.clone_into(earlier),
                    _ => return false,
                }
                true
            }
        }
    };
    (@ $event:ty, $variant:ident, $data:ty) => {
        impl From<$data> for $event {
            fn from(data: $data) -> Self {
                Self::$variant(data)
            }
        }
    };
    ($event:ty: $($variant:ident),+) => {
        $($crate::common_events!(@ $event, $variant);)+
    };
}
