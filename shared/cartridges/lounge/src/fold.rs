//! The reference client: applies the lounge's events to a public snapshot.

use wpp_game::{
    ids::PlayerId,
    session::snapshot::{PhaseView, Snapshot},
    time::Countdown,
};

use super::contract::{
    event::Event,
    view::{ToastView, View},
};

pub(super) fn fold(snapshot: &mut Snapshot<View>, event: &Event) {
    if let Event::Opened(opened) = event {
        let name = super::PHASE.to_owned();
        snapshot.phase = Some(PhaseView { name, round: 1, question: 1, countdown: Countdown::NONE });
        snapshot.view = Some(View::new(opened));
        return;
    }
    let Some(view) = &mut snapshot.view else { return };
    match event {
        // Reactions are not part of the state.
        Event::Opened(_) | Event::Reaction(_) => return,
        Event::StatusSet(set) => {
            match &set.status {
                Some(status) => view.statuses.insert(set.player_id.0.clone(), status.clone()),
                None => view.statuses.remove(&set.player_id.0),
            };
            return;
        }
        Event::Raised(raised) => {
            let (player_id, words) = (raised.player_id.clone(), raised.words.clone());
            view.toast = Some(ToastView { joined: vec![player_id.clone()], player_id, words });
        }
        Event::Joined(joined) => {
            if let Some(toast) = &mut view.toast {
                toast.joined.push(joined.player_id.clone());
            }
        }
        Event::Clinked(clinked) => {
            view.toast = None;
            view.count = clinked.count;
        }
        Event::Lowered(lowered) => {
            // The toast ends if the person who proposed it left.
            view.toast.take_if(|toast| toast.player_id == lowered.player_id);
            if let Some(toast) = &mut view.toast {
                toast.joined.retain(|player| *player != lowered.player_id);
            }
        }
    }
    let joined: Vec<PlayerId> = view.toast.iter().flat_map(|toast| toast.joined.clone()).collect();
    for player in &mut snapshot.players {
        player.answered = joined.contains(&player.player_id);
    }
}
