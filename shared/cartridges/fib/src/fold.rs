//! The reference client: how a public event changes a public snapshot.

use super::{
    event::{Event, QuestionShown, Revealed},
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
        Event::LieStarted(started) => {
            enter(snapshot, "lie", started.countdown);
            with_view(snapshot, |view| {
                view.time_limit_ms = started.time_limit_ms;
                view.waiting.clone_from(&started.waiting);
            });
        }
        Event::Progress(progress) => {
            for player in &mut snapshot.players {
                player.answered = progress.answered.contains(&player.player_id);
            }
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
        // Noise: seen by who is there, and in no snapshot.
        Event::Reaction(_) => {}
        Event::RevealStep(step) => {
            enter(snapshot, "reveal", step.countdown);
            give_points(snapshot, &step.revealed);
            with_view(snapshot, |view| {
                view.revealed.push(step.revealed.clone());
                view.together = step.together;
            });
        }
        Event::ScoresCalculated(scores) => {
            enter(snapshot, "scores", scores.countdown);
            for delta in &scores.deltas {
                if let Some(player) = snapshot.players.iter_mut().find(|player| player.player_id == delta.player_id) {
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
        view.waiting.clear();
    });
}

fn give_points(snapshot: &mut Snapshot<View>, revealed: &Revealed) {
    for awarded in &revealed.awarded {
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
