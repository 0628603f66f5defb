//! Read access to a session.

use serde_json::value::RawValue;

use super::{PauseView, Player, Session, Status};
use crate::{
    contract::{
        ids::{AccountId, Epoch, PlayerId, SessionCode},
        time::Timestamp,
    },
    text::Profanity,
};

impl Session {
    /// Returns the account that created the session, if one did. No snapshot or event contains it.
    #[must_use]
    pub fn owner(&self) -> Option<&AccountId> {
        self.owner.as_ref()
    }

    /// Returns when the session was created. The moment distinguishes sessions that reuse a code.
    #[must_use]
    pub fn created_at(&self) -> Timestamp {
        self.created_at
    }

    /// Sets the time of the latest chat message, for snapshots.
    #[must_use]
    pub fn with_last_message_at(mut self, last_message_at: Option<Timestamp>) -> Self {
        self.last_message_at = last_message_at;
        self
    }

    /// Returns the packs from which the content was drawn.
    #[must_use]
    pub fn pack_ids(&self) -> &[String] {
        &self.pack_ids
    }

    /// Returns the ids of the questions that this group received, at most
    /// [`MAX_QUESTION_HISTORY`](super::MAX_QUESTION_HISTORY), the latest last.
    #[must_use]
    pub fn question_history(&self) -> &[String] {
        &self.question_history
    }

    /// Returns the ids of the questions that belong to the current game; none before its start.
    #[must_use]
    pub fn played_questions(&self) -> &[String] {
        let others = self.question_history.len().saturating_sub(self.played);
        self.question_history.get(others..).unwrap_or_default()
    }

    /// Returns which words are rejected in nicknames and chat messages.
    #[must_use]
    pub fn profanity(&self) -> Profanity {
        self.profanity
    }

    /// Returns the number of committed steps.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Returns the number of the last event; 0 before the first.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Returns whether every client that has event `seq` of this epoch has received the events of this session.
    /// After a change of the store, other events may have had the same numbers.
    #[must_use]
    pub fn is_certain(&self, seq: u64) -> bool {
        self.certain_until.is_none_or(|until| seq <= until)
    }

    /// Returns the epoch that `seq` counts in.
    #[must_use]
    pub fn epoch(&self) -> &Epoch {
        &self.epoch
    }

    /// Returns the join code.
    #[must_use]
    pub fn code(&self) -> &SessionCode {
        &self.code
    }

    /// Returns the cartridge's key.
    #[must_use]
    pub fn cartridge(&self) -> &str {
        &self.cartridge
    }

    /// Returns the cartridge's complete configuration.
    #[must_use]
    pub fn config(&self) -> &RawValue {
        &self.config
    }

    /// Returns the stored state of the running or finished game; `None` in the lobby.
    #[must_use]
    pub fn game_state(&self) -> Option<&RawValue> {
        self.game.as_deref()
    }

    /// Returns the session's status.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// Returns the pause with its reason; `None` unless the game is paused.
    #[must_use]
    pub fn pause(&self) -> Option<&PauseView> {
        self.pause.as_ref()
    }

    /// Returns whether a game is running, paused or finished; `false` in the lobby.
    #[must_use]
    pub fn has_game(&self) -> bool {
        self.game.is_some()
    }

    /// Returns the phase's name; `None` in the lobby.
    #[must_use]
    pub fn phase_name(&self) -> Option<&str> {
        self.phase.as_ref().map(|phase| phase.name.as_str())
    }

    /// Returns when the phase ends; `None` when the phase has no deadline or the game is not running.
    #[must_use]
    pub fn deadline(&self) -> Option<Timestamp> {
        self.deadline
    }

    /// Returns when the next [`step`](Self::step) is due without any command: at the phase's deadline, at the end of
    /// a disconnected player's grace period in a running game, at the end of the host's, or when the role of a disconnected
    /// VIP passes on, but not before the end of a [hold](super::STORE_CHANGE_HOLD_MS).
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        self.next_deadline().map(|due| self.hold_ends_at().map_or(due, |end| due.max(end)))
    }

    /// Returns the earliest deadline, also during a hold.
    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        [self.deadline, self.grace_ends_at(), self.host_leaves_at(), self.vip_passes_at()].into_iter().flatten().min()
    }

    /// Returns when the next grace period of a running game ends.
    pub(super) fn grace_ends_at(&self) -> Option<Timestamp> {
        let ends = || self.players.iter().filter_map(|player| player.presence.ends()).min();
        if self.status == Status::Running { ends() } else { None }
    }

    /// Returns how long the store keeps the session after this commit, in milliseconds.
    #[must_use]
    pub fn lifetime_ms(&self) -> u64 {
        self.status.lifetime_ms()
    }

    /// Returns all players, in the order in which they joined.
    #[must_use]
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// Returns the player with this id.
    #[must_use]
    pub fn player(&self, id: &PlayerId) -> Option<&Player> {
        self.players.iter().find(|player| player.player_id == *id)
    }

    pub(super) fn player_mut(&mut self, id: &PlayerId) -> Option<&mut Player> {
        self.players.iter_mut().find(|player| player.player_id == *id)
    }

    /// Returns whether this person left or was removed. Their token remains invalid.
    #[must_use]
    pub fn was_removed(&self, id: &PlayerId) -> bool {
        self.removed.contains(id)
    }
}
