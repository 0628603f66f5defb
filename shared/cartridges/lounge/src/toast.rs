//! Toasts: somebody proposes one, and when everybody's glass is up, they clink.
//!
//! Everybody is everybody present, and at least two: who toasts alone waits for company. Nobody is
//! waited for who is away, and whoever comes meanwhile is.

use super::{
    Refused,
    event::{Clinked, Event, Raised, ToastJoined, ToastLowered},
    state::Toast,
    turn::Turn,
};
use wpp_game::{
    ids::PlayerId,
    text::{BadText, clean},
};

/// Graphemes the words of a toast may have.
pub const MAX_WORDS: usize = 80;

/// Glasses it takes to clink.
const COMPANY: usize = 2;

/// Proposes a toast.
pub(super) fn raise(turn: &mut Turn<'_, '_>, player_id: PlayerId, typed: &str) -> Result<(), Refused> {
    if !turn.state.config.toasts {
        return Err(Refused::NoToasts);
    }
    if turn.state.toast.is_some() {
        return Err(Refused::AlreadyRaised);
    }
    let words = match clean(typed, MAX_WORDS) {
        Ok(words) => Some(words),
        Err(BadText::Empty) => None,
        Err(bad) => return Err(bad.into()),
    };
    turn.state.toast = Some(Toast { by: player_id.clone(), words: words.clone(), joined: vec![player_id.clone()] });
    turn.tell(Event::Raised(Raised { player_id, words }));
    Ok(())
}

/// Raises one's glass, too.
pub(super) fn join(turn: &mut Turn<'_, '_>, player_id: PlayerId) -> Result<(), Refused> {
    let toast = turn.state.toast.as_mut().ok_or(Refused::NothingRaised)?;
    if toast.joined.contains(&player_id) {
        return Err(Refused::AlreadyJoined);
    }
    toast.joined.push(player_id.clone());
    turn.tell(Event::Joined(ToastJoined { player_id }));
    clink_if_all_are_up(turn);
    Ok(())
}

/// Somebody came or went: who is gone has put their glass down, and nobody waits for them. With the one
/// who proposed it, the toast is over.
pub(super) fn look_round(turn: &mut Turn<'_, '_>) {
    let Some(toast) = turn.state.toast.take() else { return };
    let (joined, gone): (Vec<PlayerId>, Vec<PlayerId>) =
        toast.joined.into_iter().partition(|player| turn.is_here(player));
    let over = gone.contains(&toast.by);
    for player_id in gone {
        turn.tell(Event::Lowered(ToastLowered { player_id }));
    }
    if !over {
        turn.state.toast = Some(Toast { joined, ..toast });
        clink_if_all_are_up(turn);
    }
}

fn clink_if_all_are_up(turn: &mut Turn<'_, '_>) {
    let seats = turn.ctx.seats;
    let all_are_up = |toast: &mut Toast| {
        toast.joined.len() >= COMPANY
            && seats.iter().filter(|seat| seat.present).all(|seat| toast.joined.contains(&seat.player_id))
    };
    if let Some(Toast { by, words, joined }) = turn.state.toast.take_if(all_are_up) {
        turn.state.toasts = turn.state.toasts.saturating_add(1);
        let count = turn.state.toasts;
        turn.tell(Event::Clinked(Clinked { player_id: by, words, joined, count }));
    }
}
