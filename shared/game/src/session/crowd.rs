//! The audience of a session: counted, not listed.
//!
//! The live store holds the members and their ballots, and the sums of both. A step reads the sums together with the
//! session and applies what changed. See `docs/decisions/0160-counted-audience.md`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Rejected, Session, Status, stored};
use crate::{
    contract::{
        ErrorCode,
        ids::PlayerId,
        snapshot::{AudienceView, VotesView},
        time::Timestamp,
    },
    driver::{Ballot, BallotKind, Tally},
    engine::{EngineError, registry::Registry},
};

/// Shortest time between two `crowd.tally` events, in milliseconds.
pub const TALLY_INTERVAL_MS: u64 = 200;

/// Messages per second that `crowd.tally` may cause. Every event reaches every socket, so the tallies of a larger audience are
/// rarer.
const TALLIES_PER_SECOND: u64 = 10_000;

/// Stands for every member of the audience where people are named by their ids: the private patches of events, and the
/// presence of a process. No id of a person equals it.
pub const AUDIENCE_ID: &str = "~";

/// The sums of the audience, as the live store keeps them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrowdSums {
    /// Number of members.
    #[serde(rename = "m", default)]
    pub members: u32,
    /// Number of people with an open socket, added up over the processes.
    #[serde(rename = "c", default)]
    pub connected: u32,
    /// The latest poll with votes.
    #[serde(rename = "v", default)]
    pub votes: PollSums,
    /// The latest poll with reactions.
    #[serde(rename = "r", default)]
    pub reactions: PollSums,
}

impl CrowdSums {
    /// Returns whether nobody watches and nobody voted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The sums of one poll.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollSums {
    /// The poll, with the number of its game in front.
    #[serde(rename = "p", default)]
    pub poll: String,
    /// Number of people.
    #[serde(rename = "n", default)]
    pub people: u32,
    /// Number of ballots for each choice.
    #[serde(rename = "s", default)]
    pub sums: BTreeMap<String, u32>,
}

/// What a session has applied of its audience.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Crowd {
    #[serde(rename = "a", default, skip_serializing_if = "CrowdSums::is_empty")]
    pub applied: CrowdSums,
    /// When the last `crowd.tally` was sent.
    #[serde(rename = "t", with = "stored::optional_millis", default, skip_serializing_if = "Option::is_none")]
    pub announced_at: Option<Timestamp>,
    /// Whether sums were applied too soon after that one to be announced.
    #[serde(rename = "u", default, skip_serializing_if = "std::ops::Not::not")]
    pub is_unannounced: bool,
    /// The phase of the applied votes.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<stored::Phase>,
    /// Whether everybody sees the sums of that phase.
    #[serde(rename = "o", default, skip_serializing_if = "std::ops::Not::not")]
    pub shows_votes: bool,
    /// Number of games that started. Polls of different games have different names.
    #[serde(rename = "g", default)]
    pub game: u32,
}

impl Crowd {
    /// Returns whether nobody ever watched and no game started.
    pub fn is_unused(&self) -> bool {
        *self == Self::default()
    }

    /// Begins another game, or a time without one. Its polls are new.
    pub fn change_game(&mut self) {
        self.game += 1;
        (self.phase, self.shows_votes) = (None, false);
    }

    /// Returns the name of a game's poll in the live store.
    fn poll(&self, poll: &str) -> String {
        format!("{}:{poll}", self.game)
    }

    /// Returns the poll of the current game with this name in the live store.
    fn own_poll<'a>(&self, name: &'a str) -> Option<&'a str> {
        let (game, poll) = name.split_once(':')?;
        (game.parse() == Ok(self.game)).then_some(poll)
    }

    /// Returns the change of a poll, for the game.
    pub fn tally<'a>(&self, kind: BallotKind, before: &PollSums, after: &'a PollSums) -> Option<Tally<'a>> {
        if before == after {
            return None;
        }
        let known = |choice: &String| {
            let counted = if before.poll == after.poll { before.sums.get(choice) } else { None };
            counted.copied().unwrap_or(0)
        };
        let new = after.sums.iter().map(|(choice, sum)| (choice.clone(), sum.saturating_sub(known(choice))));
        let new = new.filter(|(_, count)| *count > 0).collect();
        Some(Tally { kind, poll: self.own_poll(&after.poll)?, sums: &after.sums, new })
    }
}

