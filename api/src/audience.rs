//! The audience of sessions: people without a seat, counted by the live store.

use redis::RedisError;
use serde::Deserialize as _;
use wpp_game::{
    contract::ErrorCode,
    ids::{PlayerId, SessionCode},
    session::{
        Command, Origin, Session,
        snapshot::{OwnVotes, ParticipantRole},
    },
    time::Timestamp,
};
use wpp_runtime::{
    crowd::{AudienceAction, BallotBox, CrowdMember, CrowdMerger, CrowdStore, Joined},
    redis_connection::RedisConnection,
    session_service::SessionService,
};

use crate::{actions::Action, error::ApiError, schema::AnySnapshot, wire::frames::AckData};

/// Most members whom one step removes. Each has an event.
const REMOVED_AT_ONCE: usize = 128;

/// The audience of sessions. Cheap to clone.
#[derive(Clone)]
pub struct Audience {
    store: CrowdStore,
    ballots: BallotBox,
    merger: CrowdMerger,
    sessions: SessionService,
}

impl Audience {
    /// Creates the service of a process. An audience has at most `most` members.
    #[must_use]
    pub fn new(connection: RedisConnection, sessions: SessionService, most: usize) -> Self {
        let (store, merger) = (CrowdStore::new(connection, most), CrowdMerger::new(sessions.clone()));
        Self { ballots: BallotBox::new(sessions.clone(), store.clone(), merger.clone()), store, merger, sessions }
    }

    /// Adds a person whom the session admitted or lets wait. Waits until the session counts the person, at most for
    /// [`TALLY_INTERVAL_MS`](wpp_game::session::TALLY_INTERVAL_MS): a snapshot may have the earlier count then, and a later
    /// `crowd.tally` has the new one.
    ///
    /// # Errors
    /// `session_full`, `unknown_session` or `unavailable`.
    pub(crate) async fn join(&self, code: &SessionCode, id: &PlayerId, member: &CrowdMember) -> Result<(), ApiError> {
        self.add(code, id, member).await?;
        self.merger.merge(code).await;
        Ok(())
    }

    async fn add(&self, code: &SessionCode, id: &PlayerId, member: &CrowdMember) -> Result<(), ApiError> {
        match self.store.join(code, id, member).await? {
            Joined::Done => Ok(()),
            Joined::Full => {
                let most = self.store.most();
                let message = format!("The audience is full ({most} people). Try again when somebody leaves.");
                Err(ApiError::new(ErrorCode::SessionFull, message))
            }
            Joined::Gone => Err(ApiError::unknown_session()),
        }
    }

    /// Adds people who wait for approval and are about to be admitted: everybody who asked to watch, or one person. Until the
    /// session admits a person, the person's token stays invalid.
    ///
    /// # Errors
    /// `session_full`, `unknown_session` or `unavailable`.
    pub(crate) async fn admit_waiting(&self, session: &Session, only: Option<&PlayerId>) -> Result<(), ApiError> {
        let joined_at = self.sessions.clock().now();
        let waiting = session.waiting_audience().filter(|(id, ..)| only.is_none_or(|only| only == *id));
        for (id, nickname, avatar, origin) in waiting {
            let (nickname, avatar) = (nickname.to_owned(), avatar.map(str::to_owned));
            self.add(session.code(), id, &CrowdMember { nickname, avatar, origin, joined_at }).await?;
        }
        Ok(())
    }

