//! Approval of joins: a person who wants to join waits until the host or the VIP decides.
//!
//! A waiting person has an id and a token from the start; the token is valid from the acceptance on. A released seat and
//! a seat code need no approval. See `docs/decisions/0111-approval-of-joins.md`.

use serde::{Deserialize, Serialize};

use super::{Admission, CommandError, Origin, Player, Rejected, Session, SessionEvent, SessionStep, nickname};
use crate::contract::{
    ErrorCode,
    ids::PlayerId,
    snapshot::{SpectatorView, WaitingView},
};

/// Maximum number of people who wait in one session.
pub const MAX_WAITING: usize = 50;

/// Number of declined people that a session stores.
const MAX_DECLINED: usize = 256;

/// A person who joins, with a checked nickname and avatar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::session) struct Newcomer {
    #[serde(rename = "i")]
    pub player_id: PlayerId,
    #[serde(rename = "n")]
    pub nickname: String,
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    #[serde(rename = "o", default, skip_serializing_if = "Origin::is_unknown")]
    pub origin: Origin,
    /// Whether the person joins as audience.
    #[serde(rename = "w", default, skip_serializing_if = "std::ops::Not::not")]
    pub watches: bool,
}

/// Whether joins need approval, and who waits for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::session) struct Approval {
    #[serde(rename = "r", default, skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    /// In the order of their requests.
    #[serde(rename = "w", default, skip_serializing_if = "Vec::is_empty")]
    waiting: Vec<Newcomer>,
    /// The latest declined people, while approval is required.
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    declined: Vec<(PlayerId, Origin)>,
}

impl Approval {
    /// Returns whether the room is as if approval had never been required.
    pub(in crate::session) fn is_unused(&self) -> bool {
        *self == Self::default()
    }

    fn position(&self, player_id: &PlayerId) -> Option<usize> {
        self.waiting.iter().position(|person| person.player_id == *player_id)
    }
}

impl Session {
    /// Returns whether joins need approval.
    #[must_use]
    pub fn requires_approval(&self) -> bool {
        self.approval.required
    }

    /// Returns whether this person waits for the approval of a join.
    #[must_use]
    pub fn is_waiting(&self, player_id: &PlayerId) -> bool {
        self.approval.position(player_id).is_some()
    }

    /// Returns whether the host or the VIP declined this person.
    #[must_use]
    pub fn was_declined(&self, player_id: &PlayerId) -> bool {
        self.approval.declined.iter().any(|(id, _)| id == player_id)
    }

    /// Returns the ids and nicknames of the waiting people.
    pub(super) fn waiting(&self) -> impl Iterator<Item = (&PlayerId, &str)> {
        self.approval.waiting.iter().map(|person| (&person.player_id, person.nickname.as_str()))
    }

    /// Returns the waiting people who want to join the audience: id, nickname, avatar and origin.
    pub fn waiting_audience(&self) -> impl Iterator<Item = (&PlayerId, &str, Option<&str>, Origin)> {
        let watching = self.approval.waiting.iter().filter(|person| person.watches);
        watching.map(|person| (&person.player_id, &*person.nickname, person.avatar.as_deref(), person.origin))
    }

    /// Returns the waiting people as everybody sees them, in the order of their requests.
    pub(in crate::session) fn waiting_views(&self) -> Vec<WaitingView> {
        self.approval.waiting.iter().map(Newcomer::view).collect()
    }
}

impl Newcomer {
    fn view(&self) -> WaitingView {
        WaitingView {
            player_id: self.player_id.clone(),
            nickname: self.nickname.clone(),
            avatar: self.avatar.clone(),
            audience: self.watches,
        }
    }
}

