//! Accepts lies and guesses, and reveals options step by step.

use std::collections::BTreeSet;

use wpp_game::{driver::TextVisitor, ids::PlayerId, text::Key};

use super::{
    Ballot, BluffPhases, GuessError, GuessStarted, Kind, Lie, Outcome, RevealStep, Revealed, Revealing, is_too_close,
};
use crate::{
    Step,
    answers::{Answers, OptionView},
    highlight::Highlight,
    phases::{PhasedGame, Started, check_answer},
    players::Players as _,
    ranking::Scored,
    reactions::{CountsReactions, Reactable, Spotlight},
    rejections::CommonRejection,
};

/// A state of a game in which players write lies, guess, and see the outcome.
pub trait Bluffs: Answers + BluffPhases + CountsReactions<Record: BluffRecord> {
    /// Returns the options and guesses; `None` before everybody guesses. By default, while everybody guesses and during the
    /// reveal.
    fn ballot(&self) -> Option<&Ballot> {
        let guessing = self.guessing().map(|guessing| &guessing.ballot);
        guessing.or_else(|| self.revealing().map(|revealing| &revealing.ballot))
    }

    /// Returns the options and guesses while everybody guesses and during the reveal.
    fn ballot_mut(&mut self) -> Option<&mut Ballot> {
        if self.guessing().is_some() {
            return self.guessing_mut().map(|guessing| &mut guessing.ballot);
        }
        self.revealing_mut().map(|revealing| &mut revealing.ballot)
    }

    /// Takes the options and guesses, for the next phase.
    fn take_ballot(&mut self) -> Ballot {
        self.ballot_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Returns who wrote and picked the option at `at`, and the points for both.
    fn outcome(&self, at: usize) -> Option<Outcome>;

    /// Returns the option at `at` for everybody; `None` before its reveal.
    fn revealed(&self, at: usize) -> Option<Revealed> {
        self.ballot()?.revealed(at, self.option_ids().id(at))
    }

    /// Starts the next question: counts reactions and rejected lies from zero.
    fn start_bluff(&mut self) {
        self.start_reactions();
        self.players_mut().values_mut().for_each(|record| *record.near_truths_mut() = 0);
    }

    /// Removes the answers of everybody who is not in `players`. Lies remain without credit, and published outcomes
    /// unchanged.
    fn keep_only(&mut self, players: &BTreeSet<&PlayerId>) {
        if let Some(writing) = self.writing_mut() {
            writing.keep_only(players);
        } else if let Some(ballot) = self.ballot_mut() {
            ballot.keep_only(players);
        }
    }

    /// Passes lies that nobody sees yet, and options that are on the screens, to `visitor`.
    fn visit_bluff(&mut self, visitor: &mut dyn TextVisitor) {
        let ids = self.option_ids();
        if let Some(writing) = self.writing_mut() {
            writing.visit(visitor);
        } else if let Some(ballot) = self.ballot_mut() {
            ballot.visit_shown(visitor, ids);
        }
    }

    /// Returns the options; empty before everybody guesses.
    fn options(&self) -> Vec<OptionView> {
        self.ballot().map(|ballot| self.option_ids().views(ballot.texts())).unwrap_or_default()
    }
}

/// Reactions are accepted while everybody guesses and during the reveal. During the reveal, they are for the authors of the options
/// that the last step revealed.
impl<S: Bluffs> Reactable for S {
    fn accepts_reactions(&self) -> bool {
        self.guessing().is_some() || self.revealing().is_some()
    }

    fn spotlight(&self) -> Vec<Spotlight> {
        self.revealing().map(Revealing::spotlight).unwrap_or_default()
    }
}

/// A record that counts rejected lies. [`players!`](crate::players!) implements the trait.
pub trait CountsNearTruths {
    /// Returns the number of the player's lies for the current question that were rejected because they resemble the truth.
    fn near_truths_mut(&mut self) -> &mut u32;
}

/// A player's record in a game with lies.
pub trait BluffRecord: Scored + CountsNearTruths {
    /// Counts a pick of the player. `option` has the text and the number of players who picked it.
    fn picked(&mut self, kind: Kind, option: &Highlight);

    /// Counts an option that the player wrote. `option` has the text and the number of players who picked it.
    fn wrote(&mut self, kind: Kind, option: &Highlight);
}

impl<D: PhasedGame<State: Bluffs>> Step<'_, '_, D> {
    /// Checks that a player may write a lie now.
    ///
    /// # Errors
    /// [`CommonRejection::WrongPhase`], and what [`check_answer`] returns.
    pub fn check_writer(&mut self, player: &PlayerId) -> Result<(), D::Rejection> {
        self.state.writing_mut().ok_or(CommonRejection::WrongPhase)?;
        check_answer::<D>(&self.state, player)
    }

    /// Accepts a checked lie. If the lie resembles one of the truth's `spellings`, rejects it with `too_close`, up to
    /// [`NEAR_TRUTH_REJECTIONS`](super::NEAR_TRUTH_REJECTIONS) times.
    pub fn accept_lie(&mut self, lie: Lie, spellings: &[Key], too_close: D::Rejection) {
        let key = Key::of(lie.text.original());
        let record = lie.player.as_ref().and_then(|player| self.state.players_mut().get_mut(player));
        if record.is_some_and(|record| is_too_close(spellings, &key, record.near_truths_mut())) {
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

    /// Starts the phase in which players guess, with its data `stage`. `event` creates its event.
    pub fn enter_guess(&mut self, stage: D::Stage, event: fn(GuessStarted) -> D::Event) {
        self.enter(stage, |state, Started { time_limit_ms, waiting, countdown }| {
            let (ids, options) = (state.option_ids(), state.options());
            let (round, question) = (ids.round, ids.question);
            event(GuessStarted { round, question, options, time_limit_ms, waiting, countdown })
        });
    }

    /// Accepts a guess. Players cannot pick an option that they wrote; `own_option` is the reason.
    ///
    /// # Errors
    /// [`CommonRejection`], what [`check_answer`] returns, and `own_option`.
    pub fn accept_guess(
        &mut self,
        player: PlayerId,
        option_id: &str,
        own_option: D::Rejection,
    ) -> Result<(), D::Rejection> {
        self.state.guessing_mut().ok_or(CommonRejection::WrongPhase)?;
        check_answer::<D>(&self.state, &player)?;
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
    let option = Highlight { text, count: outcome.picks(), question: None };
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
}