    /// Returns a member of the session's audience; `None` for everybody else.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn member(&self, session: &Session, id: &PlayerId) -> Result<Option<CrowdMember>, RedisError> {
        if !session.may_watch(id) {
            return Ok(None);
        }
        self.store.member(session.code(), id).await
    }

    /// Reports whether a member of the audience has the address of `origin`.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn shares_address(&self, code: &SessionCode, origin: &Origin) -> Result<bool, ApiError> {
        let members = self.store.members(code).await?;
        Ok(members.iter().any(|(_, member)| member.origin.shares_address(origin)))
    }

    /// Removes a member. A person whom the host removes cannot join again: recognised by the browser, and by the address
    /// unless another member shares it.
    ///
    /// # Errors
    /// `unknown_session` or `unavailable`.
    pub(crate) async fn remove(&self, session: &Session, id: &PlayerId, member: &CrowdMember) -> Result<(), ApiError> {
        let others = self.store.members(session.code()).await?;
        let others = others.iter().filter(|(other, _)| other != id);
        let origin = member.origin.to_keep_out(others.map(|(_, other)| &other.origin));
        self.dismiss(session.code(), vec![(id.clone(), Some(origin))]).await
    }

    /// Removes a member who leaves. Only the number of people changes, so that an audience can leave at once. Like after a join,
    /// the session may count the person a moment longer.
    ///
    /// # Errors
    /// `unknown_session` or `unavailable`.
    pub(crate) async fn leave(&self, session: &Session, id: &PlayerId) -> Result<(), ApiError> {
        if session.moderator() == Some(id) {
            return self.dismiss(session.code(), vec![(id.clone(), None)]).await;
        }
        self.store.leave(session.code(), std::slice::from_ref(id)).await?;
        self.merger.merge(session.code()).await;
        Ok(())
    }

    /// Removes everybody who joined at `since` or later, as the host.
    ///
    /// # Errors
    /// `unknown_session` or `unavailable`.
    pub(crate) async fn remove_since(&self, code: &SessionCode, since: Timestamp) -> Result<(), ApiError> {
        let members = self.store.members(code).await?;
        let (removed, stay): (Vec<_>, Vec<_>) = members.into_iter().partition(|(_, member)| member.joined_at >= since);
        let kept_out = |origin: Origin| origin.to_keep_out(stay.iter().map(|(_, member)| &member.origin));
        let removed: Vec<_> = removed.into_iter().map(|(id, member)| (id, Some(kept_out(member.origin)))).collect();
        for chunk in removed.chunks(REMOVED_AT_ONCE) {
            self.dismiss(code, chunk.to_vec()).await?;
        }
        Ok(())
    }

    /// Voids tokens in the session first, so that nobody acts after an interruption.
    async fn dismiss(&self, code: &SessionCode, people: Vec<(PlayerId, Option<Origin>)>) -> Result<(), ApiError> {
        let ids: Vec<PlayerId> = people.iter().map(|(id, _)| id.clone()).collect();
        let command = |(player_id, kept_out)| Command::DismissSpectator { player_id, kept_out };
        let commands: Vec<Command> = people.into_iter().map(command).collect();
        self.sessions.step(code, &commands).await?.accepted()?;
        self.store.leave(code, &ids).await?;
        self.merger.merge(code).await;
        Ok(())
    }

    /// Changes the nickname of a member.
    ///
    /// # Errors
    /// `nickname_taken`, `invalid_input`, `profanity`, `unknown_session` or `unavailable`.
    pub(crate) async fn rename(
        &self,
        code: &SessionCode,
        id: &PlayerId,
        member: CrowdMember,
        nickname: String,
    ) -> Result<Session, ApiError> {
        let command = Command::RenameSpectator { player_id: id.clone(), nickname: nickname.clone() };
        let session = self.sessions.step(code, &[command]).await?.accepted()?;
        let nickname = wpp_game::session::nickname::clean(&nickname)?;
        self.store.replace(code, id, &CrowdMember { nickname, ..member }).await?;
        Ok(session)
    }

    /// Counts an action of a member once.
    ///
    /// # Errors
    /// The game rejects the action, the person is not a member, the session does not exist, or the store does not answer.
    pub(crate) async fn submit_action(
        &self,
        code: &SessionCode,
        member: PlayerId,
        action: Action,
    ) -> Result<AckData, ApiError> {
        let Action { id, kind, data } = action;
        let data = data.map_or_else(crate::actions::empty_object, Ok)?;
        let seq = self.ballots.submit(code, AudienceAction { member, id: id.clone(), kind, data }).await?;
        Ok(AckData { id, seq, reply: serde_json::Map::new() })
    }

    /// Sets the number of people in this process, and requests that the session counts them.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub(crate) async fn set_connected(
        &self,
        code: &SessionCode,
        instance: &str,
        people: usize,
    ) -> Result<(), RedisError> {
        self.store.set_connected(code, instance, people).await?;
        self.merger.request(code);
        Ok(())
    }

    /// Adds a member's name, avatar and latest votes to `you` of a snapshot, because the session does not know them.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub(crate) async fn complete_you(&self, id: &PlayerId, snapshot: &mut AnySnapshot) -> Result<(), RedisError> {
        let Some(you) = snapshot.you.as_mut().and_then(serde_json::Value::as_object_mut) else { return Ok(()) };
        let role = you.get("role").and_then(|role| ParticipantRole::deserialize(role).ok());
        if role != Some(ParticipantRole::Audience) {
            return Ok(());
        }
        let Some((member, votes)) = self.store.own(&snapshot.code, id).await? else { return Ok(()) };
        you.insert("nickname".to_owned(), member.nickname.into());
        you.insert("avatar".to_owned(), member.avatar.into());
        if let Some(votes) = votes {
            you.insert("ballots".to_owned(), serde_json::json!(OwnVotes { poll: votes.poll, choices: votes.choices }));
        }
        Ok(())
    }
}
