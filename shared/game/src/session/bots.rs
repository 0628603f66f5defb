//! Bots: players without a phone, so that few people make a full table.
//!
//! To the game a bot is a player like any other. What sets it apart is that the server plays for
//! it: at the beginning of every *scene* (a phase, or what is left of one after a pause) the step
//! names a moment for each bot, and the platform has somebody look at the table through the bot's
//! eyes then and [act](super::Command::Action). Moments come from the session's own generator, so
//! that a step taken again names the same ones.

use crate::contract::ErrorCode;
use rand::{RngExt, seq::SliceRandom};

use super::{CommandError, Player, Presence, Rejected, Session, Status, nickname, step::SessionStep};
use crate::{
    engine::{self, EngineError},
    ids::PlayerId,
    time::Timestamp,
};

/// Names that read the same in every language of the app.
const NAMES: [&str; 20] = [
    "Bibi", "Disco", "Juno", "Kiwi", "Koko", "Luna", "Mango", "Milo", "Momo", "Nova", "Otto", "Pip", "Pixel", "Polka",
    "Radio", "Robo", "Tango", "Tito", "Yoyo", "Zaza",
];

/// The app's pictures and their colours: an avatar is `shape:colour`.
const SHAPES: [&str; 12] =
    ["sun", "wave", "leaf", "house", "boat", "star", "fish", "kite", "cup", "crown", "moon", "bell"];
const COLOURS: [&str; 5] = ["coral", "mustard", "mint", "sky", "rose"];

/// Places of the session's generator that no game's input reaches: for names, and for moments.
const NAMING: u64 = 1 << 63;
const PACING: u64 = 1 << 62;

/// When a bot wants to move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BotWakeUp {
    /// Which bot.
    pub player_id: PlayerId,
    /// The session's [scene](Session::scene) it is for; in another one it is void.
    pub scene: u64,
    /// The moment.
    pub at: Timestamp,
}

impl Session {
    /// The bots at the table.
    pub fn bots(&self) -> impl Iterator<Item = &Player> {
        self.players.iter().filter(|player| player.bot)
    }

    /// Grows with every phase that begins, and with every one that goes on after a pause.
    #[must_use]
    pub fn scene(&self) -> u64 {
        self.scene
    }
}

impl SessionStep<'_> {
    /// Seats bots in the lobby, all of them or none.
    pub fn add_bots(&mut self, ids: &[PlayerId]) -> Result<(), CommandError> {
        if !self.cartridge.bots() {
            return Err(Rejected::new(ErrorCode::NotAllowed, "this game has no bots").into());
        }
        if self.session.status != Status::Lobby {
            return Err(Rejected::new(ErrorCode::AlreadyStarted, "bots sit down before the game starts").into());
        }
        let free = self.session.seats.max.saturating_sub(self.session.players.len());
        if ids.len() > free {
            return Err(Rejected::new(ErrorCode::SessionFull, format!("there are {free} seats left")).into());
        }
        for player_id in ids {
            let (nickname, avatar) = self.bot_looks();
            let nickname = self.newcomer(player_id, &nickname, Some(&avatar))?;
            self.sit(Player {
                player_id: player_id.clone(),
                nickname,
                avatar: Some(avatar),
                bot: true,
                presence: Presence::Connected,
                accepted: Vec::new(),
            })?;
        }
        Ok(())
    }

    /// The moments at which the bots want to move in the scene that has begun.
    pub fn bot_wake_ups(&mut self) -> Result<Vec<BotWakeUp>, EngineError> {
        let bots: Vec<PlayerId> = self.session.bots().map(|bot| bot.player_id.clone()).collect();
        if bots.is_empty() || self.session.status != Status::Running {
            return Ok(Vec::new());
        }
        let (scene, now) = (self.session.scene, self.now);
        let mut rng = engine::generator(self.session.seed, PACING | scene);
        let game = self.game()?;
        let Some(pace) = game.bot_pace() else { return Ok(Vec::new()) };
        let moments = bots.into_iter().map(|player_id| (player_id, now.plus_ms(rng.random_range(pace.clone()))));
        let still_to_move = moments.filter(|(player_id, _)| !game.standing(player_id).answered);
        Ok(still_to_move.map(|(player_id, at)| BotWakeUp { player_id, scene, at }).collect())
    }

    /// A name nobody here has, and a picture that few have.
    fn bot_looks(&self) -> (String, String) {
        let everybody = || self.session.players.iter().chain(&self.session.audience);
        let mut rng = engine::generator(self.session.seed, NAMING | self.session.players.len() as u64);
        let (mut names, mut shapes) = (NAMES, SHAPES);
        names.shuffle(&mut rng);
        shapes.shuffle(&mut rng);

        let taken: Vec<String> = everybody().map(|player| nickname::key(&player.nickname)).collect();
        let rounds = 1..=taken.len() + 1;
        let mut candidates = rounds
            .flat_map(|round| names.map(|name| if round == 1 { name.to_owned() } else { format!("{name} {round}") }));
        let name = candidates.find(|name| !taken.contains(&nickname::key(name))).unwrap_or_default();

        let worn = |shape: &str| {
            let avatars = everybody().filter_map(|player| player.avatar.as_deref());
            avatars.filter(|avatar| avatar.split(':').next() == Some(shape)).count()
        };
        let shape = shapes.into_iter().min_by_key(|shape| worn(shape)).unwrap_or(SHAPES[0]);
        let colour = COLOURS[rng.random_range(0..COLOURS.len())];
        (name, format!("{shape}:{colour}"))
    }
}
