//! Events that most games have.

/// Events of which one can replace two.
pub trait MergeEvents {
    /// Merges `later` into `self`. Returns whether the events could be merged.
    fn merge(&mut self, later: &Self) -> bool;
}

/// Lets the kit create and merge the events that most games have. The game's enum has a variant `Progress` with
/// [`Progress`](crate::answers::Progress), and a variant `Reaction` with
/// [`ReactionCounts`](crate::reactions::ReactionCounts).
///
/// Counts of reactions add up, and a later progress replaces an earlier one.
///
/// ```ignore
/// wpp_cartridge_kit::common_events!(Event);
/// ```
#[macro_export]
macro_rules! common_events {
    ($event:ty) => {
        impl From<$crate::answers::Progress> for $event {
            fn from(progress: $crate::answers::Progress) -> Self {
                Self::Progress(progress)
            }
        }

        impl From<$crate::reactions::ReactionCounts> for $event {
            fn from(counts: $crate::reactions::ReactionCounts) -> Self {
                Self::Reaction(counts)
            }
        }

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
}
