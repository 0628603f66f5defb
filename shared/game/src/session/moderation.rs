//! Moderation: who approves the texts that people write, and which texts there are.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Session, snapshot::ModerationView};
use crate::{
    contract::ids::PlayerId,
    driver::{DRAWING, FreeText, Moderation as State, TextVisitor},
    engine::{EngineError, registry::Registry},
};

/// The moderation of a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Moderation {
    #[serde(rename = "o", default, skip_serializing_if = "std::ops::Not::not")]
    pub on: bool,
    /// The appointed moderator; `None` for the VIP.
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    pub appointed: Option<PlayerId>,
    /// Whether the appointed moderator is in the audience, so that the session does not know the person's presence.
    #[serde(rename = "w", default, skip_serializing_if = "std::ops::Not::not")]
    pub watches: bool,
    /// Whether a moderator was present at the end of the last step.
    #[serde(rename = "p", default, skip_serializing_if = "std::ops::Not::not")]
    pub attended: bool,
    /// What the last `session.moderation_changed` announced.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<ModerationView>,
}

impl Moderation {
    /// Returns whether the room is as if nobody had ever moderated it.
    pub(super) fn is_unused(&self) -> bool {
        *self == Self::default()
    }

    /// Makes a person the moderator; `None` is the VIP.
    pub(super) fn appoint(&mut self, moderator: Option<PlayerId>) {
        (self.appointed, self.watches) = (moderator, false);
    }

    /// Returns what a game must know about the moderation.
    pub(super) fn state(&self) -> State {
        match (self.on, self.attended) {
            (false, _) => State::Off,
            (true, true) => State::Attended,
            (true, false) => State::Unattended,
        }
    }
}

/// The texts of a session that people wrote, for the moderator and the host.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Texts {
    /// Texts that wait for the moderator's decision, in an order that does not depend on their arrival.
    pub waiting: Vec<WaitingText>,
    /// Texts that are on the screens now.
    pub shown: Vec<ShownText>,
}

/// A text that waits for the moderator's decision. Nothing identifies its author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WaitingText {
    /// Id of the text.
    pub text_id: String,
    /// The text; `(drawing)` for a drawing.
    pub text: String,
    /// The question or prompt that the text answers; absent if everybody can read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// The strokes of a drawing, as in the game's action; absent for a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawing: Option<Vec<String>>,
}

/// A text on the screens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ShownText {
    /// Id of the text, valid in the current phase.
    pub text_id: String,
    /// The text.
    pub text: String,
}

impl Session {
    /// Returns the person who moderates: the appointed one while connected or in the audience, otherwise the VIP.
    #[must_use]
    pub fn moderator(&self) -> Option<&PlayerId> {
        let watches = self.moderation.watches;
        let is_connected = |id: &&PlayerId| watches || self.player(id).is_some_and(super::Player::connected);
        self.moderation.appointed.as_ref().filter(is_connected).or(self.vip())
    }

    /// Returns whether clients that have event `seq` may receive the events after it. Earlier events contain a text that
    /// was removed since.
    #[must_use]
    pub fn can_replay_after(&self, seq: u64) -> bool {
        seq >= self.replay_from
    }

    /// Returns the texts that people wrote in the game.
    ///
    /// # Errors
    /// [`EngineError`] when the stored game cannot be decoded.
    pub fn texts(&self, registry: &Registry) -> Result<Texts, EngineError> {
        let mut list = Texts::default();
        if let Some(state) = self.game.as_deref() {
            let cartridge =
                registry.get(&self.cartridge).ok_or_else(|| EngineError::UnknownCartridge(self.cartridge.clone()))?;
            cartridge.open(state)?.visit_texts(&mut list);
        }
        list.waiting.sort_by(|one, other| one.text_id.cmp(&other.text_id));
        Ok(list)
    }
}

impl TextVisitor for Texts {
    fn unshown(&mut self, text: &mut FreeText, question: Option<&str>) {
        if let FreeText::Moderated { id, text, approved: None } = text {
            let question = question.map(str::to_owned);
            self.waiting.push(WaitingText { text_id: text_id(*id), text: text.clone(), question, drawing: None });
        }
    }

    fn unshown_drawing(&mut self, review: &mut FreeText, strokes: &[String]) {
        if let FreeText::Moderated { id, approved: None, .. } = review {
            let (text_id, drawing) = (text_id(*id), Some(strokes.to_vec()));
            self.waiting.push(WaitingText { text_id, text: DRAWING.to_owned(), question: None, drawing });
        }
    }

    fn shown(&mut self, text_id: String, text: &mut String) {
        self.shown.push(ShownText { text_id, text: text.clone() });
    }

    fn copy(&mut self, _text: &mut String) {}
}

/// Returns the id of a moderated text in the contract.
pub(super) fn text_id(id: u32) -> String {
    format!("{id:08x}")
}
