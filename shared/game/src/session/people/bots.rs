//! Bots: players whom the server plays, so that small groups can play games for more people.
//!
//! To the game, a bot is an ordinary player. At the start of every *scene* (a phase, or the rest of
//! a phase after a pause) the step chooses a moment for each bot. At that moment the platform gives
//! the bot's snapshot to the driver and sends the driver's move as an
//! [action](super::Command::Action). The session's generator chooses the moments, so that a
//! repeated step chooses the same ones.

use rand::{RngExt, seq::SliceRandom};

use super::{Appearance, CommandError, Player, Presence, Rejected, Session, SessionStep, Status};
use crate::{
    contract::{ErrorCode, ids::PlayerId, time::Timestamp},
    engine::{self, EngineError},
};

/// Names that work in every language of the app.
const NAMES: [&str; 20] = [
    "Bibi", "Disco", "Juno", "Kiwi", "Koko", "Luna", "Mango", "Milo", "Momo", "Nova", "Otto", "Pip", "Pixel", "Polka",
    "Radio", "Robo", "Tango", "Tito", "Yoyo", "Zaza",
];

/// Shapes of the app's avatars; an avatar is `shape:colour`.
const SHAPES: [&str; 12] =
    ["sun", "wave", "leaf", "house", "boat", "star", "fish", "kite", "cup", "crown", "moon", "bell"];
/// Colours of the app's avatars.
const COLOURS: [&str; 5] = ["coral", "mustard", "mint", "sky", "rose"];

/// Stream of the session's generator for bots' names. No input number reaches it.
const NAMING: u64 = 1 << 63;
/// First stream of the session's generator for bots' moments. No input number reaches it.
const PACING: u64 = 1 << 62;

/// A scheduled move of a bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BotWakeUp {
    /// Id of the bot.
    pub player_id: PlayerId,
    /// The session's [scene](Session::scene). The wake-up has no effect in another scene.
    pub scene: u64,
    /// When the bot moves.
    pub at: Timestamp,
}

impl Session {
    /// Returns the bots.
    pub fn bots(&self) -> impl Iterator<Item = &Player> {
        self.players.iter().filter(|player| player.bot)
    }

    /// Returns the number of the current scene. The number grows when a phase starts and when a
    /// phase resumes after a pause.
    #[must_use]
    pub fn scene(&self) -> u64 {
        self.scene
    }
}

impl SessionStep<'_> {
    /// Adds bots in the lobby, all or none.
    pub fn add_bots(&mut self, ids: &[PlayerId]) -> Result<(), CommandError> {
        if !self.cartridge.bots() {
            return Err(Rejected::new(ErrorCode::NotAllowed, "this game does not support bots").into());
        }
        if self.session.status != Status::Lobby {
            return Err(Rejected::new(ErrorCode::AlreadyStarted, "the game has started; add bots in the lobby").into());
        }
        let free = self.session.seats.max.saturating_sub(self.session.players.len());
        if ids.len() > free {
            return Err(
                Rejected::new(ErrorCode::SessionFull, format!("only {free} seats are free; add fewer bots")).into()
            );
        }
        for player_id in ids {
            let (nickname, avatar) = self.bot_identity();
            let nickname = self.check_newcomer(player_id, &nickname, Some(&avatar))?;
            let bot = Player::new(player_id.clone(), nickname, Presence::Connected, self.now);
            self.add_player(Player { avatar: Some(avatar), bot: true, ..bot })?;
        }
        Ok(())
    }

    /// Chooses when each bot moves in the scene that has started.
    pub fn bot_wake_ups(&mut self) -> Result<Vec<BotWakeUp>, EngineError> {
        let bots: Vec<PlayerId> = self.session.bots().map(|bot| bot.player_id.clone()).collect();
        if bots.is_empty() || self.session.status != Status::Running {
            return Ok(Vec::new());
        }
        let (scene, now) = (self.session.scene, self.now);
        let mut rng = engine::generator(self.session.seed, PACING | scene);
        let game = self.game()?;
        let Some(pace) = game.bot_delay_ms() else { return Ok(Vec::new()) };
        let moments = bots.into_iter().map(|player_id| (player_id, now.plus_ms(rng.random_range(pace.clone()))));
        let still_to_move = moments.filter(|(player_id, _)| !game.standing(player_id).answered);
        Ok(still_to_move.map(|(player_id, at)| BotWakeUp { player_id, scene, at }).collect())
    }

    /// Chooses an unused nickname and a rarely used avatar.
    fn bot_identity(&self) -> (String, String) {
        let mut rng = engine::generator(self.session.seed, NAMING | self.session.players.len() as u64);
        let (mut names, mut shapes) = (NAMES, SHAPES);
        names.shuffle(&mut rng);
        shapes.shuffle(&mut rng);

        let taken: Vec<Appearance> =
            self.session.players.iter().map(|player| Appearance::of(&player.nickname)).collect();
        let rounds = 1..=taken.len() + 1;
        let mut candidates = rounds
            .flat_map(|round| names.map(|name| if round == 1 { name.to_owned() } else { format!("{name} {round}") }));
        let is_taken = |name: &str| {
            let appearance = Appearance::of(name);
            taken.iter().any(|other| other.resembles(&appearance))
        };
        let name = candidates.find(|name| !is_taken(name)).unwrap_or_default();

        let uses = |shape: &str| {
            let avatars = self.session.players.iter().filter_map(|player| player.avatar.as_deref());
            avatars.filter(|avatar| avatar.split(':').next() == Some(shape)).count()
        };
        let shape = shapes.into_iter().min_by_key(|shape| uses(shape)).unwrap_or(SHAPES[0]);
        let colour = COLOURS[rng.random_range(0..COLOURS.len())];
        (name, format!("{shape}:{colour}"))
    }
}
