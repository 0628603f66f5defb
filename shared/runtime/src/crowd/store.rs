//! Members and ballots in Redis.

use std::num::NonZeroU32;

use redis::{AsyncCommands, RedisError};
use wpp_game::{
    driver::{Ballot, BallotKind},
    ids::{PlayerId, SessionCode},
    session::AUDIENCE_ID,
};

use super::{CrowdMember, scripts::Scripts};
use crate::{redis_connection::RedisConnection, store::Keys};

/// Stores the audiences of sessions. Cheap to clone.
#[derive(Clone)]
pub struct CrowdStore {
    connection: RedisConnection,
    scripts: &'static Scripts,
    /// Most members of one audience.
    most: usize,
}

/// The outcome of a join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// The person is a member.
    Done,
    /// The audience has its maximum.
    Full,
    /// The session does not exist.
    Gone,
}

/// The outcome of one action of the audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// The ballot counts, now or since an earlier message with its id.
    Yes,
    /// The person has used this vote, or all reactions.
    UsedUp,
    /// The person is not in the audience.
    NotAMember,
    /// The game rejected the action.
    Rejected,
}

/// The latest ballots of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnBallots {
    /// The poll's name.
    pub poll: String,
    /// The choices, in the order of their arrival.
    pub choices: Vec<String>,
}

/// One action to count: the person, the action's id, and its ballot if the game accepted it.
pub type Cast<'a> = (&'a PlayerId, &'a str, Option<&'a Ballot>);

/// The outcome of counting a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Batch {
    /// One outcome for each action.
    Counted(Vec<Counted>),
    /// The session has another version. Nothing is counted.
    Conflict,
    /// The session does not exist.
    Gone,
}

impl CrowdStore {
    /// Returns a store of audiences with at most `most` members.
    #[must_use]
    pub fn new(connection: RedisConnection, most: usize) -> Self {
        Self { connection, scripts: Scripts::get(), most }
    }

    /// Returns the most members of one audience.
    #[must_use]
    pub fn most(&self) -> usize {
        self.most
    }

    /// Adds a member. Repeating the call replaces the record.
    ///
    /// # Errors
    /// When Redis does not answer; the person may be a member.
    pub async fn join(&self, code: &SessionCode, id: &PlayerId, member: &CrowdMember) -> Result<Joined, RedisError> {
        let keys = Keys::of(code);
        let mut call = self.scripts.join.key(&keys.state);
        call.key(&keys.crowd).arg(id.as_str()).arg(json(member)?).arg(self.most);
        let outcome: i64 = call.invoke_async(&mut self.connection.clone()).await?;
        Ok(match outcome {
            1 => Joined::Done,
            0 => Joined::Full,
            _ => Joined::Gone,
        })
    }

    /// Removes members. Their tokens are void.
    ///
    /// # Errors
    /// When Redis does not answer; repeating the call is harmless.
    pub async fn leave(&self, code: &SessionCode, members: &[PlayerId]) -> Result<(), RedisError> {
        let keys = Keys::of(code);
        let mut call = self.scripts.leave.key(&keys.state);
        call.key(&keys.crowd).key(&keys.ballots);
        for member in members {
            call.arg(member.as_str());
        }
        call.invoke_async(&mut self.connection.clone()).await
    }

    /// Replaces the record of a member. Does nothing if the person is not a member.
    ///
    /// # Errors
    /// When Redis does not answer; repeating the call is harmless.
    pub async fn replace(&self, code: &SessionCode, id: &PlayerId, member: &CrowdMember) -> Result<(), RedisError> {
        let mut call = self.scripts.replace.key(Keys::of(code).crowd);
        call.arg(id.as_str()).arg(json(member)?);
        call.invoke_async(&mut self.connection.clone()).await
    }

