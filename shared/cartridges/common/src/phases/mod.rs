//! Phases as a table.
//!
//! A game declares a [`Phase`] for each of its phases, and all of them together are its table. A row has a name, a length,
//! what ends the phase, and the function that enters the next one. [`PhasedGame::row`] returns the row of the current
//! phase. The kit does the rest: it sets deadlines, waits for answers, reports progress, and changes the phase.
//!
//! ```ignore
//! const LIE: Phase<Fib> = Phase::answered("lie", |state| state.config.limit(state.config.lie_ms), guess::enter);
//! ```
//!
//! A function that enters a phase stores the phase's data, calls [`Step::begin`] and publishes an event.

mod driver_items;

use wpp_game::{
    driver::{self, ExtraTime, GameDriver, Input, Seat, StepContext, Transition},
    ids::PlayerId,
    manifest::PhaseKind,
    time::{Countdown, Timestamp},
};

use crate::{
    Step,
    answers::{self, Answers, OptionIds, Progress, is_missing},
    rejections::CommonRejection,
    settings::{CommonSettings, FromSettings},
};

/// A row of a game's table of phases.
pub struct Phase<D: GameDriver> {
    name: &'static str,
    end: End<D::State>,
    next: Enter<D>,
}

/// A function that enters a phase.
pub type Enter<D> = fn(&mut Step<'_, '_, D>);

/// A function that returns the length of a phase in milliseconds; `None` for a phase without a deadline.
pub type Length<S> = fn(&S) -> Option<u64>;

/// What ends a phase.
enum End<S> {
    /// The deadline.
    Deadline(Length<S>),
    /// The last answer, or the deadline before it.
    Answers(Length<S>),
    /// Nothing: the game is over.
    Never,
}

impl<D: GameDriver> Phase<D> {
    /// Declares a phase that shows something until its deadline.
    #[must_use]
    pub const fn shown(name: &'static str, length: Length<D::State>, next: Enter<D>) -> Self {
        Self { name, end: End::Deadline(length), next }
    }

    /// Declares a phase in which people answer. It ends at its deadline, or when nobody remains whom it waits for.
    /// [`Answers`] decides who must answer.
    #[must_use]
    pub const fn answered(name: &'static str, length: Length<D::State>, next: Enter<D>) -> Self {
        Self { name, end: End::Answers(length), next }
    }

    /// Declares the phase with which the game ends.
    #[must_use]
    pub const fn last(name: &'static str) -> Self {
        Self { name, end: End::Never, next: |step| step.end_game() }
    }

    /// Returns the name in the contract.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the milliseconds from the start of the phase to its deadline.
    #[must_use]
    pub fn length(&self, state: &D::State) -> Option<u64> {
        match self.end {
            End::Deadline(length) | End::Answers(length) => length(state),
            End::Never => None,
        }
    }

    /// Returns the milliseconds in which people must answer; `None` when they need not, or have no clock.
    #[must_use]
    pub fn time_limit_ms(&self, state: &D::State) -> Option<u64> {
        self.waits_for_answers().then(|| self.length(state)).flatten()
    }

    const fn waits_for_answers(&self) -> bool {
        matches!(self.end, End::Answers(_))
    }

    const fn kind(&self) -> PhaseKind {
        match self.end {
            End::Deadline(_) | End::Answers(_) => PhaseKind::timed(self.name),
            End::Never => PhaseKind::untimed(self.name),
        }
    }
}

/// Returns the phases of a table, for the manifest.
#[must_use]
pub const fn kinds<D: GameDriver, const N: usize>(table: &[Phase<D>; N]) -> [PhaseKind; N] {
    let mut kinds = [PhaseKind::untimed(""); N];
    let mut at = 0;
    while at < N {
        kinds[at] = table[at].kind();
        at += 1;
    }
    kinds
}

