//! Toasts: a person proposes one, and it is complete when everybody present has joined.
//!
//! A toast needs at least two people. It does not wait for people who are away, and it does wait for
//! people who arrive in the meantime.

use wpp_game::{
    driver::FreeText,
    ids::PlayerId,
    text::{BadText, clean},
};

use super::{
    RejectReason, Step,
    contract::{
        action::MAX_WORDS,
        event::{Clinked, Event, Raised, ToastJoined, ToastLowered},
    },
    state::Toast,
    step::is_seated,
};

/// Fewest people for a toast.
const FEWEST: usize = 2;

/// Proposes a toast.
pub(super) fn raise(step: &mut Step<'_, '_>, player_id: PlayerId, typed: &str) -> Result<(), RejectReason> {
    if !step.state.config.toasts {
        return Err(RejectReason::NoToasts);
    }
    if step.state.toast.is_some() {
        return Err(RejectReason::AlreadyRaised);
    }
    let words = match clean(typed, MAX_WORDS) {
        Ok(words) => Some(FreeText::new(words, step.ctx)),
        Err(BadText::Empty) => None,
        Err(bad) => return Err(bad.into()),
    };
    let toast = Toast { by: player_id.clone(), words, joined: vec![player_id.clone()] };
    step.emit(Event::Raised(Raised { player_id, words: toast.shown_words() }));
    step.state.toast = Some(toast);
    Ok(())
}

/// Joins the current toast.
pub(super) fn join(step: &mut Step<'_, '_>, player_id: PlayerId) -> Result<(), RejectReason> {
    let toast = step.state.toast.as_mut().ok_or(RejectReason::NothingRaised)?;
    if toast.joined.contains(&player_id) {
        return Err(RejectReason::AlreadyJoined);
    }
    toast.joined.push(player_id.clone());
    step.emit(Event::Joined(ToastJoined { player_id }));
    complete_if_all_joined(step);
    Ok(())
}

/// Handles a change of the people: removes those who left from the toast. The toast ends if the person
/// who proposed it left.
pub(super) fn roster_changed(step: &mut Step<'_, '_>) {
    let Some(toast) = step.state.toast.take() else { return };
    let (joined, left): (Vec<PlayerId>, Vec<PlayerId>) =
        toast.joined.into_iter().partition(|player| is_seated(step, player));
    let over = left.contains(&toast.by);
    for player_id in left {
        step.emit(Event::Lowered(ToastLowered { player_id }));
    }
    if !over {
        step.state.toast = Some(Toast { joined, ..toast });
        complete_if_all_joined(step);
    }
}

fn complete_if_all_joined(step: &mut Step<'_, '_>) {
    let seats = step.ctx.seats;
    let all_joined = |toast: &mut Toast| {
        toast.joined.len() >= FEWEST
            && seats.iter().filter(|seat| seat.present).all(|seat| toast.joined.contains(&seat.player_id))
    };
    if let Some(toast) = step.state.toast.take_if(all_joined) {
        let words = toast.shown_words();
        let Toast { by, joined, .. } = toast;
        step.state.toasts = step.state.toasts.saturating_add(1);
        let count = step.state.toasts;
        step.emit(Event::Clinked(Clinked { player_id: by, words, joined, count }));
    }
}
