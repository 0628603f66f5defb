//! The reference client: applies Last Word's events to a public snapshot.

use wpp_cartridge_kit::folding::{add_points, enter_phase, set_answered, with_view};
use wpp_game::{
    session::snapshot::{Snapshot, Status},
    time::Countdown,
};

use super::contract::{event::Event, view::View};

pub(super) fn fold(snapshot: &mut Snapshot<View>, event: &Event) {
    match event {
        Event::WriteStarted(started) => {
            enter(snapshot, "write", 1, started.countdown);
            if let Some(phase) = &mut snapshot.phase {
                phase.round = started.round;
            }
            with_view(snapshot, |view| {
                (view.rounds, view.questions) = (started.rounds, started.questions);
                (view.multiplier, view.max_length) = (started.multiplier, started.max_length);
                view.time_limit_ms = started.time_limit_ms;
                view.waiting.clone_from(&started.waiting);
            });
        }
        Event::Progress(progress) => {
            set_answered(snapshot, &progress.answered);
            with_view(snapshot, |view| view.waiting.clone_from(&progress.waiting));
        }
        Event::VoteStarted(started) => {
            enter(snapshot, "vote", started.question, started.countdown);
            with_view(snapshot, |view| {
                view.prompt_id = Some(started.ballot.prompt_id.clone());
                view.prompt = Some(started.ballot.prompt.clone());
                view.options.clone_from(&started.ballot.options);
                view.votes_each = started.ballot.votes_each;
                view.time_limit_ms = started.time_limit_ms;
                view.waiting.clone_from(&started.waiting);
            });
        }
        Event::ResultShown(shown) => {
            enter(snapshot, "result", shown.question, shown.countdown);
            for result in &shown.results {
                add_points(snapshot, &result.player_id, result.points);
            }
            with_view(snapshot, |view| {
                view.prompt_id = Some(shown.prompt_id.clone());
                view.prompt = Some(shown.prompt.clone());
                view.results.clone_from(&shown.results);
            });
        }
        Event::Scoreboard(board) => {
            let question = snapshot.phase.as_ref().map_or(1, |phase| phase.question);
            enter(snapshot, "scoreboard", question, board.countdown);
            with_view(snapshot, |view| {
                view.ranking.clone_from(&board.ranking);
                view.is_final = board.is_final;
            });
        }
        Event::GameOver(over) => {
            let question = snapshot.phase.as_ref().map_or(1, |phase| phase.question);
            enter(snapshot, "game_over", question, Countdown::NONE);
            snapshot.status = Status::Finished;
            with_view(snapshot, |view| {
                view.ranking.clone_from(&over.ranking);
                view.is_final = true;
                view.awards.clone_from(&over.awards);
            });
        }
    }
}

/// Applies the start of a phase, and clears what belongs to the phase before.
fn enter(snapshot: &mut Snapshot<View>, name: &str, question: u32, countdown: Countdown) {
    enter_phase(snapshot, name, countdown);
    if let Some(phase) = &mut snapshot.phase {
        phase.question = question;
    }
    with_view(snapshot, |view| {
        (view.time_limit_ms, view.prompt_id, view.prompt) = (None, None, None);
        view.waiting.clear();
        view.options.clear();
        view.votes_each = 0;
        view.results.clear();
        view.ranking.clear();
        view.is_final = false;
    });
}