impl SessionStep<'_> {
    /// Admits a person at once, or lets the person wait for approval.
    pub fn admit_or_wait(&mut self, person: Newcomer) -> Result<Admission, CommandError> {
        let admission = Admission { player_id: person.player_id.clone(), holder: 0 };
        if !self.session.approval.required {
            self.admit(person)?;
            return Ok(admission);
        }
        if self.session.approval.waiting.len() >= MAX_WAITING {
            let message =
                format!("{MAX_WAITING} people wait for the host already; try again when the host has decided");
            return Err(Rejected::new(ErrorCode::SessionFull, message).into());
        }
        self.emit(&SessionEvent::JoinRequested { person: person.view() })?;
        self.session.approval.waiting.push(person);
        Ok(admission)
    }

    /// Returns the place of a person who repeats a request from the same browser with the same nickname.
    ///
    /// # Errors
    /// `join_declined` for a browser whose request was declined.
    pub fn find_waiting(&self, typed: &str, origin: &Origin) -> Result<Option<Admission>, Rejected> {
        let approval = &self.session.approval;
        if approval.declined.iter().any(|(_, declined)| declined.shares_device(origin)) {
            return Err(Rejected::new(
                ErrorCode::JoinDeclined,
                "the host declined your request to join; ask the host in person",
            ));
        }
        let Ok(key) = nickname::clean(typed).map(|cleaned| nickname::key(&cleaned)) else { return Ok(None) };
        let is_same =
            |person: &&Newcomer| person.origin.shares_device(origin) && nickname::key(&person.nickname) == key;
        let place = approval.waiting.iter().find(is_same);
        Ok(place.map(|person| Admission { player_id: person.player_id.clone(), holder: 0 }))
    }

    /// Starts or ends the approval of joins. Its end admits everybody who waits. People for whom there is no seat are
    /// turned away; they can ask again.
    pub fn require_approval(&mut self, required: bool) -> Result<(), CommandError> {
        if self.session.approval.required == required {
            return Ok(());
        }
        self.session.approval.required = required;
        self.emit(&SessionEvent::ApprovalChanged { required })?;
        for person in std::mem::take(&mut self.session.approval.waiting) {
            if self.check_place_for(person.watches).is_ok() {
                self.admit(person)?;
            } else {
                self.turn_away(person.player_id)?;
            }
        }
        self.session.approval.declined.clear();
        Ok(())
    }

    /// Accepts or declines a waiting person. A repetition has no effect.
    pub fn decide_join(&mut self, player_id: &PlayerId, accepted: bool) -> Result<(), CommandError> {
        let Some(index) = self.session.approval.position(player_id) else {
            let is_repetition =
                if accepted { self.session.player(player_id).is_some() } else { self.session.was_declined(player_id) };
            let nobody = || Rejected::new(ErrorCode::NotFound, "nobody with this id waits; the list has changed");
            return if is_repetition { Ok(()) } else { Err(nobody().into()) };
        };
        if accepted {
            let watches = self.session.approval.waiting.get(index).is_some_and(|person| person.watches);
            self.check_place_for(watches)?;
            let person = self.session.approval.waiting.remove(index);
            return self.admit(person);
        }
        let Newcomer { player_id, origin, .. } = self.session.approval.waiting.remove(index);
        let declined = &mut self.session.approval.declined;
        declined.drain(..(declined.len() + 1).saturating_sub(MAX_DECLINED));
        declined.push((player_id.clone(), origin));
        self.turn_away(player_id)
    }

    /// Removes a waiting person at the person's request. Returns `false` when the person does not wait.
    pub fn withdraw(&mut self, player_id: &PlayerId) -> Result<bool, CommandError> {
        let Some(index) = self.session.approval.position(player_id) else { return Ok(false) };
        let person = self.session.approval.waiting.remove(index);
        self.turn_away(person.player_id)?;
        Ok(true)
    }

    /// Announces that a person was not admitted, and voids the person's token.
    fn turn_away(&mut self, player_id: PlayerId) -> Result<(), CommandError> {
        self.emit(&SessionEvent::JoinDeclined { player_id: player_id.clone() })?;
        self.session.forget_id(player_id);
        Ok(())
    }

    /// Gives a seat or a place in the audience to a person.
    fn admit(&mut self, person: Newcomer) -> Result<(), CommandError> {
        let Newcomer { player_id, nickname, avatar, origin, watches } = person;
        if watches {
            let member = SpectatorView { player_id, nickname, avatar };
            return Ok(self.emit(&SessionEvent::AudienceJoined { member })?);
        }
        let presence = self.fresh_grace();
        self.add_player(Player { avatar, origin, ..Player::new(player_id, nickname, presence, self.now) })
    }
}
