//! `solution`: the correct answer, the players' answers and the points.

use wpp_cartridge_kit::{
    highlight::Highlight,
    kinds::{ALL, Answering, Ballot, Mark, marks, written},
    prelude::*,
    reactions::Reactable as _,
};

use super::spotlight;
use crate::{
    Step,
    contract::{Awarded, Picked, Solution},
    events,
    state::{Record, Stage, State},
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let mut ballot = match &mut step.state.stage {
        Stage::Answer(Answering { ballot, .. }) => std::mem::take(ballot),
        _ => Ballot::default(),
    };
    let marks = marks(&step.state.current, &ballot);
    let awarded = award_points(&mut step.state, &marks, step.ctx.seats);
    let solution = solution(&step.state, &ballot, awarded);
    step.state.award_teams(&ballot, step.ctx.seats);
    let spotlight = spotlight::of(&step.state.current, &ballot);
    ballot.settle();
    let stage = Stage::Solution { ballot, solution: solution.clone(), spotlight };
    step.enter(stage, |state, started| events::solution_shown(state, solution, started));
}

/// Awards points in the order of the answers. Players without any points lose their streak. Part of the
/// points keeps a streak as it is. A question without points changes no record.
fn award_points(state: &mut State, marks: &[Mark<'_>], seats: &[Seat]) -> Vec<Awarded> {
    let has_points = state.has_points();
    let scored: Vec<Mark<'_>> = marks.iter().copied().filter(|mark| mark.share > 0).collect();
    if has_points {
        for (player, record) in &mut state.players {
            if !scored.iter().any(|mark| mark.player == player) {
                record.streak = 0;
            }
        }
    }
    let may_answer = state.players.keys().filter(|player| state.plays(player)).count();
    let captains = state.captains();
    let factor = i64::from(state.multiplier()) * i64::from(state.current.points);
    let moment = right_moment(state, &scored);
    let mut awarded = Vec::with_capacity(scored.len());
    let mut right_before = 0;
    for mark in scored {
        let Some(record) = state.players.get_mut(mark.player) else { continue };
        let mut award = Awarded {
            player_id: mark.player.clone(),
            team: captains.contains(mark.player).then(|| team_of(seats, mark.player)).flatten(),
            points: 0,
            streak: record.streak,
            speed_points: 0,
            right: mark.is_right(),
        };
        if has_points && mark.is_right() {
            award.speed_points = state.config.speed_bonus(right_before, may_answer) * factor;
            count_right_answer(record, right_before == 0, &moment);
            award.streak = record.streak;
            let base = i64::from(state.config.right_points) + state.config.streak_bonus(record.streak);
            award.points = base.saturating_mul(factor).saturating_add(award.speed_points);
        } else if has_points {
            let whole = i64::from(state.config.right_points) * factor;
            award.points = whole * i64::from(mark.share) / i64::from(ALL);
        }
        right_before += usize::from(mark.is_right());
        record.earn(award.points);
        awarded.push(award);
    }
    awarded
}

fn team_of(seats: &[Seat], player: &PlayerId) -> Option<u32> {
    seats.iter().find(|seat| seat.player_id == *player)?.team
}

/// Returns the right answer, the number of players who gave it, and the question, for the awards.
fn right_moment(state: &State, scored: &[Mark<'_>]) -> Highlight {
    let right = scored.iter().filter(|mark| mark.is_right()).count();
    let is_quotable = !matches!(state.current.kind, QuestionKind::TrueFalse | QuestionKind::Order);
    let text = if is_quotable { answer_text(state) } else { String::new() };
    Highlight { text, count: u32::try_from(right).unwrap_or(u32::MAX), question: state.question_number() }
}

fn count_right_answer(record: &mut Record, is_first: bool, moment: &Highlight) {
    record.streak += 1;
    if record.streak > record.longest {
        record.longest = record.streak;
        record.longest_at = moment.question;
    }
    record.right += 1;
    if is_first {
        record.first += 1;
        record.first_at = moment.question;
    }
    Highlight::keep_rarest(&mut record.rarest, moment.clone());
}

fn solution(state: &State, ballot: &Ballot, awarded: Vec<Awarded>) -> Solution {
    let ids = state.option_ids();
    let picked = |index: usize| {
        let audience = ballot.audience.get(index).copied().unwrap_or(0);
        Picked { option_id: ids.id(index), players: ballot.pickers(index), audience }
    };
    let kind = state.current.kind;
    let right: Vec<String> = ballot.right.iter().map(|index| ids.id(*index)).collect();
    let shows_pickers = kind != QuestionKind::Order;
    Solution {
        option_id: right.first().cloned().unwrap_or_default(),
        option_ids: right,
        text: answer_text(state),
        picked: (0..ballot.options.len()).filter(|_| shows_pickers).map(picked).collect(),
        written: written(&state.current, ballot),
        awarded,
        explanation: state.current.explanation.clone(),
        source: state.current.source.clone(),
    }
}

/// Returns all right answers as one text; empty for a question of opinion.
fn answer_text(state: &State) -> String {
    let texts: Vec<&str> =
        std::iter::once(&state.current.answer).chain(&state.current.more_answers).map(String::as_str).collect();
    texts.join(", ")
}
