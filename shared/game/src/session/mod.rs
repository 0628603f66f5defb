//! A session: players, an audience and a host around one game.
//!
//! Lobby → running ⇄ paused → finished (→ running again with the same people). Nobody can skip a
//! phase. [`Session::step`] is a pure function of (session, commands, now). The platform commits its
//! result as a whole or discards it.
//!
//! A step first applies everything that is due (the phase's deadline, the end of a disconnected
//! player's grace period) in order of time, then the commands one by one (see [`engine`]).
//! `now` never runs backwards: a step from a machine whose clock is behind counts as of the last
//! committed step.
//!
//! | module | holds |
//! |---|---|
//! | [`command`] | everything that can be requested of a session |
//! | `step` | one step: due deadlines, then commands; play and pause |
//! | `people` | players, the audience and bots: joining, leaving, presence, nicknames |
//! | `crowd` | the audience: counted, with the sums of its votes and reactions |
//! | `view` | snapshots |
//! | `changes` | what a step changes of them |
//! | `next_game` | another game in the same room, and the scores of the evening |
//! | `moderation` | who approves the texts that people write |
//! | `host_links` | one-time links that open the host's controls on another device |
//! | `stored` | the stored form of small fields |

mod accessors;
mod changes;
pub mod command;
mod crowd;
mod host_links;
mod moderation;
mod next_game;
mod people;
mod recent_steps;
mod step;
mod stored;
mod view;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

pub use self::{
    command::Command,
    crowd::{AUDIENCE_ID, CrowdSums, PollSums, TALLY_INTERVAL_MS},
    host_links::HOST_LINK_MS,
    moderation::{ShownText, Texts, WaitingText},
    next_game::NextGame,
    people::{
        Admission, BotWakeUp, MAX_WAITING, Origin, SEAT_CODE_MS, nickname, player, player::Player, player::Presence,
    },
    step::{Answer, STORE_CHANGE_ABSENCE_MS, STORE_CHANGE_HOLD_MS, Step, check_action_id},
};
use crate::{
    content::Content,
    contract::{
        ids::{AccountId, Epoch, PlayerId, SessionCode},
        time::Timestamp,
    },
    driver::{SeatLimits, TeamRules},
    engine::{
        self, EngineError,
        registry::{PreparedGame, Registry},
    },
    text::Profanity,
};
pub use crate::{
    contract::{
        Rejected,
        event::{self, Emitted, Envelope, Patches, SessionEvent},
        snapshot::{self, PauseView, Status},
    },
    engine::CommandError,
};

