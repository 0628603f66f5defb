//! `solution`: the correct answer, the players' answers and the points.

use wpp_game::ids::PlayerId;

use crate::{
    Step,
    contract::{
        event::Event,
        phase_data::{Awarded, Picked, Solution, SolutionShown},
    },
    state::{Ballot, Stage, State},
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let ballot = match &mut step.state.stage {
        Stage::Answer { ballot, .. } => std::mem::take(ballot),
        _ => Ballot::default(),
    };
    let awarded = award_points(&mut step.state, &ballot);
    let solution = solution(&step.state, &ballot, awarded);
    let limit = step.state.config.solution_limit();
    let countdown = super::enter(step, Stage::Solution { ballot, solution: solution.clone() }, limit);
    let waits_for_host = step.state.waits_for_host();
    step.emit(Event::SolutionShown(SolutionShown { solution, waits_for_host, countdown }));
}

/// Awards points in the order of the answers. Players without a correct answer lose their streak.
fn award_points(state: &mut State, ballot: &Ballot) -> Vec<Awarded> {
    let playing = state.players.len();
    let multiplier = i64::from(state.multiplier());
    let right: Vec<&PlayerId> =
        ballot.answers.iter().filter(|answer| answer.option == ballot.right).map(|answer| &answer.player).collect();
    for (player, record) in &mut state.players {
        if !right.contains(&player) {
            record.streak = 0;
        }
    }
    let mut awarded = Vec::with_capacity(right.len());
    for (before, player) in right.into_iter().enumerate() {
        let speed_points = state.config.speed_bonus(before, playing) * multiplier;
        let Some(record) = state.players.get_mut(player) else { continue };
        record.streak += 1;
        record.longest = record.longest.max(record.streak);
        record.right += 1;
        record.first += u32::from(before == 0);
        let base = i64::from(state.config.right_points) + state.config.streak_bonus(record.streak);
        let points = base.saturating_mul(multiplier).saturating_add(speed_points);
        record.gain = points;
        record.score = record.score.saturating_add(points);
        awarded.push(Awarded { player_id: player.clone(), points, streak: record.streak, speed_points });
    }
    awarded
}

fn solution(state: &State, ballot: &Ballot, awarded: Vec<Awarded>) -> Solution {
    let picked = |index: usize| Picked {
        option_id: state.option_id(index),
        players: ballot.answers.iter().filter(|answer| answer.option == index).map(|a| a.player.clone()).collect(),
    };
    Solution {
        option_id: state.option_id(ballot.right),
        text: state.current.answer.clone(),
        picked: (0..ballot.options.len()).map(picked).collect(),
        awarded,
        explanation: state.current.explanation.clone(),
        source: state.current.source.clone(),
    }
}
