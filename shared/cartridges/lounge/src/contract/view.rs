//! The public and private views of a lounge.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::ids::PlayerId;

use super::{
    action::{MAX_STATUS, MAX_WORDS},
    event::Opened,
};

/// The public part of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct View {
    /// The available reactions.
    pub emoji: Vec<String>,
    /// Maximum length of a status in graphemes.
    pub max_status: usize,
    /// Maximum length of a toast's words in graphemes.
    pub max_words: usize,
    /// Whether people can propose toasts.
    pub toasts: bool,
    /// Statuses by player id.
    pub statuses: BTreeMap<String, String>,
    /// The current toast, if any.
    pub toast: Option<ToastView>,
    /// Number of completed toasts.
    pub count: u32,
}

/// A proposed toast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ToastView {
    /// Id of the person who proposed the toast.
    pub player_id: PlayerId,
    /// Words of the toast; `null` for a toast without words.
    pub words: Option<String>,
    /// Everyone who joined, in that order.
    pub joined: Vec<PlayerId>,
}

/// A person's own view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct You {
    /// The person's status, also before a moderator approves it.
    pub status: Option<String>,
}

impl View {
    /// Returns the view of a lounge that has just opened.
    pub(crate) fn new(opened: &Opened) -> Self {
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
