//! The functions of a driver that follow from its settings, its table of phases and its state.

/// The items of an `impl GameDriver` that follow from the rest of a game with a [table of phases](crate::phases!). A trait
/// cannot provide them, because the driver's trait belongs to another crate.
///
/// The associated types are the game's types of the same names: `Config`, `State`, `Action`, `Event`, `View` and `You`, with
/// `RejectReason` as `Rejection`. The settings check the players and limit the seats, the table names the phase, the records of
/// the [players](mod@crate::players) have the scores, and [`PhasedGame`](crate::phases::PhasedGame) has the rules. The argument is
/// the module with the functions `view` and `you`.
///
/// ```ignore
/// impl GameDriver for Fib {
///     wpp_cartridge_kit::driver_items!(views);
/// }
/// ```
#[macro_export]
macro_rules! driver_items {
    ($views:ident) => {
        type Config = Config;
        type State = State;
        type Action = Action;
        type Event = Event;
        type View = View;
        type You = You;
        type Rejection = RejectReason;

        fn check(config: &Config) -> Result<(), ::wpp_game::driver::OutOfBounds> {
            $crate::settings::CommonSettings::check_players(config)
        }

        fn seats(config: &Config) -> ::wpp_game::driver::SeatLimits {
            $crate::settings::CommonSettings::seats(config)
        }

        fn apply(
            state: &State,
            input: ::wpp_game::driver::Input<Action>,
            ctx: &mut ::wpp_game::driver::StepContext<'_>,
        ) -> Result<::wpp_game::driver::Transition<Self>, RejectReason> {
            $crate::phases::apply(state, input, ctx)
        }

        fn parse(kind: &str, data: &::serde_json::value::RawValue) -> Result<Action, ::wpp_game::driver::ActionError> {
            $crate::parsing::parse(Self::ACTIONS, kind, data)
        }

        fn secrets(state: &State) -> Vec<::wpp_game::driver::Secret> {
            <Self as $crate::phases::PhasedGame>::secrets(state)
        }

        fn phase(state: &State) -> ::wpp_game::driver::Phase {
            $crate::phases::current::<Self>(state)
        }

        fn standing(state: &State, player: &::wpp_game::ids::PlayerId) -> ::wpp_game::driver::Standing {
            $crate::players::standing(state, player)
        }

        fn view(state: &State) -> View {
            $views::view(state)
        }

        fn you(state: &State, player: &::wpp_game::ids::PlayerId) -> You {
            $views::you(state, player)
        }
    };
}
