//! Checks of the answers: they are linearizable, and no acknowledged one is lost.
//!
//! The answer of a player to a question is a register that takes its first value. The numbers in acknowledgements order
//! all accepted actions of an epoch; this order has to agree with real time.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ActionRecord, Operation,
    checker::{SessionHistory, Verdict},
    scores::{Question, Revealed},
};

pub(super) fn check(history: &SessionHistory, verdict: &mut Verdict) {
    let accepted = || history.actions.iter().filter_map(|action| Some((action, action.seq?)));
    verdict.acknowledged = accepted().filter_map(|(action, _)| answer_of(action)).collect::<BTreeSet<_>>().len();
    repeats_agree(accepted(), verdict);
    order_is_real(history, verdict);
    causes_precede_events(history, verdict);
    registers_take_one_value(accepted(), verdict);
    none_is_lost(history, verdict);
}

/// A player's answer, by kind and question.
type Register<'a> = (&'static str, (u32, u32), &'a str);

fn answer_of(action: &ActionRecord) -> Option<Register<'_>> {
    match &action.operation {
        Operation::Lie { question, .. } => Some(("lie", *question, &action.player)),
        Operation::Guess { question, .. } => Some(("guess", *question, &action.player)),
        Operation::Other => None,
    }
}

/// An id that is sent again in an epoch gets the same answer.
fn repeats_agree<'a>(accepted: impl Iterator<Item = (&'a ActionRecord, u64)>, verdict: &mut Verdict) {
    let mut known = BTreeMap::new();
    for (action, seq) in accepted {
        let first = *known.entry((&action.player, &action.id, &action.epoch)).or_insert(seq);
        if first != seq {
            let (player, id) = (&action.player, &action.id);
            verdict.violations.push(format!("action {id} of {player} was acknowledged as {first} and as {seq}"));
        }
    }
}

/// Returns the first acknowledgement of each action. Later ones repeat its number.
fn first_answers(history: &SessionHistory) -> Vec<(&ActionRecord, u64)> {
    let mut known = BTreeSet::new();
    let accepted = history.actions.iter().filter_map(|action| Some((action, action.seq?)));
    accepted.filter(|(action, _)| known.insert((&action.player, &action.id))).collect()
}

/// An action that began after the end of another one has no smaller number, unless the store lost events in between.
fn order_is_real(history: &SessionHistory, verdict: &mut Verdict) {
    let mut epochs: BTreeMap<(&str, bool), Vec<(&ActionRecord, u64)>> = BTreeMap::new();
    for (action, seq) in first_answers(history) {
        if let Some(is_after_loss) = history.is_after_loss(action) {
            epochs.entry((&action.epoch, is_after_loss)).or_default().push((action, seq));
        }
    }
    for mut actions in epochs.into_values() {
        let mut ended = actions.clone();
        ended.sort_by_key(|(action, _)| action.end_us);
        actions.sort_by_key(|(action, _)| action.start_us);
        let mut ended = ended.into_iter().peekable();
        let mut highest = 0;
        for (action, seq) in actions {
            while let Some((_, before)) = ended.next_if(|(other, _)| other.end_us < action.start_us) {
                highest = highest.max(before);
            }
            if seq < highest {
                let (player, id) = (&action.player, &action.id);
                verdict.violations.push(format!("action {id} of {player} took effect at {seq}, before it was sent"));
            }
        }
    }
}

/// No socket receives the event of an answer before the player sends it.
fn causes_precede_events(history: &SessionHistory, verdict: &mut Verdict) {
    let mut received = BTreeMap::new();
    for event in history.events() {
        let at_us = received.entry((event.epoch.as_str(), event.seq)).or_insert(event.at_us);
        *at_us = event.at_us.min(*at_us);
    }
    let is_certain =
        |action: &ActionRecord| answer_of(action).is_some() && history.is_after_loss(action) == Some(false);
    for (action, seq) in first_answers(history).into_iter().filter(|(action, _)| is_certain(action)) {
        if received.get(&(action.epoch.as_str(), seq)).is_some_and(|at_us| *at_us < action.start_us) {
            let (player, id) = (&action.player, &action.id);
            verdict.violations.push(format!("event {seq} contains action {id} of {player} before it was sent"));
        }
    }
}

/// A player has one accepted lie and one accepted guess for each question of an epoch.
fn registers_take_one_value<'a>(accepted: impl Iterator<Item = (&'a ActionRecord, u64)>, verdict: &mut Verdict) {
    let mut taken = BTreeMap::new();
    for (action, _) in accepted {
        let Some((kind, question, player)) = answer_of(action) else { continue };
        let first = *taken.entry((kind, question, player, &action.epoch)).or_insert(&action.id);
        if *first != action.id {
            verdict.violations.push(format!("{player} has two accepted answers ({kind} {question:?})"));
        }
    }
}

/// The reveal of each question contains all acknowledged answers, apart from those that the store lost with their phase, or
/// while their phone was away.
fn none_is_lost(history: &SessionHistory, verdict: &mut Verdict) {
    let questions = Revealed::of(history);
    let mut guesses = BTreeMap::new();
    for action in history.actions.iter().filter(|action| action.seq.is_some()) {
        match &action.operation {
            Operation::Lie { question, .. } => {
                let shown = questions.complete(*question);
                let lacks = |shown: &&Question| !shown.has_author(&action.player);
                if shown.filter(lacks).is_some_and(|shown| !is_excused(history, action, shown.lies_opened_us)) {
                    verdict.lost += 1;
                    verdict.violations.push(format!("the lie of {} to question {question:?} is lost", action.player));
                }
            }
            Operation::Guess { question, option_id } => {
                // A player who guesses again after a loss means the last guess.
                let last = guesses.entry((*question, &action.player)).or_insert((action, option_id));
                if last.0.end_us <= action.end_us {
                    *last = (action, option_id);
                }
            }
            Operation::Other => {}
        }
    }
    for ((question, player), (action, option_id)) in guesses {
        let Some(shown) = questions.complete(question) else { continue };
        if !is_revealed(shown, action, option_id) && !is_excused(history, action, shown.options_shown_us) {
            verdict.lost += 1;
            verdict.violations.push(format!("the guess of {player} at question {question:?} is lost"));
        }
    }
}

/// Returns whether nothing could preserve an answer to a phase that started at `started_us` for the last time.
fn is_excused(history: &SessionHistory, action: &ActionRecord, started_us: i64) -> bool {
    history.is_lost_with_its_phone(action) || history.is_lost_with_its_phase(action, started_us)
}

/// Returns whether a reveal contains a guess. The options of a phase that started again have other ids.
fn is_revealed(shown: &Question, action: &ActionRecord, option_id: &str) -> bool {
    match shown.options_shown_us <= action.end_us {
        true => shown.has_picker(option_id, &action.player),
        false => shown.has_guess(&action.player),
    }
}
