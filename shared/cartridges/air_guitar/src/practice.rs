//! `practice` and `counting`: guitars are picked up, played, put down, and what was played comes in.

use super::{
    action::Report,
    event::{Counting, Event, Joined, Left, PracticeStarted, Progressed},
    refused::Refused,
    state::{Part, Stage},
    summary,
    turn::Turn,
};
use wpp_game::ids::PlayerId;

/// Milliseconds the last tallies may take to come in. They come from the processes that hold the
/// players' sockets, within tens of milliseconds.
const COUNTING_MS: u64 = 1_000;

/// Somebody picks up their guitar; if nobody plays, a practice begins with it.
pub(super) fn start(turn: &mut Turn<'_, '_>, player: PlayerId) -> Result<(), Refused> {
    match turn.state.stage {
        Stage::GameOver { .. } => return Err(Refused::Over),
        Stage::Counting { .. } => return Err(Refused::Counting),
        Stage::Summary { .. } if summary::was_last(turn) => return Err(Refused::Over),
        Stage::Practice { .. } => {
            let elapsed = turn.elapsed_ms();
            return join(turn, player, elapsed);
        }
        Stage::Summary { .. } => summary::leave(turn),
        Stage::Ready => {}
    }
    let whole = u64::from(turn.state.config.practice_ms);
    let countdown = turn.ends_after(whole);
    turn.state.stage = Stage::Practice { parts: Vec::new() };
    let (practice, practices) = (turn.state.practice, turn.state.config.practices);
    turn.tell(Event::PracticeStarted(PracticeStarted { practice, practices, time_limit_ms: whole, countdown }));
    join(turn, player, 0)
}

fn join(turn: &mut Turn<'_, '_>, player: PlayerId, now_ms: u64) -> Result<(), Refused> {
    let (whole, percent) = (u64::from(turn.state.config.practice_ms), u64::from(turn.state.config.goal_percent));
    let Stage::Practice { parts } = &mut turn.state.stage else { return Err(Refused::NotPlaying) };
    let goal_ms = match parts.iter_mut().find(|part| part.player_id == player) {
        Some(part) if part.plays() => return Err(Refused::AlreadyPlaying),
        Some(part) => {
            part.until_ms = None;
            part.counted = false;
            part.goal_ms
        }
        None => {
            let goal_ms = whole.saturating_sub(now_ms) * percent / 100;
            let (tally, player_id) = (Default::default(), player.clone());
            parts.push(Part { player_id, from_ms: now_ms, until_ms: None, goal_ms, tally, counted: false });
            goal_ms
        }
    };
    turn.tell(Event::Joined(Joined { player_id: player, goal_ms }));
    Ok(())
}

/// Somebody puts their guitar down. The last one ends the practice.
pub(super) fn put_down(turn: &mut Turn<'_, '_>, player: &PlayerId) -> Result<(), Refused> {
    if !turn.state.plays(player) || !matches!(turn.state.stage, Stage::Practice { .. }) {
        return Err(Refused::NotPlaying);
    }
    silence(turn, |part| part.player_id == *player);
    look_round(turn);
    Ok(())
}

/// Takes in what was counted beside a player's socket.
pub(super) fn report(turn: &mut Turn<'_, '_>, player: &PlayerId, report: &Report) -> Result<(), Refused> {
    let now = turn.elapsed_ms();
    if report.practice != turn.state.practice {
        return Err(Refused::Late);
    }
    let part = turn.state.parts_mut().iter_mut().find(|part| part.player_id == *player).ok_or(Refused::Late)?;
    let most = part.until_ms.unwrap_or(now).saturating_sub(part.from_ms);
    part.tally = part.tally.plus(report.tally).within(most);
    part.counted |= report.last;
    let (chords, played_ms) = (part.tally.chords, part.tally.played_ms);
    turn.tell(Event::Progressed(Progressed { player_id: player.clone(), chords, played_ms }));
    look_round(turn);
    Ok(())
}

/// The time is up, or everybody has put their guitar down.
pub(super) fn finish(turn: &mut Turn<'_, '_>) {
    silence(turn, |_| true);
    let parts = turn.state.parts().to_vec();
    turn.state.stage = Stage::Counting { parts };
    let countdown = turn.ends_after(COUNTING_MS);
    turn.tell(Event::Counting(Counting { countdown }));
    look_round(turn);
}

/// Goes on if nobody is left to wait for. An empty room waits for the deadline: its people may all
/// be behind one router that restarts.
pub(super) fn look_round(turn: &mut Turn<'_, '_>) {
    let gone = |turn: &Turn<'_, '_>, part: &Part| !turn.ctx.seats.iter().any(|seat| seat.player_id == part.player_id);
    let removed: Vec<PlayerId> =
        turn.state.parts().iter().filter(|part| gone(turn, part)).map(|part| part.player_id.clone()).collect();
    silence(turn, |part| removed.contains(&part.player_id));
    let somebody_present = turn.ctx.seats.iter().any(|seat| seat.present);
    let waits_for = |part: &Part| turn.is_present(&part.player_id);
    match &turn.state.stage {
        Stage::Practice { parts } => {
            let nobody_plays = parts.iter().all(|part| !part.plays());
            let nobody_here_plays = !parts.iter().any(|part| part.plays() && waits_for(part));
            if nobody_plays || (somebody_present && nobody_here_plays) {
                finish(turn);
            }
        }
        Stage::Counting { parts } if parts.iter().all(|part| part.counted || !waits_for(part)) => summary::enter(turn),
        Stage::Counting { .. } | Stage::Ready | Stage::Summary { .. } | Stage::GameOver { .. } => {}
    }
}

/// Ends the parts of those who still play.
fn silence(turn: &mut Turn<'_, '_>, whose: impl Fn(&Part) -> bool) {
    let now = turn.elapsed_ms();
    let mut left = Vec::new();
    for part in turn.state.parts_mut().iter_mut().filter(|part| part.plays() && whose(part)) {
        part.until_ms = Some(now);
        left.push(part.player_id.clone());
    }
    for player_id in left {
        turn.tell(Event::Left(Left { player_id }));
    }
}