impl Session {
    /// Sets the sums of the audience that the live store had when it returned this session.
    #[must_use]
    pub fn with_crowd(mut self, sums: Option<CrowdSums>) -> Self {
        self.crowd_sums = sums;
        self
    }

    /// Returns whether the live store has sums that the session has not applied.
    #[must_use]
    pub fn has_uncounted_audience(&self) -> bool {
        self.crowd_sums.as_ref().is_some_and(|sums| *sums != self.crowd.applied)
    }

    /// Returns whether the latest sums are not announced, whether or not the session has applied them.
    #[must_use]
    pub fn has_unannounced_audience(&self) -> bool {
        self.crowd.is_unannounced || self.has_uncounted_audience()
    }

    /// Returns the shortest time between two `crowd.tally` events for this audience, in milliseconds.
    #[must_use]
    pub fn tally_interval_ms(&self) -> u64 {
        TALLY_INTERVAL_MS.max(u64::from(self.crowd.applied.connected) * 1000 / TALLIES_PER_SECOND)
    }

    /// Returns the number of people who joined the audience.
    #[must_use]
    pub fn audience_count(&self) -> u32 {
        self.crowd.applied.members
    }

    /// Returns the number of people in the audience with an open socket.
    #[must_use]
    pub fn audience_connected(&self) -> u32 {
        self.crowd.applied.connected
    }

    /// Returns whether ballots that were accepted before the step from `before` to this session do not count after it.
    #[must_use]
    pub fn closes_polls(&self, before: &Self) -> bool {
        (self.scene, self.status, self.crowd.game) != (before.scene, before.status, before.crowd.game)
    }

    /// Returns the audience as everybody sees it.
    pub(super) fn audience_view(&self) -> AudienceView {
        let Crowd { applied, phase, shows_votes, .. } = &self.crowd;
        let is_current = phase.is_some() && *phase == self.phase;
        let votes = is_current.then(|| VotesView {
            voters: applied.votes.people,
            sums: if *shows_votes { applied.votes.sums.clone() } else { BTreeMap::new() },
        });
        AudienceView { count: applied.members, connected: applied.connected, votes }
    }

    /// Returns what each action of the audience counts for: its type and data in, its ballot out.
    ///
    /// # Errors
    /// [`EngineError`] when the stored game cannot be decoded.
    pub fn ballots(
        &self,
        registry: &Registry,
        actions: &[(String, Box<RawValue>)],
    ) -> Result<Vec<Result<Ballot, Rejected>>, EngineError> {
        let cartridge =
            registry.get(&self.cartridge).ok_or_else(|| EngineError::UnknownCartridge(self.cartridge.clone()))?;
        let game = self.game.as_deref().map(|state| cartridge.open(state)).transpose()?;
        let ballot = |(kind, data): &(String, Box<RawValue>)| {
            let ballot = game.as_ref().ok_or_else(not_started)?.ballot(kind, data)?.ok_or_else(|| {
                let message = "the audience cannot do this; join as a player to take part";
                Rejected::new(ErrorCode::NotAllowed, message)
            })?;
            self.check_running()?;
            if ballot.kind == BallotKind::Vote && self.is_overtime() {
                return Err(Rejected::new(ErrorCode::WrongPhase, "the vote is over; wait for the next one"));
            }
            Ok(Ballot { poll: self.crowd.poll(&ballot.poll), ..ballot })
        };
        Ok(actions.iter().map(ballot).collect())
    }

    /// Checks that the game accepts actions now.
    pub(super) fn check_running(&self) -> Result<(), Rejected> {
        match self.status {
            Status::Running => Ok(()),
            Status::Paused => {
                Err(Rejected::new(ErrorCode::Paused, "the game is paused; wait until the host resumes it"))
            }
            Status::Lobby => Err(not_started()),
            Status::Finished => {
                Err(Rejected::new(ErrorCode::WrongPhase, "the game is over; the host can start a new one"))
            }
        }
    }

    /// Reports whether this person may be in the audience: everybody without a seat who does not wait for approval and was
    /// not removed. Only the live store knows the members.
    #[must_use]
    pub fn may_watch(&self, person: &PlayerId) -> bool {
        self.player(person).is_none()
            && !self.is_waiting(person)
            && !self.was_declined(person)
            && !self.was_removed(person)
    }
}

fn not_started() -> Rejected {
    Rejected::new(ErrorCode::WrongPhase, "the game has not started; wait for the host")
}
