//! The inputs of a game that nobody plays by hand: moves of bots, and deadlines.

use std::collections::BTreeMap;

use wpp_game::{
    engine::{EngineError, generator},
    ids::PlayerId,
    registry::Registry,
    session::{Session, Status},
    time::Timestamp,
};

use super::recording::{Cause, Input};

/// Time from an input to the next move of a bot.
const MOVE_MS: u64 = 800;

/// Maximum number of moves of a player in one scene, as for bots of a server.
const MAX_MOVES: u32 = 16;

/// The numbers of moves of the players in the current scene.
#[derive(Debug, Default)]
pub(super) struct Moves {
    scene: u64,
    tries: BTreeMap<PlayerId, u32>,
}

impl Moves {
    /// Counts an input that led to `session`.
    pub(super) fn count(&mut self, input: &Input, session: &Session) {
        if session.scene() != self.scene {
            *self = Self { scene: session.scene(), tries: BTreeMap::new() };
        } else if let Cause::Action { player_id, .. } = &input.cause {
            *self.tries.entry(player_id.clone()).or_default() += 1;
        }
    }

    fn of(&self, player: &PlayerId) -> u32 {
        self.tries.get(player).copied().unwrap_or_default()
    }
}

/// Returns the next input after `now`: the start of the game, else the move of the first player who has one before the
/// phase ends, else the end of the phase. `None` after the game and in a pause.
pub(super) fn next(
    registry: &Registry,
    session: &Session,
    now: Timestamp,
    moves: &Moves,
) -> Result<Option<Input>, EngineError> {
    let soon = now.plus_ms(MOVE_MS);
    match session.status() {
        Status::Paused | Status::Finished => return Ok(None),
        Status::Lobby => return Ok(Some(Input { at: soon, cause: Cause::Play })),
        Status::Running => {}
    }
    let due = session.wake_at();
    if due.is_none_or(|due| soon < due)
        && let Some(cause) = bot_move(registry, session, soon, moves)?
    {
        return Ok(Some(Input { at: soon, cause }));
    }
    let end = due.map_or(Input { at: soon, cause: Cause::Play }, |at| Input { at: at.max(now), cause: Cause::Time });
    Ok(Some(end))
}

/// Returns the move of the first player for whom the game's bot policy has one.
fn bot_move(
    registry: &Registry,
    session: &Session,
    now: Timestamp,
    moves: &Moves,
) -> Result<Option<Cause>, EngineError> {
    let kind = session.cartridge();
    let cartridge = registry.get(kind).ok_or_else(|| EngineError::UnknownCartridge(kind.to_owned()))?;
    for (player_id, number) in session.players().iter().map(|player| &player.player_id).zip(1_u8..) {
        let tries = moves.of(player_id);
        if tries >= MAX_MOVES {
            continue;
        }
        let seen = session.snapshot(registry, Some(player_id), now)?;
        // The draw depends on the player, the scene and the try, so that a repetition chooses the same move.
        let mut rng = generator([number; 32], (session.scene() << 8) | u64::from(tries));
        if let Some(chosen) = cartridge.bot(seen, tries, &mut rng)? {
            let (player_id, kind) = (player_id.clone(), chosen.kind.to_owned());
            return Ok(Some(Cause::Action { player_id, kind, data: chosen.data, bot: true }));
        }
    }
    Ok(None)
}
