//! A session: the people around a game, and the host's hand on it.
//!
//! Lobby → running ⇄ paused → finished (→ running again with the same people). There is no skip.
//! [`Session::step`] is the whole of its life: a pure function of (session, commands, now). What
//! it returns is either committed as a whole or never was.
//!
//! Time: `step` first fires everything due (the phase's deadline, the end of an absent player's
//! grace) in order of time, then takes the commands one by one (see [`engine`]).
//! `now` never runs backwards: a step from a machine whose clock is behind counts as of the last
//! committed step.

mod action;
mod audience;
mod bots;
pub mod command;
pub mod event;
pub mod fold;
mod lifecycle;
pub mod nickname;
mod people;
pub mod player;
mod rejected;
pub mod snapshot;
mod step;
mod stored;
mod view;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

pub use self::{
    audience::MAX_AUDIENCE,
    bots::BotWakeUp,
    command::Command,
    event::{Emitted, Envelope, SessionEvent},
    player::{Player, Presence},
    rejected::{CommandError, Rejected},
    snapshot::{PauseView, Status},
    step::{Answer, Step},
};
use crate::{
    content::Content,
    driver::SeatLimits,
    engine::{self, EngineError},
    ids::{AccountId, Epoch, PlayerId, SessionCode},
    registry::{PreparedGame, Registry},
    text::Profanity,
    time::Timestamp,
};

/// A session as it is stored: one compact JSON object, of which the game's parts stay text until
/// a step needs them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Session {
    #[serde(rename = "c")]
    code: SessionCode,
    #[serde(rename = "e")]
    epoch: Epoch,
    #[serde(rename = "v")]
    version: u64,
    #[serde(rename = "q")]
    seq: u64,
    /// Inputs the game has taken: places the generator.
    #[serde(rename = "t")]
    turn: u64,
    #[serde(rename = "r", with = "stored::seed")]
    seed: [u8; 32],
    /// The account that made it, if one did: its owner hosts it as the host's token does.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    owner: Option<AccountId>,
    /// When the session was made.
    #[serde(rename = "b", with = "stored::millis")]
    created_at: Timestamp,
    /// The moment of the last committed step.
    #[serde(rename = "n", with = "stored::millis")]
    now: Timestamp,
    #[serde(rename = "s")]
    status: Status,
    /// Of the running phase; never in a pause.
    #[serde(rename = "d", with = "stored::optional_millis", default, skip_serializing_if = "Option::is_none")]
    deadline: Option<Timestamp>,
    /// In a pause: what the phase has left, if it is timed.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    remaining_ms: Option<u64>,
    /// The phase the game is in, so that it can be told without opening the game.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    phase: Option<stored::Phase>,
    #[serde(rename = "p")]
    players: Vec<Player>,
    /// Who watches: no seat, no part in the game.
    #[serde(rename = "u", default, skip_serializing_if = "Vec::is_empty")]
    audience: Vec<Player>,
    #[serde(rename = "x", default, skip_serializing_if = "Vec::is_empty")]
    removed: Vec<PlayerId>,
    #[serde(rename = "m", with = "stored::seats")]
    seats: SeatLimits,
    /// Whether people may sit down while a game is on.
    #[serde(rename = "j", default, skip_serializing_if = "std::ops::Not::not")]
    late_join: bool,
    /// Which words nobody may be called by.
    #[serde(rename = "L", default, skip_serializing_if = "Profanity::is_none")]
    profanity: Profanity,
    /// Who or what stopped the time; in a pause only.
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pause: Option<PauseView>,
    /// The turn with which the current phase began or went on after a pause.
    #[serde(rename = "z", default)]
    scene: u64,
    #[serde(rename = "k")]
    cartridge: String,
    #[serde(rename = "o")]
    config: Box<RawValue>,
    /// Where fresh content for playing again comes from; the platform's to interpret.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pack_ids: Vec<String>,
    /// The questions dealt to this group so far, the latest last: not to be dealt again soon.
    #[serde(rename = "y", default, skip_serializing_if = "Vec::is_empty")]
    dealt: Vec<String>,
    /// Until the game starts.
    #[serde(rename = "w", with = "stored::part", default, skip_serializing_if = "Option::is_none")]
    deck: Option<Box<RawValue>>,
    /// From then on.
    #[serde(rename = "g", with = "stored::part", default, skip_serializing_if = "Option::is_none")]
    game: Option<Box<RawValue>>,
    /// When somebody last said something in its chat. No step's business: the platform keeps it
    /// beside the session and notes it when the session is read.
    #[serde(skip)]
    last_message_at: Option<Timestamp>,
}

