//! `reveal`: one option a step, and the points with it.
//!
//! Lies that nobody picked come first and share a step. Then follow those that fooled one, two, three
//! players; the truth comes last. With many options, the less successful lies share a step too.

use wpp_cartridge_kit::highlight::Highlight;
use wpp_game::ids::PlayerId;

use crate::{
    Step,
    contract::{
        event::Event,
        reveal_data::{Awarded, Kind, Reason, RevealStep},
    },
    state::{Ballot, Outcome, Stage, State},
    views,
};

/// Maximum number of options for which each picked lie has a separate step.
const ONE_BY_ONE: usize = 10;
/// With more options: how many of the most successful ones have a separate step, including the truth.
const ALONE: usize = 8;

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let ballot = match &mut step.state.stage {
        Stage::Guess { ballot, .. } => std::mem::take(ballot),
        _ => Ballot::default(),
    };
    let mut to_come = in_steps(&ballot);
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
        let outcome = outcome(&step.state, at);
        credit(&mut step.state, at, &outcome);
        let Stage::Reveal { ballot, .. } = &mut step.state.stage else { return };
        if let Some(choice) = ballot.choices.get_mut(at) {
            choice.outcome = Some(outcome);
        }
        ballot.revealed.push(at);
        ballot.together = before + 1;
        let (number, steps, together) = (ballot.revealed.len(), ballot.choices.len(), ballot.together);
        let Some(revealed) = views::revealed(&step.state, at) else { return };
        step.emit(Event::RevealStep(RevealStep { revealed, step: number, steps, together, countdown }));
    }
}

/// Returns the choices in the order of their reveal, grouped by step. Unpicked lies share the first step. With
/// more than [`ONE_BY_ONE`] choices, single steps would take minutes: the less successful lies share the second
/// step, and only the most successful ones follow one by one.
fn in_steps(ballot: &Ballot) -> Vec<Vec<usize>> {
    let picks = |at: usize| ballot.guesses.iter().filter(|guess| guess.choice == at).count();
    let is_truth = |at: usize| ballot.choices.get(at).is_some_and(|choice| choice.kind == Kind::Truth);
    let mut order: Vec<usize> = (0..ballot.choices.len()).collect();
    order.sort_by_cached_key(|at| (is_truth(*at), picks(*at), *at));
    let alone = if order.len() <= ONE_BY_ONE { order.len() } else { ALONE };
    let (unpicked, picked): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|at| !is_truth(*at) && picks(*at) == 0);
    let (lesser, best) = picked.split_at(picked.len().saturating_sub(alone));
    let alone = best.iter().map(|at| vec![*at]);
    [unpicked, lesser.to_vec()].into_iter().filter(|group| !group.is_empty()).chain(alone).collect()
}

/// Returns the authors and pickers of an option, and the points for both.
fn outcome(state: &State, at: usize) -> Outcome {
    let empty = Outcome { authors: Vec::new(), pickers: Vec::new(), awarded: Vec::new() };
    let Some(ballot) = state.ballot() else { return empty };
    let Some(choice) = ballot.choices.get(at) else { return empty };
    let picks = ballot.guesses.iter().filter(|guess| guess.choice == at);
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
                    let each = if author.suggested { each / 2 } else { each };
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
