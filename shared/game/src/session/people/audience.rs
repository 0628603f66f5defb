//! People without a seat or a score. Games never wait for them, and the session counts them without a list.

use super::{Admission, CommandError, Newcomer, Origin, Rejected, SessionEvent, SessionStep};
use crate::contract::ids::PlayerId;

impl SessionStep<'_> {
    /// Checks that a person can join the audience, in any status of the session, or lets the person wait for approval. The
    /// platform adds the member to the live store.
    pub fn join_audience(
        &mut self,
        player_id: &PlayerId,
        typed: &str,
        avatar: Option<&str>,
        origin: Origin,
    ) -> Result<Admission, CommandError> {
        self.check_not_removed(&origin)?;
        if let Some(admission) = self.take_released_seat(typed, origin)? {
            return Ok(admission);
        }
        self.check_unlocked()?;
        if let Some(admission) = self.find_waiting(typed, &origin)? {
            return Ok(admission);
        }
        let nickname = self.check_newcomer(player_id, typed, avatar)?;
        if !self.session.requires_approval() {
            return Ok(Admission { player_id: player_id.clone(), holder: 0 });
        }
        let (player_id, avatar) = (player_id.clone(), avatar.map(str::to_owned));
        self.admit_or_wait(Newcomer { player_id, nickname, avatar, origin, watches: true })
    }

    /// Voids the token of a member of the audience. A person whom the host removes cannot join again. Does nothing if the
    /// person was removed before.
    pub fn dismiss_spectator(&mut self, player_id: &PlayerId, kept_out: Option<Origin>) -> Result<(), CommandError> {
        if self.session.player(player_id).is_some() {
            return Err(Rejected::invalid("player_id", "this person is a player; remove the player instead").into());
        }
        if self.session.was_removed(player_id) {
            return Ok(());
        }
        if let Some(origin) = kept_out {
            self.session.keep_out(origin);
        }
        if self.session.moderation.appointed.as_ref() == Some(player_id) {
            self.session.moderation.appoint(None);
        }
        self.session.forget_id(player_id.clone());
        Ok(self.emit(&SessionEvent::AudienceLeft { player_id: player_id.clone() })?)
    }

    /// Announces the new nickname of a member of the audience.
    pub fn rename_spectator(&mut self, player_id: &PlayerId, typed: &str) -> Result<(), CommandError> {
        let nickname = self.check_nickname(typed, Some(player_id))?;
        Ok(self.emit(&SessionEvent::PlayerRenamed { player_id: player_id.clone(), nickname })?)
    }
}