/// Questions a session remembers to have been dealt: those of dozens of games in a row.
pub const MAX_DEALT: usize = 500;

/// What a new session is made of.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// The join code.
    pub code: SessionCode,
    /// The event numbering's name: never used with this code before.
    pub epoch: Epoch,
    /// All the randomness the session will ever have.
    pub seed: [u8; 32],
    /// The account that makes it, if one does.
    pub owner: Option<AccountId>,
    /// The cartridge's key.
    pub cartridge: &'a str,
    /// The cartridge's configuration; `None` for its defaults.
    pub config: Option<&'a RawValue>,
    /// The packs the content came from, for playing again.
    pub pack_ids: Vec<String>,
    /// What the cartridge asked for.
    pub content: Content,
}

impl Session {
    /// Opens a lobby.
    ///
    /// # Errors
    /// `invalid_input` for an unknown cartridge or a configuration out of bounds,
    /// `not_enough_content` when a game cannot be made of the content.
    pub fn create(registry: &Registry, new: NewSession<'_>, now: Timestamp) -> Result<Self, Rejected> {
        let cartridge = registry
            .get(new.cartridge)
            .ok_or_else(|| Rejected::invalid("cartridge", format!("there is no cartridge {:?}", new.cartridge)))?;
        let dealt = new.content.ids().map(str::to_owned).collect();
        let mut rng = engine::generator(new.seed, 0);
        let PreparedGame { config, deck, seats, late_join, profanity } =
            cartridge.prepare(new.config, new.content, &mut rng).map_err(|halt| match halt {
                CommandError::Rejected(refusal) => refusal,
                // A configuration whose own type cannot be written back: nothing is lost yet.
                CommandError::Engine(fault) => Rejected::invalid("config", fault.to_string()),
            })?;
        Ok(Self {
            code: new.code,
            epoch: new.epoch,
            version: 0,
            seq: 0,
            turn: 0,
            seed: new.seed,
            owner: new.owner,
            created_at: now,
            now,
            status: Status::Lobby,
            deadline: None,
            remaining_ms: None,
            phase: None,
            players: Vec::new(),
            audience: Vec::new(),
            removed: Vec::new(),
            seats,
            late_join,
            profanity,
            pause: None,
            scene: 0,
            cartridge: cartridge.kind().to_owned(),
            config,
            pack_ids: new.pack_ids,
            dealt,
            deck: Some(deck),
            game: None,
            last_message_at: None,
        })
    }

    /// The account that made it, if one did. No snapshot and no event tells it.
    #[must_use]
    pub fn owner(&self) -> Option<&AccountId> {
        self.owner.as_ref()
    }

    /// When the session was made: tells it from others that had its code.
    #[must_use]
    pub fn created_at(&self) -> Timestamp {
        self.created_at
    }

    /// Notes when somebody last said something in its chat.
    #[must_use]
    pub fn heard_at(mut self, last_message_at: Option<Timestamp>) -> Self {
        self.last_message_at = last_message_at;
        self
    }

    /// The packs its content came from.
    #[must_use]
    pub fn pack_ids(&self) -> &[String] {
        &self.pack_ids
    }

    /// The questions dealt to this group so far, by the names their source gave them: at most
    /// [`MAX_DEALT`], the latest last.
    #[must_use]
    pub fn dealt(&self) -> &[String] {
        &self.dealt
    }

