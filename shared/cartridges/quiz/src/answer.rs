//! `answer`: everybody picks one.

use rand::seq::SliceRandom;

use super::{
    event::{AnswerStarted, Event},
    refused::Refused,
    state::{Answer, Stage, State, Table},
    turn::Turn,
    view,
};
use wpp_game::{driver::StepContext, ids::PlayerId, text::Key};

pub(super) fn enter(turn: &mut Turn<'_, '_>) {
    let time_limit_ms = turn.state.config.answer_limit();
    let table = lay_out(&turn.state, turn.ctx);
    let countdown = turn.enter(Stage::Answer { table, waiting: Vec::new() }, time_limit_ms);
    let now_waiting = turn.waiting();
    if let Stage::Answer { waiting, .. } = &mut turn.state.stage {
        now_waiting.clone_into(waiting);
    }
    let started = AnswerStarted {
        round: turn.state.round,
        question: turn.state.question,
        options: view::options(&turn.state),
        time_limit_ms,
        waits_for_host: turn.state.waits_for_host(),
        waiting: now_waiting,
        countdown,
    };
    turn.tell(Event::AnswerStarted(started));
    turn.skip_if_idle();
}

/// Takes a player's answer. It stands: who could change it would wait for the others'.
pub(super) fn submit(turn: &mut Turn<'_, '_>, player: PlayerId, option_id: &str) -> Result<(), Refused> {
    let Stage::Answer { table, .. } = &turn.state.stage else { return Err(Refused::WrongPhase) };
    if !turn.state.plays(&player) {
        return Err(Refused::NextQuestion);
    }
    if table.answer_of(&player).is_some() {
        return Err(Refused::AlreadySubmitted);
    }
    let mut places = 0..table.options.len();
    let option = places.find(|place| turn.state.option_id(*place) == option_id).ok_or(Refused::UnknownOption)?;
    if let Stage::Answer { table, .. } = &mut turn.state.stage {
        table.answers.push(Answer { player, option });
    }
    turn.answered();
    Ok(())
}

/// The answer among decoys that say something else than it and than each other, in random order.
fn lay_out(state: &State, ctx: &mut StepContext<'_>) -> Table {
    let question = &state.current;
    let mut order: Vec<&String> = question.decoys.iter().collect();
    order.shuffle(ctx.rng);
    let mut taken: Vec<Key> =
        std::iter::once(&question.answer).chain(&question.aliases).map(|text| Key::of(text)).collect();
    let mut options: Vec<(String, bool)> = vec![(question.answer.clone(), true)];
    for decoy in order {
        let key = Key::of(decoy);
        if options.len() <= state.config.decoys() && !taken.contains(&key) {
            options.push((decoy.clone(), false));
            taken.push(key);
        }
    }
    options.shuffle(ctx.rng);
    let right = options.iter().position(|(_, right)| *right).unwrap_or_default();
    Table { options: options.into_iter().map(|(text, _)| text).collect(), right, answers: Vec::new() }
}
