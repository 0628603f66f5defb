//! `solution`: the right answer, who had it, and what it brought.

use super::{
    event::{Awarded, Event, Picked, Solution, SolutionShown},
    state::{Stage, State, Table},
    turn::Turn,
};
use wpp_game::ids::PlayerId;

pub(super) fn enter(turn: &mut Turn<'_, '_>) {
    let table = match &mut turn.state.stage {
        Stage::Answer { table, .. } => std::mem::take(table),
        _ => Table::default(),
    };
    let awarded = reckon(&mut turn.state, &table);
    let solution = tell(&turn.state, &table, awarded);
    let limit = turn.state.config.solution_limit();
    let countdown = turn.enter(Stage::Solution { table, solution: solution.clone() }, limit);
    let waits_for_host = turn.state.waits_for_host();
    turn.tell(Event::SolutionShown(SolutionShown { solution, waits_for_host, countdown }));
}

/// Gives the points, in the order of the answers; who was wrong or silent loses their streak.
fn reckon(state: &mut State, table: &Table) -> Vec<Awarded> {
    let playing = state.players.len();
    let multiplier = i64::from(state.multiplier());
    let right: Vec<&PlayerId> =
        table.answers.iter().filter(|answer| answer.option == table.right).map(|answer| &answer.player).collect();
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

fn tell(state: &State, table: &Table, awarded: Vec<Awarded>) -> Solution {
    let picked = |place: usize| Picked {
        option_id: state.option_id(place),
        players: table.answers.iter().filter(|answer| answer.option == place).map(|a| a.player.clone()).collect(),
    };
    Solution {
        option_id: state.option_id(table.right),
        text: state.current.answer.clone(),
        picked: (0..table.options.len()).map(picked).collect(),
        awarded,
        explanation: state.current.explanation.clone(),
        source: state.current.source.clone(),
    }
}
