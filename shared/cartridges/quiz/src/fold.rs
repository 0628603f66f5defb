//! The reference client: how a public event changes a public snapshot.

use super::{
    event::{Event, QuestionShown, Solution},
    view::View,
};
use wpp_game::{
    session::snapshot::{PhaseView, Snapshot, Status},
    time::Countdown,
};

pub(super) fn fold(snapshot: &mut Snapshot<View>, event: &Event) {
    match event {
        Event::QuestionShown(shown) => {
            enter(snapshot, "question", shown.countdown);
            snapshot.phase = Some(PhaseView {
                name: "question".to_owned(),
                round: shown.round,
                question: shown.question,
                countdown: shown.countdown,
            });
            snapshot.view = Some(fresh(shown));
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
            for player in &mut snapshot.players {
                player.answered = progress.answered.contains(&player.player_id);
            }
            with_view(snapshot, |view| view.waiting.clone_from(&progress.waiting));
        }
        Event::SolutionShown(shown) => {
            enter(snapshot, "solution", shown.countdown);
            give_points(snapshot, &shown.solution);
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

/// What every phase begins with: its name and time, and nobody waited for.
fn enter(snapshot: &mut Snapshot<View>, name: &str, countdown: Countdown) {
    if let Some(phase) = &mut snapshot.phase {
        name.clone_into(&mut phase.name);
        phase.countdown = countdown;
    }
    for player in &mut snapshot.players {
        player.answered = false;
    }
    with_view(snapshot, |view| {
        view.time_limit_ms = None;
        view.waits_for_host = false;
        view.waiting.clear();
    });
}

fn give_points(snapshot: &mut Snapshot<View>, solution: &Solution) {
    for awarded in &solution.awarded {
        if let Some(player) = snapshot.players.iter_mut().find(|player| player.player_id == awarded.player_id) {
            player.score = player.score.saturating_add(awarded.points);
        }
    }
}

fn with_view(snapshot: &mut Snapshot<View>, change: impl FnOnce(&mut View)) {
    if let Some(view) = &mut snapshot.view {
        change(view);
    }
}

fn fresh(shown: &QuestionShown) -> View {
    View {
        rounds: shown.rounds,
        questions: shown.questions,
        multiplier: shown.multiplier,
        prompt: shown.prompt.clone(),
        category: shown.category.clone(),
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
