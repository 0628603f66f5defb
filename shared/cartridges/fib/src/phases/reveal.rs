//! `reveal`: one option a step, and the points with it.

use wpp_cartridge_kit::{
    bluff::{Ballot, Kind, Outcome, PickPoints, RevealStep},
    highlight::Highlight,
};

use crate::{
    Step,
    contract::event::Event,
    state::{Stage, State},
    views,
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let ballot = match &mut step.state.stage {
        Stage::Guess { ballot, .. } => std::mem::take(ballot),
        _ => Ballot::default(),
    };
    let mut to_come = ballot.in_steps();
    to_come.reverse();
    step.state.stage = Stage::Reveal { ballot, to_come };
    next(step);
}

/// Reveals the options of the next step.
pub(super) fn next(step: &mut Step<'_, '_>) {
    let step_ms = step.state.config.reveal_step_ms.into();
    let countdown = step.set_timer(Some(step_ms));
    let Stage::Reveal { to_come, .. } = &mut step.state.stage else { return };
    for (before, at) in to_come.pop().unwrap_or_default().into_iter().enumerate() {
        let points = points(&step.state);
        let Stage::Reveal { ballot, .. } = &step.state.stage else { return };
        let outcome = ballot.outcome(at, points);
        credit(&mut step.state, at, &outcome);
        let Stage::Reveal { ballot, .. } = &mut step.state.stage else { return };
        ballot.publish(at, outcome, before + 1);
        let (number, steps, together) = (ballot.revealed.len(), ballot.choices.len(), ballot.together);
        let Some(revealed) = views::revealed(&step.state, at) else { return };
        step.emit(Event::RevealStep(RevealStep { revealed, step: number, steps, together, countdown }));
    }
}

fn points(state: &State) -> PickPoints {
    let multiplier = i64::from(state.multiplier());
    let times = |points: u32| i64::from(points) * multiplier;
    PickPoints { truth: times(state.config.truth_points), fool: times(state.config.fool_points) }
}

/// Adds the points to the scores and updates the records for the awards.
fn credit(state: &mut State, at: usize, outcome: &Outcome) {
    for awarded in &outcome.awarded {
        let Some(record) = state.record(&awarded.player_id) else { continue };
        record.score = record.score.saturating_add(awarded.points);
        record.gain = record.gain.saturating_add(awarded.points);
    }
    let Some((text, kind)) = state.ballot().and_then(|ballot| ballot.choices.get(at)).map(|c| (c.text.clone(), c.kind))
    else {
        return;
    };
    let believers = u32::try_from(outcome.pickers.len()).unwrap_or(u32::MAX);
    let highlight = || Highlight { text: text.clone(), count: believers, question: None };
    for picker in &outcome.pickers {
        let Some(record) = state.record(picker) else { continue };
        if kind == Kind::Truth {
            record.truths += 1;
            Highlight::keep_rarest(&mut record.highlights.truth, highlight());
        } else {
            record.fell += 1;
            Highlight::keep_rarest(&mut record.highlights.believed, highlight());
        }
    }
    for author in &outcome.authors {
        let Some(record) = state.record(author) else { continue };
        record.fooled += believers;
        Highlight::keep_largest(&mut record.highlights.lie, highlight());
    }
}
