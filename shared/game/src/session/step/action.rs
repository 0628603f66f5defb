//! Actions of players.

use serde_json::value::RawValue;

use super::{Answer, CommandError, Presence, Rejected, SessionStep, Status};
use crate::{
    contract::ids::{PlayerId, is_client_id},
    engine::Effect,
};

/// Checks the client's id of an action, of a player or of a member of the audience.
///
/// # Errors
/// `invalid_input` for an id that no client may use.
pub fn check_action_id(id: &str) -> Result<(), Rejected> {
    if is_client_id(id) {
        return Ok(());
    }
    Err(Rejected::invalid("id", "an action id must be 1 to 64 visible ASCII characters"))
}

impl SessionStep<'_> {
    /// Applies an action once per id. A client that repeats an accepted action, because the
    /// acknowledgement was lost, receives the same answer in every later phase.
    pub fn action(
        &mut self,
        player_id: &PlayerId,
        id: &str,
        kind: &str,
        data: &RawValue,
    ) -> Result<Answer, CommandError> {
        let member = self.session.player(player_id).ok_or_else(Rejected::not_in_session)?;
        check_action_id(id)?;
        if let Some(seq) = member.recall(id) {
            let is_of_this_game = self.session.has_game() && self.session.is_of_this_game(seq);
            let reply = if is_of_this_game { self.game()?.replay(player_id, kind, data)? } else { None };
            return Ok(Answer { seq, reply, admission: None });
        }
        let seq = self.seq();
        let index = self.session.index(player_id)?;
        if self.session.status == Status::Lobby && self.cartridge.starts_game(kind) {
            self.play(None)?;
        }
        self.session.check_running()?;
        self.check_own_time(player_id, kind)?;
        let effect = self.act_seated(index, player_id, kind, data)?;
        self.record(&effect);
        self.update_phase()?;
        self.announce_silent_change(&effect, seq, None)?;
        if let Some(rejected) = effect.rejected {
            return Err(rejected.into());
        }
        let seq = self.seq();
        if let Some(member) = self.session.player_mut(player_id) {
            member.remember(id, seq);
        }
        Ok(Answer { seq, reply: effect.reply, admission: None })
    }

    /// Applies a player's action. A player who acts counts as present, and the game must know that before
    /// it handles the action; otherwise it would not wait for the player.
    fn act_seated(
        &mut self,
        index: usize,
        player_id: &PlayerId,
        kind: &str,
        data: &RawValue,
    ) -> Result<Effect, CommandError> {
        let before = self.session.players[index].presence;
        if before != Presence::Connected {
            self.set_presence(index, Presence::grace(self.now));
        }
        let acted = self.with_ctx(self.now, |step, ctx| step.game()?.submit_action(player_id, kind, data, ctx));
        acted.inspect_err(|_| self.set_presence(index, before))
    }
}
