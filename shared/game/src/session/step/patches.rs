//! The changes of snapshots that the last event of a step carries.

use super::{SessionStep, encode};
use crate::{
    contract::{ids::PlayerId, time::Timestamp},
    engine::{Effect, EngineError},
    session::{
        AUDIENCE_ID, SessionEvent,
        changes::{self, Moment},
    },
};

impl SessionStep<'_> {
    /// Emits an event if an input that emitted none changed what somebody sees. Without it, one number would belong to two
    /// snapshots. `seq` is the number of the last event before the input.
    pub fn announce_silent_change(
        &mut self,
        effect: &Effect,
        seq: u64,
        due_at: Option<Timestamp>,
    ) -> Result<(), EngineError> {
        if !effect.silent || self.seq() != seq {
            return Ok(());
        }
        let audience = (self.session.audience_count() > 0).then(|| PlayerId(AUDIENCE_ID.to_owned()));
        let players = self.session.players.iter().map(|person| person.player_id.clone());
        let people: Vec<PlayerId> = players.chain(audience).collect();
        let game = self.game()?;
        if let Some(before) = game.take_before_silence()
            && changes::is_visible(&*before, game, &people)?
        {
            self.flush()?;
            self.push(due_at, encode(&SessionEvent::Updated {})?);
        }
        Ok(())
    }

    /// Adds the changes of the step to its last event, and the changes of extra time that no event has carried.
    pub(super) fn attach_patches(&mut self) -> Result<(), EngineError> {
        if self.events.is_empty() {
            return Ok(());
        }
        let (before, registry) = (self.before, self.registry);
        let stored = before.game.as_deref();
        let cartridge =
            registry.get(&before.cartridge).ok_or_else(|| EngineError::UnknownCartridge(before.cartridge.clone()))?;
        let opening = match stored {
            Some(state) if self.game_replaced => Some(cartridge.open(state)?),
            Some(_) => self.game.as_mut().and_then(|game| game.take_opening()),
            None => None,
        };
        let is_same = opening.is_none() && !self.game_replaced;
        // Scores are part of the list of players, and the phase's extra time is part of `you`.
        let needs_game = || !before.has_same_players(&self.session) || before.has_extra_time(&self.session);
        if is_same && stored.is_some() && needs_game() {
            self.game()?;
        }
        let game = self.game.as_deref();
        let game_before = if is_same { game.filter(|_| stored.is_some()) } else { opening.as_deref() };
        let from = Moment { session: before, cartridge, game: game_before };
        let to = Moment { session: &self.session, cartridge: self.cartridge, game };
        if let Some(last) = self.events.last_mut() {
            last.patches = changes::between(&from, &to, &last.body, self.now)?;
        }
        for player in &mut self.session.players {
            player.extra_time_after.take_if(|before| *before < self.session.seq);
        }
        Ok(())
    }
}