/// A session as the store keeps it: one compact JSON object. The game's parts remain text until a step
/// needs them. Field names are short because every commit writes all of them.
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
    /// Number of the last event before the store changed for the first time in this epoch. Clients may have
    /// received other events under higher numbers.
    #[serde(rename = "U", default, skip_serializing_if = "Option::is_none")]
    certain_until: Option<u64>,
    /// Until this moment no deadline fires, because clients may offer lost actions again.
    #[serde(rename = "E", with = "stored::optional_millis", default, skip_serializing_if = "Option::is_none")]
    held_until: Option<Timestamp>,
    /// Until this moment no deadline fires while a player is in the grace period.
    #[serde(rename = "D", with = "stored::optional_millis", default, skip_serializing_if = "Option::is_none")]
    hold_limit: Option<Timestamp>,
    /// Number of inputs that the game accepted; selects the stream of the generator.
    #[serde(rename = "t")]
    inputs: u64,
    #[serde(rename = "r", with = "stored::seed")]
    seed: [u8; 32],
    /// The account that created the session, if one did. Its owner has the rights of the host's token.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    owner: Option<AccountId>,
    /// When the session was created.
    #[serde(rename = "b", with = "stored::millis")]
    created_at: Timestamp,
    /// The moment of the last committed step.
    #[serde(rename = "n", with = "stored::millis")]
    now: Timestamp,
    #[serde(rename = "s")]
    status: Status,
    /// Deadline of the running phase; `None` during a pause.
    #[serde(rename = "d", with = "stored::optional_millis", default, skip_serializing_if = "Option::is_none")]
    deadline: Option<Timestamp>,
    /// How many milliseconds the deadline is after the phase's own, while the phase waits for players with extra time.
    #[serde(rename = "Z", default, skip_serializing_if = "is_zero")]
    overtime_ms: u64,
    /// During a pause: the remaining time of a timed phase.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    remaining_ms: Option<u64>,
    /// The game's phase, stored here so that readers need not decode the game.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    phase: Option<stored::Phase>,
    #[serde(rename = "p")]
    players: Vec<Player>,
    /// What the session has applied of its audience.
    #[serde(rename = "B", default, skip_serializing_if = "crowd::Crowd::is_unused")]
    crowd: crowd::Crowd,
    /// Ids of people who left or were removed.
    #[serde(rename = "x", default, skip_serializing_if = "Vec::is_empty")]
    removed: Vec<PlayerId>,
    /// Where people came from whom the host removed.
    #[serde(rename = "X", default, skip_serializing_if = "Vec::is_empty")]
    kept_out: Vec<Origin>,
    /// Whether joins need approval, and who waits for it.
    #[serde(rename = "A", default, skip_serializing_if = "people::approval::Approval::is_unused")]
    approval: people::approval::Approval,
    /// Whether a moderator approves texts.
    #[serde(rename = "M", default, skip_serializing_if = "moderation::Moderation::is_unused")]
    moderation: moderation::Moderation,
    /// Number of the last event that replaced a text; 0 before the first. Clients that lack it start from a snapshot.
    #[serde(rename = "R", default, skip_serializing_if = "is_zero")]
    replay_from: u64,
    /// The VIP, if there is one.
    #[serde(rename = "V", default, skip_serializing_if = "Option::is_none")]
    vip: Option<people::vip::Vip>,
    /// Presence of the host's devices. A new session waits for none of them.
    #[serde(rename = "T", default, skip_serializing_if = "Presence::is_connected")]
    host: Presence,
    /// Whether the session never has a VIP.
    #[serde(rename = "W", default, skip_serializing_if = "std::ops::Not::not")]
    without_vip: bool,
    /// Links that open the host's controls on another device.
    #[serde(rename = "H", default, skip_serializing_if = "Vec::is_empty")]
    host_links: Vec<host_links::HostLink>,
    /// The last choice of another game.
    #[serde(rename = "G", default, skip_serializing_if = "next_game::Choice::is_none")]
    choice: next_game::Choice,
    /// The latest steps whose commands are not repeatable.
    #[serde(rename = "S", default, skip_serializing_if = "Vec::is_empty")]
    recent_steps: Vec<recent_steps::RecentStep>,
    /// Whether the host locked the room.
    #[serde(rename = "K", default, skip_serializing_if = "std::ops::Not::not")]
    locked: bool,
    #[serde(rename = "m", with = "stored::seats")]
    seats: SeatLimits,
    /// Whether people can join while a game is running.
    #[serde(rename = "j", default, skip_serializing_if = "std::ops::Not::not")]
    late_join: bool,
    /// Which words are rejected in nicknames and chat messages.
    #[serde(rename = "L", default, skip_serializing_if = "Profanity::is_none")]
    profanity: Profanity,
    /// The most extra time that a player may take, in percent of a phase's length.
    #[serde(rename = "Y", default, skip_serializing_if = "people::extra_time::is_none")]
    extra_time: u32,
    /// The teams of the game; `None` when everybody plays alone.
    #[serde(rename = "P", default, skip_serializing_if = "Option::is_none")]
    teams: Option<TeamRules>,
    /// Reason of the pause; `None` unless paused.
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pause: Option<PauseView>,
    /// Number of the input with which the current phase started or resumed.
    #[serde(rename = "z", default)]
    scene: u64,
    #[serde(rename = "k")]
    cartridge: String,
    #[serde(rename = "o")]
    config: Box<RawValue>,
    /// Packs for the content of the next game. Only the platform interprets the ids.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pack_ids: Vec<String>,
    /// Ids of the questions that this group played, the latest last. The platform avoids them.
    #[serde(rename = "y", default, skip_serializing_if = "Vec::is_empty")]
    question_history: Vec<String>,
    /// Number of questions at the end of the history that belong to the current game.
    #[serde(rename = "N", default, skip_serializing_if = "is_none")]
    played: usize,
    /// The loaded content; `None` once the game has started.
    #[serde(rename = "Q", with = "stored::part", default, skip_serializing_if = "Option::is_none")]
    content: Option<Box<RawValue>>,
    /// The running or finished game; `None` in the lobby.
    #[serde(rename = "g", with = "stored::part", default, skip_serializing_if = "Option::is_none")]
    game: Option<Box<RawValue>>,
    /// Time of the latest chat message. The platform stores it separately and sets it on load.
    #[serde(skip)]
    last_message_at: Option<Timestamp>,
    /// The sums of the audience in the live store. The platform sets them on load.
    #[serde(skip)]
    crowd_sums: Option<CrowdSums>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// Maximum length of a session's question history: dozens of games.
