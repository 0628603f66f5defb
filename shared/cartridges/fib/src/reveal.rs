//! `reveal`: one option a step, and the points with it.
//!
//! Options that nobody picked go first, then those that fooled one, two, three; the truth comes
//! last. So the tension rises from "nobody fell for that" to the best lie of the table, and who
//! picked the truth hopes to the end. Where there are very many, the dull ones share a step.

use super::{
    event::{Awarded, Event, Kind, Reason, RevealStep},
    state::{Outcome, Stage, State, Table},
    turn::Turn,
    view,
};
use wpp_game::ids::PlayerId;

/// Up to this many options each have a step of their own.
const ONE_BY_ONE: usize = 10;
/// Of more, the truth and the lies that fooled most do.
const ALONE: usize = 8;

pub(super) fn enter(turn: &mut Turn<'_, '_>) {
    let table = match &mut turn.state.stage {
        Stage::Guess { table, .. } => std::mem::take(table),
        _ => Table::default(),
    };
    let mut to_come = in_steps(&table);
    to_come.reverse();
    turn.state.stage = Stage::Reveal { table, to_come };
    step(turn);
}

/// Reveals what the next step holds.
pub(super) fn step(turn: &mut Turn<'_, '_>) {
    let step_ms = turn.state.config.reveal_step_ms.into();
    let countdown = turn.ends_after(Some(step_ms));
    let Stage::Reveal { to_come, .. } = &mut turn.state.stage else { return };
    for (before, at) in to_come.pop().unwrap_or_default().into_iter().enumerate() {
        let outcome = outcome(&turn.state, at);
        credit(&mut turn.state, at, &outcome);
        let Stage::Reveal { table, .. } = &mut turn.state.stage else { return };
        if let Some(choice) = table.choices.get_mut(at) {
            choice.outcome = Some(outcome);
        }
        table.revealed.push(at);
        table.together = before + 1;
        let (step, steps, together) = (table.revealed.len(), table.choices.len(), table.together);
        let Some(revealed) = view::revealed(&turn.state, at) else { return };
        turn.tell(Event::RevealStep(RevealStep { revealed, step, steps, together, countdown }));
    }
}

/// The choices in the order of their reveal, by step. A step each, as long as they are few. A crowd
/// would watch that for minutes: there, what nobody picked comes at once, then the lesser lies at once,
/// and only the best and the truth one by one.
fn in_steps(table: &Table) -> Vec<Vec<usize>> {
    let picks = |at: usize| table.guesses.iter().filter(|guess| guess.choice == at).count();
    let is_truth = |at: usize| table.choices.get(at).is_some_and(|choice| choice.kind == Kind::Truth);
    let mut order: Vec<usize> = (0..table.choices.len()).collect();
    order.sort_by_cached_key(|at| (is_truth(*at), picks(*at), *at));
    if order.len() <= ONE_BY_ONE {
        return order.into_iter().map(|at| vec![at]).collect();
    }
    let (unpicked, picked): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|at| !is_truth(*at) && picks(*at) == 0);
    let (lesser, best) = picked.split_at(picked.len().saturating_sub(ALONE));
    let alone = best.iter().map(|at| vec![*at]);
    [unpicked, lesser.to_vec()].into_iter().filter(|group| !group.is_empty()).chain(alone).collect()
}

/// Who wrote the option, who picked it, and what that is worth.
fn outcome(state: &State, at: usize) -> Outcome {
    let none = Outcome { authors: Vec::new(), pickers: Vec::new(), awarded: Vec::new() };
    let Some(table) = state.table() else { return none };
    let Some(choice) = table.choices.get(at) else { return none };
    let picks = table.guesses.iter().filter(|guess| guess.choice == at);
    let pickers: Vec<PlayerId> = picks.map(|guess| guess.player.clone()).collect();
    let multiplier = i64::from(state.multiplier());
    let awarded = match choice.kind {
        Kind::Truth => {
            let points = i64::from(state.config.truth_points) * multiplier;
            pickers.iter().map(|picker| award(picker, points, Reason::Truth)).collect()
        }
        Kind::Lie if !pickers.is_empty() => {
            let fooled = i64::try_from(pickers.len()).unwrap_or(i64::MAX);
            let each = i64::from(state.config.fool_points) * multiplier;
            let authors = choice.authors.iter();
            authors
                .map(|author| {
                    let each = if author.offered { each / 2 } else { each };
                    award(&author.player, each.saturating_mul(fooled), Reason::Fooled)
                })
                .collect()
        }
        Kind::Lie | Kind::Decoy => Vec::new(),
    };
    let authors = choice.authors.iter().map(|author| author.player.clone()).collect();
    Outcome { authors, pickers, awarded }
}

fn award(player: &PlayerId, points: i64, reason: Reason) -> Awarded {
    Awarded { player_id: player.clone(), points, reason }
}

/// Gives the points, and counts what the awards at the end are for.
fn credit(state: &mut State, at: usize, outcome: &Outcome) {
    for awarded in &outcome.awarded {
        let Some(record) = state.record(&awarded.player_id) else { continue };
        record.score = record.score.saturating_add(awarded.points);
        record.gain = record.gain.saturating_add(awarded.points);
    }
    let is_truth = state.table().and_then(|table| table.choices.get(at)).is_some_and(|c| c.kind == Kind::Truth);
    for picker in &outcome.pickers {
        let Some(record) = state.record(picker) else { continue };
        *(if is_truth { &mut record.truths } else { &mut record.fell }) += 1;
    }
    for author in &outcome.authors {
        let Some(record) = state.record(author) else { continue };
        record.fooled += u32::try_from(outcome.pickers.len()).unwrap_or(u32::MAX);
    }
}
