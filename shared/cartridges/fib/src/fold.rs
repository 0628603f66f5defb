//! The reference client: applies Fib's events to a public snapshot.

use wpp_cartridge_kit::folding::{add_points, enter_phase, enter_question, find_player, set_answered, with_view};
use wpp_game::{
    session::snapshot::{Snapshot, Status},
    time::Countdown,
};

use super::contract::{event::Event, phase_data::QuestionShown, view::View};

pub(super) fn fold(snapshot: &mut Snapshot<View>, event: &Event) {
    match event {
        Event::QuestionShown(shown) => {
            enter_question(snapshot, shown.round, shown.question, shown.countdown);
            snapshot.view = Some(new_question(shown));
        }
        Event::LieStarted(started) => {
            enter(snapshot, "lie", started.countdown);
            with_view(snapshot, |view| {
                view.time_limit_ms = started.time_limit_ms;
                view.waiting.clone_from(&started.waiting);
            });
        }
        Event::Progress(progress) => {
            set_answered(snapshot, &progress.answered);
            with_view(snapshot, |view| view.waiting.clone_from(&progress.waiting));
        }
        Event::GuessStarted(started) => {
            enter(snapshot, "guess", started.countdown);
            with_view(snapshot, |view| {
                view.time_limit_ms = started.time_limit_ms;
                view.waiting.clone_from(&started.waiting);
                view.options.clone_from(&started.options);
            });
        }
        // Reactions are not part of the state.
        Event::Reaction(_) => {}
        Event::RevealStep(step) => {
            enter(snapshot, "reveal", step.countdown);
            for awarded in &step.revealed.awarded {
                add_points(snapshot, &awarded.player_id, awarded.points);
            }
            with_view(snapshot, |view| {
                view.revealed.push(step.revealed.clone());
                view.together = step.together;
            });
        }
        Event::ScoresCalculated(scores) => {
            enter(snapshot, "scores", scores.countdown);
            for delta in &scores.deltas {
                if let Some(player) = find_player(snapshot, &delta.player_id) {
                    player.score = delta.total;
                }
            }
            with_view(snapshot, |view| view.deltas.clone_from(&scores.deltas));
        }
        Event::Scoreboard(board) => {
            enter(snapshot, "scoreboard", board.countdown);
            with_view(snapshot, |view| {
                view.deltas.clear();
                view.ranking.clone_from(&board.ranking);
                view.is_final = board.is_final;
            });
        }
        Event::GameOver(over) => {
            enter(snapshot, "game_over", Countdown::NONE);
            snapshot.status = Status::Finished;
            with_view(snapshot, |view| {
                view.options.clear();
                view.revealed.clear();
                view.together = 0;
                view.ranking.clone_from(&over.ranking);
                view.is_final = true;
                view.awards.clone_from(&over.awards);
            });
        }
    }
}

/// Applies the start of a phase. The new phase waits for nobody until its event names the players.
fn enter(snapshot: &mut Snapshot<View>, name: &str, countdown: Countdown) {
    enter_phase(snapshot, name, countdown);
    with_view(snapshot, |view| {
        view.time_limit_ms = None;
        view.waiting.clear();
    });
}

fn new_question(shown: &QuestionShown) -> View {
    View {
        rounds: shown.rounds,
        questions: shown.questions,
        multiplier: shown.multiplier,
        prompt: shown.prompt.clone(),
        category: shown.category.clone(),
        max_length: shown.max_length,
        emoji: shown.emoji.clone(),
        time_limit_ms: None,
        waiting: Vec::new(),
        options: Vec::new(),
        revealed: Vec::new(),
        together: 0,
        deltas: Vec::new(),
        ranking: Vec::new(),
        is_final: false,
        awards: Vec::new(),
    }
}
