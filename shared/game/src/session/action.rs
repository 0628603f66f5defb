//! A player acts.

use serde_json::value::RawValue;

use super::{Answer, Halt, Presence, Refusal, Status, code, step::Turn};
use crate::ids::PlayerId;

impl Turn<'_> {
    /// One effect an id: who repeats an accepted action (a lost acknowledgement, a double tap)
    /// gets its answer again, whatever the game does meanwhile.
    pub fn action(&mut self, player_id: &PlayerId, id: &str, kind: &str, data: &RawValue) -> Result<Answer, Halt> {
        let index = self.session.index(player_id)?;
        if !(1..=64).contains(&id.len()) || !id.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Refusal::invalid("id", "an id is 1 to 64 visible ASCII characters").into());
        }
        if let Some(seq) = self.session.players[index].recall(id) {
            return Ok(Answer { seq, reply: self.game()?.replay(player_id, kind, data)? });
        }
        match self.session.status {
            Status::Running => {}
            Status::Paused => return Err(Refusal::new(code::PAUSED, "the host has paused the game").into()),
            Status::Lobby => return Err(Refusal::new(code::WRONG_PHASE, "the game has not started").into()),
            Status::Finished => return Err(Refusal::new(code::WRONG_PHASE, "the game is over").into()),
        }
        // Acting is a sign of life. The game must see it at once, or it would not wait for them.
        let before = self.session.players[index].presence;
        if before != Presence::Connected {
            self.set_presence(index, Presence::grace(self.now));
        }
        match self.with_ctx(self.now, |turn, ctx| turn.game()?.act(player_id, kind, data, ctx)) {
            Ok(effect) => {
                self.settle(&effect);
                let seq = self.seq();
                self.session.players[index].remember(id, seq);
                Ok(Answer { seq, reply: effect.reply })
            }
            Err(halt) => {
                self.set_presence(index, before);
                Err(halt)
            }
        }
    }
}
