//! A player acts.

use crate::contract::ErrorCode;
use serde_json::value::RawValue;

use super::{Answer, CommandError, Presence, Rejected, Status, step::SessionStep};
use crate::{engine::Effect, ids::PlayerId};

impl SessionStep<'_> {
    /// One effect an id: who repeats an accepted action (a lost acknowledgement, a double tap)
    /// gets its answer again, whatever the game does meanwhile.
    pub fn action(
        &mut self,
        player_id: &PlayerId,
        id: &str,
        kind: &str,
        data: &RawValue,
    ) -> Result<Answer, CommandError> {
        let member = self.session.member(player_id).ok_or_else(Rejected::stranger)?;
        if !(1..=64).contains(&id.len()) || !id.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Rejected::invalid("id", "an id is 1 to 64 visible ASCII characters").into());
        }
        if let Some(seq) = member.recall(id) {
            return Ok(Answer { seq, reply: self.game()?.replay(player_id, kind, data)? });
        }
        let seat = self.session.index(player_id).ok();
        if seat.is_none() && !self.cartridge.audience_can_use(kind) {
            return Err(Rejected::new(
                ErrorCode::NotAllowed,
                "who watches can react, and leaves the rest to the players",
            )
            .into());
        }
        if self.session.status == Status::Lobby && seat.is_some() && self.cartridge.opens(kind) {
            self.play(None)?;
        }
        match self.session.status {
            Status::Running => {}
            Status::Paused => return Err(Rejected::new(ErrorCode::Paused, "the host has paused the game").into()),
            Status::Lobby => return Err(Rejected::new(ErrorCode::WrongPhase, "the game has not started").into()),
            Status::Finished => return Err(Rejected::new(ErrorCode::WrongPhase, "the game is over").into()),
        }
        let effect = match seat {
            Some(index) => self.act_seated(index, player_id, kind, data)?,
            None => self.with_ctx(self.now, |turn, ctx| turn.game()?.act(player_id, kind, data, ctx))?,
        };
        self.settle(&effect);
        self.note_phase()?;
        let seq = self.seq();
        if let Some(member) = self.session.member_mut(player_id) {
            member.remember(id, seq);
        }
        Ok(Answer { seq, reply: effect.reply })
    }

    /// Acting is a sign of life. The game must see it at once, or it would not wait for them.
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
        let acted = self.with_ctx(self.now, |turn, ctx| turn.game()?.act(player_id, kind, data, ctx));
        acted.inspect_err(|_| self.set_presence(index, before))
    }
}
