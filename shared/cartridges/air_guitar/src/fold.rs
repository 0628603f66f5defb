//! The reference client: applies Air guitar's events to a public snapshot.

use wpp_cartridge_kit::folding::with_view;
use wpp_game::{
    ids::PlayerId,
    session::snapshot::{PhaseView, Snapshot, Status},
    time::Countdown,
};

use super::contract::{
    event::{Event, PartView},
    view::View,
};

pub(super) fn fold(snapshot: &mut Snapshot<View>, event: &Event) {
    match event {
        Event::Ready(ready) => {
            enter(snapshot, "ready", ready.practice, Countdown::NONE);
            with_view(snapshot, |view| {
                view.practice = ready.practice;
                view.parts.clear();
                view.lines.clear();
                view.reached = None;
            });
        }
        Event::PracticeStarted(started) => {
            enter(snapshot, "practice", started.practice, started.countdown);
            with_view(snapshot, |view| view.practice = started.practice);
        }
        Event::Joined(joined) => with_view(snapshot, |view| match part(view, &joined.player_id) {
            Some(part) => part.playing = true,
            None => view.parts.push(PartView {
                player_id: joined.player_id.clone(),
                playing: true,
                goal_ms: joined.goal_ms,
                chords: 0,
                played_ms: 0,
            }),
        }),
        Event::Left(left) => with_view(snapshot, |view| {
            if let Some(part) = part(view, &left.player_id) {
                part.playing = false;
            }
        }),
        Event::Progressed(progress) => with_view(snapshot, |view| {
            if let Some(part) = part(view, &progress.player_id) {
                (part.chords, part.played_ms) = (progress.chords, progress.played_ms);
            }
        }),
        Event::Counting(counting) => {
            let practice = snapshot.phase.as_ref().map_or(1, |phase| phase.round);
            enter(snapshot, "counting", practice, counting.countdown);
        }
        Event::Summary(summary) => {
            enter(snapshot, "summary", summary.practice, summary.countdown);
            for player in &mut snapshot.players {
                if let Some(line) = summary.lines.iter().find(|line| line.player_id == player.player_id) {
                    player.score = line.score;
                }
            }
            with_view(snapshot, |view| {
                view.parts.clear();
                view.lines.clone_from(&summary.lines);
                view.reached = Some(summary.reached);
                (view.streak, view.best_streak) = (summary.streak, summary.best_streak);
            });
        }
        Event::GameOver(finale) => {
            let practice = snapshot.phase.as_ref().map_or(1, |phase| phase.round);
            enter(snapshot, "game_over", practice, Countdown::NONE);
            snapshot.status = Status::Finished;
            with_view(snapshot, |view| {
                view.lines.clear();
                view.reached = None;
                view.goals = Some(finale.goals);
                view.best_streak = finale.best_streak;
                view.ranking.clone_from(&finale.ranking);
            });
        }
    }
}

fn enter(snapshot: &mut Snapshot<View>, name: &str, practice: u32, countdown: Countdown) {
    snapshot.phase = Some(PhaseView { name: name.to_owned(), round: practice, question: 1, countdown });
}

fn part<'a>(view: &'a mut View, player: &PlayerId) -> Option<&'a mut PartView> {
    view.parts.iter_mut().find(|part| part.player_id == *player)
}
