//! What everybody may know, and what one person may know of themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    EMOJI, MAX_STATUS, MAX_WORDS,
    event::Opened,
    state::{State, Toast},
};
use wpp_game::ids::PlayerId;

/// The public part of a lounge's snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct View {
    /// The emoji that can be thrown.
    pub emoji: Vec<String>,
    /// Graphemes a status may have.
    pub max_status: usize,
    /// Graphemes the words of a toast may have.
    pub max_words: usize,
    /// Whether people may raise their glasses.
    pub toasts: bool,
    /// How people are, as far as they say.
    pub statuses: BTreeMap<String, String>,
    /// The toast that is proposed, if one is.
    pub toast: Option<ToastView>,
    /// Toasts so far.
    pub count: u32,
}

/// Glasses in the air.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ToastView {
    /// Who proposes it.
    pub player_id: PlayerId,
    /// To what; `null` for a toast without words.
    pub words: Option<String>,
    /// Whose glasses are up, in the order in which they were raised.
    pub joined: Vec<PlayerId>,
}

/// What somebody alone may know: nothing that others may not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct You {
    /// How they say they are.
    pub status: Option<String>,
}

impl View {
    pub(super) fn of(state: &State) -> Self {
        let statuses = state.statuses.iter().map(|(player, status)| (player.0.clone(), status.clone())).collect();
        let toast = state.toast.as_ref().map(ToastView::of);
        let opened = Opened { emoji: EMOJI.map(str::to_owned).to_vec(), toasts: state.config.toasts };
        Self { statuses, toast, count: state.toasts, ..Self::fresh(&opened) }
    }

    /// The lounge as it opens.
    pub(super) fn fresh(opened: &Opened) -> Self {
        Self {
            emoji: opened.emoji.clone(),
            max_status: MAX_STATUS,
            max_words: MAX_WORDS,
            toasts: opened.toasts,
            statuses: BTreeMap::new(),
            toast: None,
            count: 0,
        }
    }
}

impl ToastView {
    fn of(toast: &Toast) -> Self {
        let Toast { by, words, joined } = toast.clone();
        Self { player_id: by, words, joined }
    }
}