/// A game with a table of phases.
pub trait PhasedGame:
    GameDriver<State: Answers, Event: From<Progress>, Rejection: From<CommonRejection>> + Sized
{
    /// Returns the row of the current phase.
    fn row(state: &Self::State) -> &'static Phase<Self>;

    /// Removes from the state whatever people who left must not influence. The kit calls this function before each change of
    /// the phase.
    fn follow_roster(state: &mut Self::State, seats: &[Seat]);

    /// Adapts the state when people join, leave, connect or stay away. By default, [`follow_roster`](Self::follow_roster).
    fn roster_changed(state: &mut Self::State, seats: &[Seat]) {
        Self::follow_roster(state, seats);
    }

    /// Checks that a player may answer in the current phase. By default, everybody who
    /// [plays](Answers::plays) and has not answered may.
    ///
    /// # Errors
    /// The reason for which the game rejects the answer.
    fn check_answer(state: &Self::State, player: &PlayerId) -> Result<(), Self::Rejection> {
        Ok(answers::check(state, player)?)
    }

    /// Records the start of a phase. By default, nothing.
    fn phase_started(_state: &mut Self::State, _now: Timestamp) {}
}

/// What a phase that has just started announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// Length of the phase in milliseconds; `None` when the phase has no clock.
    pub time_limit_ms: Option<u64>,
    /// Players whom the phase waits for; empty when it waits for nobody.
    pub waiting: Vec<PlayerId>,
    /// Remaining time of the phase.
    pub countdown: Countdown,
}

/// Returns the current phase, for the snapshot.
pub fn current<D: PhasedGame>(state: &D::State) -> driver::Phase {
    let OptionIds { round, question } = state.option_ids();
    driver::Phase { name: D::row(state).name, round, question }
}

/// Starts a game in the phase that `enter` enters.
pub fn start<D: PhasedGame>(state: D::State, ctx: &mut StepContext<'_>, enter: Enter<D>) -> Transition<D> {
    let mut step = Step::new(state, ctx);
    enter(&mut step);
    step.finish()
}

/// Applies an input: `act` accepts an action of a player, and the table decides about everything else.
///
/// # Errors
/// The rejection that `act` returns.
pub fn apply<D: PhasedGame>(
    state: &D::State,
    input: Input<D::Action>,
    ctx: &mut StepContext<'_>,
    act: impl FnOnce(&mut Step<'_, '_, D>, PlayerId, D::Action) -> Result<(), D::Rejection>,
) -> Result<Transition<D>, D::Rejection> {
    let mut step = Step::new(state.clone(), ctx);
    match input {
        Input::Deadline => step.advance(),
        Input::Roster => step.roster_changed(),
        Input::Action { player, action } => act(&mut step, player, action)?,
    }
    Ok(step.finish())
}

/// Players can take extra time in every phase in which people answer.
impl<D: PhasedGame<Config: CommonSettings>> ExtraTime<D> for FromSettings {
    fn most_percent(&self, config: &D::Config) -> u32 {
        config.extra_time_percent()
    }

    fn answer_ms(&self, state: &D::State) -> Option<u64> {
        D::row(state).time_limit_ms(state)
    }

    fn awaits(&self, state: &D::State, player: &PlayerId) -> bool {
        D::row(state).waits_for_answers() && is_missing(state, player)
    }
}

impl<D: PhasedGame> Step<'_, '_, D> {
    /// Starts the phase whose data the state has: sets the deadline, and stores the players whom the phase waits for.
    pub fn begin(&mut self) -> Started {
        let phase = D::row(&self.state);
        let time_limit_ms = phase.length(&self.state);
        let countdown = self.set_timer(time_limit_ms);
        D::phase_started(&mut self.state, self.ctx.now);
        if matches!(phase.end, End::Never) {
            self.end_game();
        }
        let waiting = if phase.waits_for_answers() { self.start_waiting() } else { Vec::new() };
        Started { time_limit_ms, waiting, countdown }
    }

    /// Counts an accepted answer, and ends the phase if the answer was the last one.
    pub fn answer_received(&mut self) {
        if self.report_progress(true) {
            self.advance();
        }
    }

    /// Enters the next phase. Skips phases in which nobody must answer: only latecomers remain, who do not play yet.
    fn advance(&mut self) {
        loop {
            D::follow_roster(&mut self.state, self.ctx.seats);
            (D::row(&self.state).next)(self);
            if !D::row(&self.state).waits_for_answers() || !self.has_nobody_to_wait_for() {
                return;
            }
        }
    }

    /// Handles a change of the players: ends the phase if nobody remains whose answer is missing.
    fn roster_changed(&mut self) {
        D::roster_changed(&mut self.state, self.ctx.seats);
        if self.report_progress(false) {
            self.advance();
        }
    }
}
