//! Accepts lies and guesses, and reveals options step by step.

use std::collections::BTreeSet;

use wpp_game::{driver::TextVisitor, ids::PlayerId, text::Key};

use super::{
    Ballot, GuessError, GuessStarted, Guessing, Kind, Lie, Outcome, RevealStep, Revealed, Revealing, Writing,
    is_too_close,
};
use crate::{
    Step,
    answers::{Answers, OptionView},
    highlight::Highlight,
    phases::{PhasedGame, Started},
    players::Players,
    ranking::Scored,
    rejections::CommonRejection,
};

/// A state of a game in which players write lies, guess, and see the outcome.
pub trait Bluffs: Answers + Players<Record: BluffRecord> {
    /// Returns the options and guesses; `None` before everybody guesses.
    fn ballot(&self) -> Option<&Ballot>;

    /// Returns the data of the phase in which players write; `None` in other phases.
    fn writing_mut(&mut self) -> Option<&mut Writing>;

    /// Returns the data of the phase in which players guess; `None` in other phases.
    fn guessing_mut(&mut self) -> Option<&mut Guessing>;

    /// Returns the data of the phase that reveals the options; `None` in other phases.
    fn revealing_mut(&mut self) -> Option<&mut Revealing>;

    /// Returns who wrote and picked the option at `at`, and the points for both.
    fn outcome(&self, at: usize) -> Option<Outcome>;

    /// Returns the option at `at` for everybody; `None` before its reveal.
    fn revealed(&self, at: usize) -> Option<Revealed> {
        self.ballot()?.revealed(at, self.option_ids().id(at))
    }

    /// Keeps more of an option than the players' records do. By default, nothing.
    fn record_outcome(&mut self, _kind: Kind, _outcome: &Outcome) {}

    /// Removes the answers of everybody who is not in `players`. Lies remain without credit, and published outcomes
    /// unchanged.
    fn keep_only(&mut self, players: &BTreeSet<&PlayerId>) {
        if let Some(writing) = self.writing_mut() {
            writing.keep_only(players);
        } else if let Some(Guessing { ballot, .. }) = self.guessing_mut() {
            ballot.keep_only(players);
        } else if let Some(Revealing { ballot, .. }) = self.revealing_mut() {
            ballot.keep_only(players);
        }
    }

    /// Passes lies that nobody sees yet, and options that are on the screens, to `visitor`.
    fn visit_bluff(&mut self, visitor: &mut dyn TextVisitor) {
        let ids = self.option_ids();
        if let Some(writing) = self.writing_mut() {
            writing.visit(visitor);
        } else if let Some(Guessing { ballot, .. }) = self.guessing_mut() {
            ballot.visit_shown(visitor, ids);
        } else if let Some(Revealing { ballot, .. }) = self.revealing_mut() {
            ballot.visit_shown(visitor, ids);
        }
    }

    /// Returns the options; empty before everybody guesses.
    fn options(&self) -> Vec<OptionView> {
        self.ballot().map(|ballot| self.option_ids().views(ballot.texts())).unwrap_or_default()
    }
}

/// A player's record in a game with lies.
pub trait BluffRecord: Scored {
    /// Returns the number of the player's lies for the current question that were rejected because they resemble the truth.
    fn near_truth_mut(&mut self) -> &mut u32;

    /// Counts a pick of the player. `option` has the text and the number of players who picked it.
    fn picked(&mut self, kind: Kind, option: &Highlight);

    /// Counts an option that the player wrote. `option` has the text and the number of players who picked it.
    fn wrote(&mut self, kind: Kind, option: &Highlight);
}

impl<D: PhasedGame<State: Bluffs>> Step<'_, '_, D> {
    /// Checks that a player may write a lie now.
    ///
    /// # Errors
    /// [`CommonRejection::WrongPhase`], and what [`PhasedGame::check_answer`] returns.
    pub fn check_writer(&mut self, player: &PlayerId) -> Result<(), D::Rejection> {
        self.state.writing_mut().ok_or(CommonRejection::WrongPhase)?;
        D::check_answer(&self.state, player)
    }

