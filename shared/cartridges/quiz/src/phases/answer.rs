//! `answer`: everybody picks an option.

use rand::seq::SliceRandom;
use wpp_cartridge_kit::answers::Answers as _;
use wpp_game::{driver::StepContext, ids::PlayerId, text::Key};

use super::advance;
use crate::{
    Step,
    contract::{event::Event, phase_data::AnswerStarted, reject_reason::RejectReason},
    state::{Answer, Ballot, Stage, State},
    views,
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let time_limit_ms = step.state.config.answer_limit();
    let ballot = build_options(&step.state, step.ctx);
    let countdown = super::enter(step, Stage::Answer { ballot, waiting: Vec::new() }, time_limit_ms);
    let waiting = step.start_waiting();
    let started = AnswerStarted {
        round: step.state.round,
        question: step.state.question,
        options: views::options(&step.state),
        time_limit_ms,
        waits_for_host: step.state.waits_for_host(),
        waiting,
        countdown,
    };
    step.emit(Event::AnswerStarted(started));
    if step.nobody_to_wait_for() {
        advance(step);
    }
}

/// Accepts a player's answer. Answers are final, because a player who could change one would wait for
/// the answers of others.
pub(crate) fn submit(step: &mut Step<'_, '_>, player: PlayerId, option_id: &str) -> Result<(), RejectReason> {
    let Stage::Answer { ballot, .. } = &step.state.stage else { return Err(RejectReason::WrongPhase) };
    if !step.state.plays(&player) {
        return Err(RejectReason::NextQuestion);
    }
    if ballot.answer_of(&player).is_some() {
        return Err(RejectReason::AlreadySubmitted);
    }
    let mut indices = 0..ballot.options.len();
    let option = indices.find(|index| step.state.option_id(*index) == option_id).ok_or(RejectReason::UnknownOption)?;
    if let Stage::Answer { ballot, .. } = &mut step.state.stage {
        ballot.answers.push(Answer { player, option });
    }
    if step.answer_received() {
        advance(step);
    }
    Ok(())
}

struct Candidate {
    text: String,
    right: bool,
}

/// Returns the answer and distinct decoys, in random order.
fn build_options(state: &State, ctx: &mut StepContext<'_>) -> Ballot {
    let question = &state.current;
    let mut order: Vec<&String> = question.decoys.iter().collect();
    order.shuffle(ctx.rng);
    let mut taken: Vec<Key> =
        std::iter::once(&question.answer).chain(&question.aliases).map(|text| Key::of(text)).collect();
    let mut options = vec![Candidate { text: question.answer.clone(), right: true }];
    for decoy in order {
        let key = Key::of(decoy);
        if options.len() <= state.config.decoys() && !taken.contains(&key) {
            options.push(Candidate { text: decoy.clone(), right: false });
            taken.push(key);
        }
    }
    options.shuffle(ctx.rng);
    let right = options.iter().position(|option| option.right).unwrap_or_default();
    Ballot { options: options.into_iter().map(|option| option.text).collect(), right, answers: Vec::new() }
}
