//! The table of a game's phases.

use wpp_game::{driver::GameDriver, manifest::PhaseKind};

use super::Phase;

/// The table of a game's phases. [`phases!`](crate::phases!) implements the trait.
pub trait PhaseTable: GameDriver + Sized {
    /// The data of the current phase.
    type Stage;

    /// The phases, in the order in which they first occur, for the manifest.
    const PHASES: &'static [PhaseKind];

    /// Returns the row of the current phase.
    fn row(state: &Self::State) -> &'static Phase<Self>;

    /// Returns the data of the current phase.
    fn stage_mut(state: &mut Self::State) -> &mut Self::Stage;
}

/// Declares the table of a game's phases: for each variant of the enum `Stage`, in the order in which they first occur, its row.
/// The game's `State` has the current variant in its field `stage`.
///
/// ```ignore
/// wpp_cartridge_kit::phases! { Fib:
///     Lie => Phase::answered("lie", |state| state.config.limit(state.config.lie_ms), guess::enter);
///     GameOver => Phase::last("game_over");
/// }
/// ```
#[macro_export]
macro_rules! phases {
    ($game:ty: $($variant:ident => $row:expr;)+) => {
        impl $crate::phases::PhaseTable for $game {
            type Stage = Stage;

            const PHASES: &'static [::wpp_game::manifest::PhaseKind] = &[$({
                type Phase = $crate::phases::Phase<$game>;
                const ROW: Phase = $row;
                ROW.kind()
            }),+];

            fn row(state: &State) -> &'static $crate::phases::Phase<Self> {
                match state.stage {
                    $(Stage::$variant { .. } => {
                        // The type of the closures in a row follows from the game.
                        type Phase = $crate::phases::Phase<$game>;
                        const ROW: Phase = $row;
                        &ROW
                    })+
                }
            }

            fn stage_mut(state: &mut State) -> &mut Stage {
                &mut state.stage
            }
        }
    };
}