pub const MAX_QUESTION_HISTORY: usize = 500;

/// The parts of a new session.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// The join code.
    pub code: SessionCode,
    /// Name of the event numbering; never used with this code before.
    pub epoch: Epoch,
    /// Seed of the session's random generator.
    pub seed: [u8; 32],
    /// The account that creates the session, if one does.
    pub owner: Option<AccountId>,
    /// The cartridge's key.
    pub cartridge: &'a str,
    /// The cartridge's configuration; `None` for the defaults.
    pub config: Option<&'a RawValue>,
    /// The packs of the content, for the next game.
    pub pack_ids: Vec<String>,
    /// Whether the session has a VIP.
    pub vip: bool,
    /// The content that the cartridge requires.
    pub content: Content,
}

impl Session {
    /// Creates a session in its lobby.
    ///
    /// # Errors
    /// `invalid_input` for an unknown cartridge or a configuration out of bounds,
    /// `not_enough_content` when the content is insufficient.
    pub fn create(registry: &Registry, new: NewSession<'_>, now: Timestamp) -> Result<Self, Rejected> {
        let cartridge = registry.get(new.cartridge).ok_or_else(|| next_game::unknown_game(new.cartridge))?;
        let mut rng = engine::generator(new.seed, 0);
        let PreparedGame { config, content, seats, late_join, profanity, extra_time, teams } =
            cartridge.prepare(new.config, &new.content, &mut rng).map_err(|error| match error {
                CommandError::Rejected(rejected) => rejected,
                // The driver cannot encode its own configuration. No session exists yet.
                CommandError::Engine(error) => Rejected::invalid("config", error.to_string()),
            })?;
        Ok(Self {
            code: new.code,
            epoch: new.epoch,
            version: 0,
            seq: 0,
            certain_until: None,
            held_until: None,
            hold_limit: None,
            inputs: 0,
            seed: new.seed,
            owner: new.owner,
            created_at: now,
            now,
            status: Status::Lobby,
            deadline: None,
            overtime_ms: 0,
            remaining_ms: None,
            phase: None,
            players: Vec::new(),
            crowd: crowd::Crowd::default(),
            removed: Vec::new(),
            kept_out: Vec::new(),
            approval: people::approval::Approval::default(),
            moderation: moderation::Moderation::default(),
            replay_from: 0,
            vip: None,
            host: Presence::Connected,
            without_vip: !new.vip,
            host_links: Vec::new(),
            choice: next_game::Choice::default(),
            recent_steps: Vec::new(),
            locked: false,
            seats,
            late_join,
            profanity,
            extra_time,
            teams,
            pause: None,
            scene: 0,
            cartridge: cartridge.kind().to_owned(),
            config,
            pack_ids: new.pack_ids,
            question_history: Vec::new(),
            played: 0,
            content: Some(content),
            game: None,
            last_message_at: None,
            crowd_sums: None,
        })
    }

    /// Returns the final event, which the platform publishes while it deletes the session.
    #[must_use]
    pub fn exited(&self) -> Emitted {
        Emitted {
            seq: self.seq + 1,
            due_at: None,
            body: r#"{"type":"session.exited","data":{}}"#.to_owned(),
            patches: Patches::default(),
        }
    }

    /// Applies everything due by `now`, then `commands` in order.
    ///
    /// The result depends on (session, commands, now) alone. A rejected command changes nothing;
    /// deadlines that were due remain applied.
    ///
    /// # Errors
    /// [`EngineError`] for a driver's bug or damaged state. Discard the step and call
    /// [`quarantine`](Self::quarantine).
    pub fn step(&self, registry: &Registry, commands: &[Command], now: Timestamp) -> Result<Step, EngineError> {
        step::take(self, registry, commands, now)
    }

    /// Continues the session on another store, which may lack the latest steps; see [`STORE_CHANGE_HOLD_MS`].
    #[must_use]
    pub fn on_store_change(&self, now: Timestamp) -> Step {
        step::on_store_change(self, now)
    }

    /// Pauses a running session whose step failed. The host can resume with `play`.
    ///
    /// # Errors
    /// [`EngineError::Unwritable`] only; the function does not decode the game.
    pub fn quarantine(&self, now: Timestamp) -> Result<Step, EngineError> {
        step::quarantine(self, now)
    }
}