    /// Which words nobody here wants to read: in names, and in whatever else is written to everybody.
    #[must_use]
    pub fn profanity(&self) -> Profanity {
        self.profanity
    }

    /// How often the session has been committed. It counts the steps that changed something.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The last event's number; 0 before the first.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// The numbering `seq` belongs to.
    #[must_use]
    pub fn epoch(&self) -> &Epoch {
        &self.epoch
    }

    /// The join code.
    #[must_use]
    pub fn code(&self) -> &SessionCode {
        &self.code
    }

    /// The cartridge's key.
    #[must_use]
    pub fn cartridge(&self) -> &str {
        &self.cartridge
    }

    /// The cartridge's configuration, every field stated.
    #[must_use]
    pub fn config(&self) -> &RawValue {
        &self.config
    }

    /// Where the session is in its life.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// Whether there is a game to be shown, running or over; `false` in the lobby.
    #[must_use]
    pub fn has_game(&self) -> bool {
        self.game.is_some()
    }

    /// The phase's name; `None` in the lobby.
    #[must_use]
    pub fn phase_name(&self) -> Option<&str> {
        self.phase.as_ref().map(|phase| phase.name.as_str())
    }

    /// When the running phase ends; `None` when it has no deadline or no time passes.
    #[must_use]
    pub fn deadline(&self) -> Option<Timestamp> {
        self.deadline
    }

    /// When the session next wants a [`step`](Self::step), whatever the players do: the phase's
    /// deadline or the end of an absent player's grace. `None` when no time passes.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        if self.status != Status::Running {
            return None;
        }
        self.players.iter().filter_map(|player| player.presence.ends()).chain(self.deadline).min()
    }

    /// How long the session is kept if nothing more happens.
    #[must_use]
    pub fn lifetime_ms(&self) -> u64 {
        self.status.lifetime_ms()
    }

    /// Who watches, in the order in which they came.
    #[must_use]
    pub fn audience(&self) -> &[Player] {
        &self.audience
    }

    /// Everybody at the table, in the order in which they joined.
    #[must_use]
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// The player at the table with this id.
    #[must_use]
    pub fn player(&self, id: &PlayerId) -> Option<&Player> {
        self.players.iter().find(|player| player.player_id == *id)
    }

    /// Whoever of the table or the audience has this id.
    #[must_use]
    pub fn member(&self, id: &PlayerId) -> Option<&Player> {
        self.players.iter().chain(&self.audience).find(|member| member.player_id == *id)
    }

    fn member_mut(&mut self, id: &PlayerId) -> Option<&mut Player> {
        self.players.iter_mut().chain(&mut self.audience).find(|member| member.player_id == *id)
    }

    /// Whether this person was here and left or was removed: their token stays void.
    #[must_use]
    pub fn was_removed(&self, id: &PlayerId) -> bool {
        self.removed.contains(id)
    }

    /// The last event of all, for the platform to publish while it deletes the session.
    #[must_use]
    pub fn exited(&self) -> Emitted {
        Emitted { seq: self.seq + 1, due_at: None, body: r#"{"type":"session.exited","data":{}}"#.to_owned() }
    }

    /// Applies `commands` in order, after everything due by `now`.
    ///
    /// Pure: the same (session, commands, now) gives the same step. Refused commands change
    /// nothing; what was due stays fired.
    ///
    /// # Errors
    /// [`EngineError`] for a driver's bug or damaged state; nothing of the step is kept. See
    /// [`quarantine`](Self::quarantine).
    pub fn step(&self, registry: &Registry, commands: &[Command], now: Timestamp) -> Result<Step, EngineError> {
        step::take(self, registry, commands, now)
    }

    /// Stops the time of a running session whose step failed, so that nothing is lost and nothing
    /// more goes wrong. `play` tries again. Other sessions are left as they are.
    ///
    /// # Errors
    /// [`EngineError::Unwritable`] only; nothing of the game is touched.
    pub fn quarantine(&self, now: Timestamp) -> Result<Step, EngineError> {
        step::quarantine(self, now)
    }
}