    /// Returns a member; `None` if the person is not in the audience.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn member(&self, code: &SessionCode, id: &PlayerId) -> Result<Option<CrowdMember>, RedisError> {
        let record: Option<String> = self.connection.clone().hget(Keys::of(code).crowd, id.as_str()).await?;
        record.map(|record| read(&record)).transpose()
    }

    /// Returns all members.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn members(&self, code: &SessionCode) -> Result<Vec<(PlayerId, CrowdMember)>, RedisError> {
        let records: Vec<(String, String)> = self.connection.clone().hgetall(Keys::of(code).crowd).await?;
        records.into_iter().map(|(id, record)| Ok((PlayerId(id), read(&record)?))).collect()
    }

    /// Returns a member with the member's latest votes; `None` if the person is not in the audience.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn own(
        &self,
        code: &SessionCode,
        id: &PlayerId,
    ) -> Result<Option<(CrowdMember, Option<OwnBallots>)>, RedisError> {
        let keys = Keys::of(code);
        let mut commands = redis::pipe();
        commands.hget(keys.crowd, id.as_str()).hget(keys.ballots, format!("{}{id}", letter(BallotKind::Vote)));
        let (record, votes): (Option<String>, Option<String>) =
            commands.query_async(&mut self.connection.clone()).await?;
        let member = record.map(|record| read(&record)).transpose()?;
        Ok(member.map(|member| (member, votes.as_deref().map(own_ballots))))
    }

    /// Sets the number of people of this audience who have a socket in `instance`.
    ///
    /// # Errors
    /// When Redis does not answer; repeating the call is harmless.
    pub async fn set_connected(&self, code: &SessionCode, instance: &str, people: usize) -> Result<(), RedisError> {
        let keys = Keys::of(code);
        let mut call = self.scripts.set_connected.key(&keys.state);
        call.key(&keys.presence).arg(format!("{AUDIENCE_ID}|{instance}")).arg(people);
        call.invoke_async(&mut self.connection.clone()).await
    }

    /// Counts a batch of actions that the game checked at `version`.
    ///
    /// # Errors
    /// When Redis does not answer; the ballots may be counted. Repeating the call counts each of them once.
    pub async fn count(&self, code: &SessionCode, version: u64, batch: &[Cast<'_>]) -> Result<Batch, RedisError> {
        let keys = Keys::of(code);
        let mut call = self.scripts.count.key(&keys.state);
        call.key(&keys.crowd).key(&keys.ballots).arg(version);
        for (member, id, ballot) in batch {
            call.arg(member.as_str()).arg(*id);
            match ballot {
                Some(ballot) => call
                    .arg(letter(ballot.kind))
                    .arg(&ballot.poll)
                    .arg(&ballot.choice)
                    .arg(ballot.most.map_or(0, NonZeroU32::get)),
                None => call.arg("").arg("").arg("").arg(0),
            };
        }
        let outcomes: Vec<i64> = call.invoke_async(&mut self.connection.clone()).await?;
        Ok(match outcomes.first() {
            Some(-1) => Batch::Conflict,
            Some(-2) => Batch::Gone,
            _ => Batch::Counted(outcomes.into_iter().map(counted).collect()),
        })
    }
}

fn counted(outcome: i64) -> Counted {
    match outcome {
        0 | 1 => Counted::Yes,
        2 => Counted::UsedUp,
        3 => Counted::NotAMember,
        _ => Counted::Rejected,
    }
}

fn letter(kind: BallotKind) -> &'static str {
    match kind {
        BallotKind::Vote => "v",
        BallotKind::Reaction => "r",
    }
}

fn own_ballots(entry: &str) -> OwnBallots {
    let mut lines = entry.lines();
    // The number of the game is part of the name in the store only.
    let poll = lines.next().and_then(|name| name.split_once(':')).map_or("", |(_game, poll)| poll).to_owned();
    let choices = lines.filter_map(|line| line.split_once(' ')).map(|(_id, choice)| choice.to_owned()).collect();
    OwnBallots { poll, choices }
}

fn json(member: &CrowdMember) -> Result<String, RedisError> {
    Ok(serde_json::to_string(member).map_err(std::io::Error::from)?)
}

fn read(record: &str) -> Result<CrowdMember, RedisError> {
    Ok(serde_json::from_str(record).map_err(std::io::Error::from)?)
}
