//! Another game in the same room: the people, their tokens, the chat, the lock and the removals stay.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{
    CommandError, MAX_QUESTION_HISTORY, Rejected, Session, SessionEvent, Status, people::player::Player,
    step::SessionStep,
};
use crate::{
    content::Content,
    contract::ErrorCode,
    driver::{SeatLimits, Standing},
    engine::{self, EngineError, registry::PreparedGame},
};

/// The choice of another game.
#[derive(Debug, Clone)]
pub struct NextGame {
    /// The cartridge's key.
    pub cartridge: String,
    /// The cartridge's configuration; `None` for the defaults.
    pub config: Option<Box<RawValue>>,
    /// The packs of the content, for later games.
    pub pack_ids: Vec<String>,
    /// The content that the cartridge requires.
    pub content: Content,
    /// [`Session::games_chosen`] when the choice was made, plus one. The choice has no effect after another one.
    pub number: u32,
}

/// The last choice of another game.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Choice {
    /// Number of choices so far.
    #[serde(rename = "n")]
    number: u32,
    /// `seq` of its event. Answers to actions of earlier games have smaller numbers.
    #[serde(rename = "q")]
    seq: u64,
}

impl Choice {
    /// Returns whether nobody has chosen another game yet.
    pub(super) fn is_none(&self) -> bool {
        self.number == 0
    }
}

impl Session {
    /// Returns how often another game was chosen for this room.
    #[must_use]
    pub fn games_chosen(&self) -> u32 {
        self.choice.number
    }

    /// Returns whether the answer with this `seq` belongs to the current game, and not to one before it.
    pub(super) fn is_of_this_game(&self, seq: u64) -> bool {
        seq >= self.choice.seq
    }
}

impl SessionStep<'_> {
    /// Replaces the game, in every status of the session. The room returns to its lobby. An unfinished game ends without
    /// a result.
    pub fn choose_game(&mut self, next: &NextGame) -> Result<(), CommandError> {
        if self.session.games_chosen() >= next.number {
            // The command is a repetition, or another choice was first.
            return Ok(());
        }
        let cartridge = self.registry.get(&next.cartridge).ok_or_else(|| unknown_game(&next.cartridge))?;
        let mut rng = engine::generator(self.session.seed, self.session.inputs + 1);
        let prepared = cartridge.prepare(next.config.as_deref(), &next.content, &mut rng)?;
        let stays = |player: &Player| !player.bot || cartridge.bots();
        check_seats(self.session.players.iter().filter(|player| stays(player)).count(), prepared.seats)?;

        self.add_to_evening()?;
        self.drop_game()?;
        self.cartridge = cartridge;
        let session = &mut self.session;
        for bot in session.players.extract_if(.., |player| !stays(player)).collect::<Vec<_>>() {
            session.mark_removed(bot, false);
        }
        let PreparedGame { config, content, seats, late_join, profanity, extra_time, teams } = prepared;
        session.cartridge = cartridge.kind().to_owned();
        (session.config, session.content, session.pack_ids) = (config, Some(content), next.pack_ids.clone());
        session.played = 0;
        (session.seats, session.late_join, session.profanity) = (seats, late_join, profanity);
        session.extra_time = extra_time;
        session.set_team_rules(teams);
        session.inputs += 1;
        self.invalidate_seats();
        let event = SessionEvent::GameChanged {
            cartridge: self.session.cartridge.clone(),
            players: self.session.players.iter().map(|player| player.view(Standing::default())).collect(),
            min_players: seats.min,
            max_players: seats.max,
            features: self.session.features(cartridge),
        };
        self.emit(&event)?;
        self.session.choice = Choice { number: next.number, seq: self.session.seq };
        Ok(())
    }

    /// Adds the points of a finished game to the players' evening.
    pub fn add_to_evening(&mut self) -> Result<(), EngineError> {
        if self.session.status != Status::Finished {
            return Ok(());
        }
        let ids: Vec<_> = self.session.players.iter().map(|player| player.player_id.clone()).collect();
        let game = self.game()?;
        let points: Vec<i64> = ids.iter().map(|id| game.standing(id).score).collect();
        for (player, points) in self.session.players.iter_mut().zip(points) {
            player.evening = player.evening.saturating_add(points);
        }
        Ok(())
    }

    /// Ends the game without a result, and returns to the lobby.
    fn drop_game(&mut self) -> Result<(), EngineError> {
        self.forget_game()?;
        let now = self.now;
        let session = &mut self.session;
        session.status = Status::Lobby;
        (session.deadline, session.overtime_ms, session.remaining_ms) = (None, 0, None);
        (session.held_until, session.hold_limit) = (None, None);
        (session.phase, session.pause, session.game) = (None, None, None);
        session.crowd.change_game();
        for player in &mut session.players {
            player.presence = player.presence.release(now);
        }
        Ok(())
    }
}

impl Session {
    /// Adds the questions of a game to the history, so that later draws avoid them.
    pub(super) fn remember_questions(&mut self, played: Vec<String>) {
        let history = &mut self.question_history;
        self.played = played.len();
        history.extend(played);
        history.drain(..history.len().saturating_sub(MAX_QUESTION_HISTORY));
    }
}

/// Returns the rejection of a cartridge that is not installed.
pub(super) fn unknown_game(cartridge: &str) -> Rejected {
    Rejected::invalid("cartridge", format!("there is no game {cartridge:?}; choose one of GET /api/cartridges"))
}

fn check_seats(players: usize, SeatLimits { max, .. }: SeatLimits) -> Result<(), Rejected> {
    if players <= max {
        return Ok(());
    }
    let message = format!(
        "this game takes at most {max} players, and {players} are here; raise its limit, choose another game, or ask \
         somebody to watch"
    );
    Err(Rejected::new(ErrorCode::TooManyPlayers, message))
}
