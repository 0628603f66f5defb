//! Phases as a table.
//!
//! A game declares a [`Phase`] for each variant of its enum `Stage`, and all of them together are its [table](crate::phases!).
//! A row has a name, a length, what ends the phase, and the function that enters the next one. The kit does the rest: it sets
//! deadlines, waits for answers, reports progress, and changes the phase.
//!
//! A function that enters a phase calls [`Step::enter`] with the phase's data and a function that builds its event.

mod driver_items;
mod table;

use wpp_game::{
    driver::{self, ExtraTime, GameDriver, Input, Seat, Secret, StepContext, Transition},
    ids::PlayerId,
    manifest::PhaseKind,
    time::{Countdown, Timestamp},
};

pub use self::table::PhaseTable;
use crate::{
    Step,
    answers::{Answers, OptionIds, Progress, is_missing},
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

/// The end of a phase.
enum End<S> {
    /// The deadline, after so many milliseconds.
    Time(fn(&S) -> u32),
    /// The deadline, if the phase has one.
    Deadline(Length<S>),
    /// The last answer, or the deadline before it.
    Answers(Length<S>),
    /// Nothing: the game is over.
    Never,
}

impl<D: GameDriver> Phase<D> {
    /// Declares a phase that shows something for `ms` milliseconds.
    #[must_use]
    pub const fn shown(name: &'static str, ms: fn(&D::State) -> u32, next: Enter<D>) -> Self {
        Self { name, end: End::Time(ms), next }
    }

    /// Declares a phase that shows something until its deadline, if it has one.
    #[must_use]
    pub const fn shown_until(name: &'static str, length: Length<D::State>, next: Enter<D>) -> Self {
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
            End::Time(ms) => Some(ms(state).into()),
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

    /// Returns the description of the phase, for the manifest.
    #[must_use]
    pub const fn kind(&self) -> PhaseKind {
        match self.end {
            End::Time(_) | End::Deadline(_) | End::Answers(_) => PhaseKind::timed(self.name),
            End::Never => PhaseKind::untimed(self.name),
        }
    }
}

/// The rules of a game with a table of phases.
pub trait PhasedGame:
    PhaseTable + GameDriver<State: Answers, Event: From<Progress>, Rejection: From<CommonRejection>>
{
    /// Accepts an action of a player.
    ///
    /// # Errors
    /// The reason for which the game rejects the action.
    fn act(step: &mut Step<'_, '_, Self>, player: PlayerId, action: Self::Action) -> Result<(), Self::Rejection>;

    /// Removes from the state whatever people who left must not influence. The kit calls this function before each change of
    /// the phase.
    fn follow_roster(state: &mut Self::State, seats: &[Seat]);

    /// Adapts the state when people join, leave, connect or stay away. By default, [`follow_roster`](Self::follow_roster).
    fn roster_changed(state: &mut Self::State, seats: &[Seat]) {
        Self::follow_roster(state, seats);
    }

    /// Returns the reason for which an answer of a player is rejected who does not [play](Answers::plays). By default, the player
    /// plays from the next question on.
    fn reject_outsider(_state: &Self::State, _player: &PlayerId) -> Self::Rejection {
        CommonRejection::NextQuestion.into()
    }

    /// Records the start of a phase. By default, nothing.
    fn phase_started(_state: &mut Self::State, _now: Timestamp) {}

    /// Returns the texts that must not reach everybody now, for the tests. By default, none.
    fn secrets(_state: &Self::State) -> Vec<Secret> {
        Vec::new()
    }
}

/// The facts that the event of a new phase announces.
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

/// Applies an input: [`PhasedGame::act`] accepts an action of a player, and the table decides about everything else.
///
/// # Errors
/// The rejection of the action.
pub fn apply<D: PhasedGame>(
    state: &D::State,
    input: Input<D::Action>,
    ctx: &mut StepContext<'_>,
) -> Result<Transition<D>, D::Rejection> {
    let mut step = Step::new(state.clone(), ctx);
    match input {
        Input::Deadline => step.advance(),
        Input::Roster => step.roster_changed(),
        Input::Action { player, action } => D::act(&mut step, player, action)?,
    }
    Ok(step.finish())
}

/// Checks that a player plays the current question and has not answered in this phase.
///
/// # Errors
/// The reason of [`PhasedGame::reject_outsider`], and [`CommonRejection::AlreadySubmitted`].
pub fn check_answer<D: PhasedGame>(state: &D::State, player: &PlayerId) -> Result<(), D::Rejection> {
    if !state.plays(player) {
        return Err(D::reject_outsider(state, player));
    }
    if state.has_answered(player) {
        return Err(CommonRejection::AlreadySubmitted.into());
    }
    Ok(())
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
    /// Starts a phase: stores its data, sets the deadline, and publishes the event that `event` builds.
    pub fn enter(&mut self, stage: D::Stage, event: impl FnOnce(&D::State, Started) -> D::Event) {
        *D::stage_mut(&mut self.state) = stage;
        let started = self.begin();
        let event = event(&self.state, started);
        self.emit(event);
    }

    /// Starts the phase whose data the state has: sets the deadline, and stores the players whom the phase waits for.
    pub(crate) fn begin(&mut self) -> Started {
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
