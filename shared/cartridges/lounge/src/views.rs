//! Builds the views from the state.

use wpp_game::{driver::FreeText, ids::PlayerId};

use super::{
    contract::{
        action::EMOJI,
        event::Opened,
        view::{ToastView, View, You},
    },
    state::{State, Toast},
};

/// Returns the public view.
pub(super) fn view(state: &State) -> View {
    let shown = |(player, status): (&PlayerId, &FreeText)| Some((player.0.clone(), status.open()?.to_owned()));
    let statuses = state.statuses.iter().filter_map(shown).collect();
    let toast = state.toast.as_ref().map(toast_view);
    let opened = Opened { emoji: EMOJI.map(str::to_owned).to_vec(), toasts: state.config.toasts };
    View { statuses, toast, count: state.toasts, ..View::new(&opened) }
}

/// Returns the private view of one person.
pub(super) fn you(state: &State, player: &PlayerId) -> You {
    You { status: state.statuses.get(player).map(|status| status.original().to_owned()) }
}

fn toast_view(toast: &Toast) -> ToastView {
    let Toast { by, joined, .. } = toast.clone();
    ToastView { player_id: by, words: toast.shown_words(), joined }
}