    /// Accepts a checked lie. If the lie resembles one of the truth's `spellings`, rejects it with `too_close`, up to
    /// [`NEAR_TRUTH_REJECTIONS`](super::NEAR_TRUTH_REJECTIONS) times.
    pub fn accept_lie(&mut self, lie: Lie, spellings: &[Key], too_close: D::Rejection) {
        let key = Key::of(lie.text.original());
        let record = lie.player.as_ref().and_then(|player| self.state.players_mut().get_mut(player));
        if record.is_some_and(|record| is_too_close(spellings, &key, record.near_truth_mut())) {
            return self.reject(too_close);
        }
        if let Some(writing) = self.state.writing_mut() {
            writing.lies.push(lie);
        }
        self.answer_received();
    }

    /// Takes the lies out of the state, for the options.
    pub fn take_lies(&mut self) -> Vec<Lie> {
        self.state.writing_mut().map(|writing| std::mem::take(&mut writing.lies)).unwrap_or_default()
    }

    /// Starts the phase in which players guess, whose data the state has. `event` creates its event.
    pub fn begin_guessing(&mut self, event: fn(GuessStarted) -> D::Event) {
        let Started { time_limit_ms, waiting, countdown } = self.begin();
        let (ids, options) = (self.state.option_ids(), self.state.options());
        let (round, question) = (ids.round, ids.question);
        self.emit(event(GuessStarted { round, question, options, time_limit_ms, waiting, countdown }));
    }

    /// Accepts a guess. Players cannot pick an option that they wrote; `own_option` is the reason.
    ///
    /// # Errors
    /// [`CommonRejection`], what [`PhasedGame::check_answer`] returns, and `own_option`.
    pub fn accept_guess(
        &mut self,
        player: PlayerId,
        option_id: &str,
        own_option: D::Rejection,
    ) -> Result<(), D::Rejection> {
        self.state.guessing_mut().ok_or(CommonRejection::WrongPhase)?;
        D::check_answer(&self.state, &player)?;
        let ids = self.state.option_ids();
        let ballot = &mut self.state.guessing_mut().ok_or(CommonRejection::WrongPhase)?.ballot;
        ballot.guess(player, ids.find(option_id, ballot.choices.len())).map_err(|error| match error {
            GuessError::UnknownOption => CommonRejection::UnknownOption.into(),
            GuessError::OwnOption => own_option,
        })?;
        self.answer_received();
        Ok(())
    }

    /// Reveals the options of the next step, and gives the points for them. `event` creates the event of an option. Returns
    /// `false` when all options are revealed.
    pub fn reveal_next(&mut self, event: fn(RevealStep) -> D::Event) -> bool {
        let Some(options) = self.state.revealing_mut().and_then(|revealing| revealing.to_come.pop()) else {
            return false;
        };
        let countdown = self.begin().countdown;
        for (before, at) in options.into_iter().enumerate() {
            let Some(outcome) = self.state.outcome(at) else { return true };
            credit(&mut self.state, at, &outcome);
            let Some(Revealing { ballot, .. }) = self.state.revealing_mut() else { return true };
            ballot.publish(at, outcome, before + 1);
            let (step, steps, together) = (ballot.revealed.len(), ballot.choices.len(), ballot.together);
            let Some(revealed) = self.state.revealed(at) else { return true };
            self.emit(event(RevealStep { revealed, step, steps, together, countdown }));
        }
        true
    }
}

/// Adds the points of an option to the scores, and updates the records for the awards.
fn credit(state: &mut impl Bluffs, at: usize, outcome: &Outcome) {
    let choice = state.ballot().and_then(|ballot| ballot.choices.get(at));
    let Some((text, kind)) = choice.map(|choice| (choice.text.clone(), choice.kind)) else { return };
    let records = state.players_mut();
    for awarded in &outcome.awarded {
        if let Some(record) = records.get_mut(&awarded.player_id) {
            record.earn(awarded.points);
        }
    }
    let count = u32::try_from(outcome.pickers.len()).unwrap_or(u32::MAX);
    let option = Highlight { text, count, question: None };
    for picker in &outcome.pickers {
        if let Some(record) = records.get_mut(picker) {
            record.picked(kind, &option);
        }
    }
    for author in &outcome.authors {
        if let Some(record) = records.get_mut(author) {
            record.wrote(kind, &option);
        }
    }
    state.record_outcome(kind, outcome);
}
