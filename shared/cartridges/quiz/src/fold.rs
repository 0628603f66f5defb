//! The reference client: applies Quiz's events to a public snapshot.

use wpp_cartridge_kit::folding::{add_points, enter_phase, enter_question, set_answered, with_view};
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
        Event::AnswerStarted(started) => {
            enter(snapshot, "answer", started.countdown);
            with_view(snapshot, |view| {
                view.time_limit_ms = started.time_limit_ms;
                view.waits_for_host = started.waits_for_host;
                view.waiting.clone_from(&started.waiting);
                view.options.clone_from(&started.options);
            });
        }
        Event::Progress(progress) => {
            set_answered(snapshot, &progress.answered);
            with_view(snapshot, |view| view.waiting.clone_from(&progress.waiting));
        }
        Event::SolutionShown(shown) => {
            enter(snapshot, "solution", shown.countdown);
            for awarded in &shown.solution.awarded {
                add_points(snapshot, &awarded.player_id, awarded.points);
            }
            with_view(snapshot, |view| {
                view.waits_for_host = shown.waits_for_host;
                view.solution = Some(shown.solution.clone());
            });
        }
        Event::Scoreboard(board) => {
            enter(snapshot, "scoreboard", board.countdown);
            with_view(snapshot, |view| {
                view.options.clear();
                view.solution = None;
                view.ranking.clone_from(&board.ranking);
                view.is_final = board.is_final;
            });
        }
        Event::GameOver(over) => {
            enter(snapshot, "game_over", Countdown::NONE);
            snapshot.status = Status::Finished;
            with_view(snapshot, |view| {
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
        view.waits_for_host = false;
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
        kind: shown.kind,
        points: shown.points,
        difficulty: shown.difficulty,
        time_limit_ms: None,
        waits_for_host: false,
        waiting: Vec::new(),
        options: Vec::new(),
        solution: None,
        ranking: Vec::new(),
        is_final: false,
        awards: Vec::new(),
    }
}
