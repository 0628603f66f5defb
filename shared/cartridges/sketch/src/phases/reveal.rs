//! `reveal`: one title a step, and the points with it. The true title comes last, and brings points for the artist too.

use wpp_cartridge_kit::{
    bluff::{Awarded, Ballot, Kind, Outcome, Reason, RevealStep},
    highlight::Highlight,
};

use crate::{
    Step,
    contract::{event::Event, phase_data::BestDrawing},
    state::{Stage, State},
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

/// Reveals the titles of the next step.
pub(super) fn next(step: &mut Step<'_, '_>) {
    let countdown = step.set_timer(Some(step.state.config.reveal_step_ms.into()));
    let Stage::Reveal { to_come, .. } = &mut step.state.stage else { return };
    for (before, at) in to_come.pop().unwrap_or_default().into_iter().enumerate() {
        let Some(outcome) = outcome(&step.state, at) else { return };
        credit(&mut step.state, at, &outcome);
        let option_id = step.state.option_id(at);
        let Stage::Reveal { ballot, .. } = &mut step.state.stage else { return };
        ballot.publish(at, outcome, before + 1);
        let (number, steps, together) = (ballot.revealed.len(), ballot.choices.len(), ballot.together);
        let Some(revealed) = ballot.revealed(at, option_id) else { return };
        step.emit(Event::RevealStep(RevealStep { revealed, step: number, steps, together, countdown }));
    }
}

/// Returns who wrote and picked a title, and the points for both. The artist is the author of the true title.
fn outcome(state: &State, at: usize) -> Option<Outcome> {
    let (ballot, drawing) = (state.ballot()?, state.shown()?);
    let mut outcome = ballot.outcome(at, state.config.pick_points(state.round));
    if ballot.choices.get(at)?.kind == Kind::Truth && state.players.contains_key(&drawing.artist) {
        outcome.authors.push(drawing.artist.clone());
        let found = i64::try_from(outcome.pickers.len()).unwrap_or(i64::MAX);
        let each = i64::from(state.config.artist_points) * i64::from(state.config.multiplier(state.round));
        if found > 0 {
            let (player_id, points) = (drawing.artist.clone(), each.saturating_mul(found));
            outcome.awarded.push(Awarded { player_id, points, reason: Reason::Truth });
        }
    }
    Some(outcome)
}

/// Adds the points to the scores and updates the records for the awards.
fn credit(state: &mut State, at: usize, outcome: &Outcome) {
    for awarded in &outcome.awarded {
        let Some(record) = state.players.get_mut(&awarded.player_id) else { continue };
        record.score = record.score.saturating_add(awarded.points);
        record.gain = record.gain.saturating_add(awarded.points);
    }
    let Some((text, kind)) = state.ballot().and_then(|ballot| ballot.choices.get(at)).map(|c| (c.text.clone(), c.kind))
    else {
        return;
    };
    let count = u32::try_from(outcome.pickers.len()).unwrap_or(u32::MAX);
    if kind == Kind::Truth {
        for picker in &outcome.pickers {
            if let Some(record) = state.players.get_mut(picker) {
                record.truths += 1;
            }
        }
        keep_best(state, count);
    }
    for author in &outcome.authors {
        let Some(record) = state.players.get_mut(author) else { continue };
        if kind == Kind::Truth {
            record.recognised += count;
        } else {
            record.fooled += count;
            Highlight::keep_largest(&mut record.title, Highlight { text: text.clone(), count, question: None });
        }
    }
}

/// Keeps the shown drawing if more players found its title than that of any drawing before.
fn keep_best(state: &mut State, found: u32) {
    if found <= state.best.as_ref().map_or(0, |best| best.found) {
        return;
    }
    let best = state.shown().map(|shown| BestDrawing {
        artist: shown.artist.clone(),
        title: shown.prompt.clone(),
        drawing: shown.strokes.clone(),
        found,
    });
    state.best = best;
}
