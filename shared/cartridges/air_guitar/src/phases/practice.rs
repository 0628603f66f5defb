//! `practice` and `counting`: guitarists play, and their last reports arrive.

use wpp_game::ids::PlayerId;

use super::{elapsed_ms, summary};
use crate::{
    Step,
    contract::{
        action::Report,
        event::{Counting, Event, Joined, Left, PracticeStarted, Progressed},
        reject_reason::RejectReason,
    },
    state::{Part, Stage},
};

/// Milliseconds for which `counting` waits for the last reports. The processes that hold the players'
/// sockets send them within tens of milliseconds.
const COUNTING_MS: u64 = 1_000;

/// Handles a guitarist who picks up the guitar. Starts a practice if none is running.
pub(crate) fn start(step: &mut Step<'_, '_>, player: PlayerId) -> Result<(), RejectReason> {
    match step.state.stage {
        Stage::GameOver { .. } => return Err(RejectReason::Over),
        Stage::Counting { .. } => return Err(RejectReason::Counting),
        Stage::Summary { .. } if summary::was_last(step) => return Err(RejectReason::Over),
        Stage::Practice { .. } => {
            let elapsed = elapsed_ms(step);
            return join(step, player, elapsed);
        }
        Stage::Summary { .. } => summary::leave(step),
        Stage::Ready => {}
    }
    let whole = u64::from(step.state.config.practice_ms);
    let countdown = step.set_timer(Some(whole));
    step.state.stage = Stage::Practice { parts: Vec::new() };
    let (practice, practices) = (step.state.practice, step.state.config.practices);
    step.emit(Event::PracticeStarted(PracticeStarted { practice, practices, time_limit_ms: whole, countdown }));
    join(step, player, 0)
}

/// Adds a guitarist to the running practice, `now_ms` milliseconds after its start.
fn join(step: &mut Step<'_, '_>, player: PlayerId, now_ms: u64) -> Result<(), RejectReason> {
    let (whole, percent) = (u64::from(step.state.config.practice_ms), u64::from(step.state.config.goal_percent));
    let Stage::Practice { parts } = &mut step.state.stage else { return Err(RejectReason::NotPlaying) };
    let goal_ms = match parts.iter_mut().find(|part| part.player_id == player) {
        Some(part) if part.plays() => return Err(RejectReason::AlreadyPlaying),
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
    step.emit(Event::Joined(Joined { player_id: player, goal_ms }));
    Ok(())
}

/// Handles a guitarist who puts the guitar down. Ends the practice if nobody else is playing.
pub(crate) fn put_down(step: &mut Step<'_, '_>, player: &PlayerId) -> Result<(), RejectReason> {
    if !step.state.plays(player) || !matches!(step.state.stage, Stage::Practice { .. }) {
        return Err(RejectReason::NotPlaying);
    }
    end_parts(step, |part| part.player_id == *player);
    check_complete(step);
    Ok(())
}

/// Adds the report of a guitarist's socket.
pub(crate) fn report(step: &mut Step<'_, '_>, player: &PlayerId, report: &Report) -> Result<(), RejectReason> {
    let now = elapsed_ms(step);
    if report.practice != step.state.practice {
        return Err(RejectReason::Late);
    }
    let part = step.state.parts_mut().iter_mut().find(|part| part.player_id == *player).ok_or(RejectReason::Late)?;
    let most = part.until_ms.unwrap_or(now).saturating_sub(part.from_ms);
    part.tally = part.tally.plus(report.tally).within(most);
    part.counted |= report.last;
    let (chords, played_ms) = (part.tally.chords, part.tally.played_ms);
    step.emit(Event::Progressed(Progressed { player_id: player.clone(), chords, played_ms }));
    check_complete(step);
    Ok(())
}

/// Ends the practice: its time is over, or nobody is playing.
pub(super) fn finish(step: &mut Step<'_, '_>) {
    end_parts(step, |_| true);
    let parts = step.state.parts().to_vec();
    step.state.stage = Stage::Counting { parts };
    let countdown = step.set_timer(Some(COUNTING_MS));
    step.emit(Event::Counting(Counting { countdown }));
    check_complete(step);
}

/// Enters the next phase if nobody remains to wait for. If nobody is present, a practice waits for its
/// deadline: all guitarists may share one router that is restarting.
pub(crate) fn check_complete(step: &mut Step<'_, '_>) {
    let gone = |step: &Step<'_, '_>, part: &Part| !step.ctx.seats.iter().any(|seat| seat.player_id == part.player_id);
    let removed: Vec<PlayerId> =
        step.state.parts().iter().filter(|part| gone(step, part)).map(|part| part.player_id.clone()).collect();
    end_parts(step, |part| removed.contains(&part.player_id));
    let somebody_present = step.ctx.seats.iter().any(|seat| seat.present);
    let waits_for = |part: &Part| is_present(step, &part.player_id);
    match &step.state.stage {
        Stage::Practice { parts } => {
            let nobody_plays = parts.iter().all(|part| !part.plays());
            let nobody_here_plays = !parts.iter().any(|part| part.plays() && waits_for(part));
            if nobody_plays || (somebody_present && nobody_here_plays) {
                finish(step);
            }
        }
        Stage::Counting { parts } if parts.iter().all(|part| part.counted || !waits_for(part)) => summary::enter(step),
        Stage::Counting { .. } | Stage::Ready | Stage::Summary { .. } | Stage::GameOver { .. } => {}
    }
}

/// Ends the parts of guitarists who are playing and match `whose`.
fn end_parts(step: &mut Step<'_, '_>, whose: impl Fn(&Part) -> bool) {
    let now = elapsed_ms(step);
    let mut left = Vec::new();
    for part in step.state.parts_mut().iter_mut().filter(|part| part.plays() && whose(part)) {
        part.until_ms = Some(now);
        left.push(part.player_id.clone());
    }
    for player_id in left {
        step.emit(Event::Left(Left { player_id }));
    }
}

fn is_present(step: &Step<'_, '_>, player: &PlayerId) -> bool {
    step.ctx.seats.iter().any(|seat| seat.present && seat.player_id == *player)
}
