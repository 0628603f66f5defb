//! Commands and actions of players, received over a socket or over REST.

use serde_json::value::RawValue;
use wpp_game::{
    driver::Lane,
    ids::{PlayerId, SessionCode},
    session::{Answer, Command},
};
use wpp_runtime::session_service::{CommandBatchers, SessionService};

use crate::{error::ApiError, wire::frames::AckData};

/// An action as the client sent it.
pub(crate) struct Action {
    /// The client's id of the action.
    pub(crate) id: String,
    /// The `type` of the message.
    pub(crate) kind: String,
    /// The data; `None` means `{}`.
    pub(crate) data: Option<Box<RawValue>>,
}

/// Submits players' commands to their sessions. Cheap to clone.
#[derive(Clone)]
pub struct ActionService {
    sessions: SessionService,
    batchers: CommandBatchers,
}

impl ActionService {
    /// Creates the service.
    #[must_use]
    pub fn new(sessions: SessionService, batchers: CommandBatchers) -> Self {
        Self { sessions, batchers }
    }

    /// Submits a command, which is committed together with other commands of the session.
    ///
    /// # Errors
    /// The session rejects the command, does not exist, or cannot be read or written.
    pub(crate) async fn submit(&self, code: &SessionCode, lane: Lane, command: Command) -> Result<Answer, ApiError> {
        Ok(self.batchers.submit(code, lane, command).await?)
    }

    /// Submits an action that a client sent.
    ///
    /// # Errors
    /// `invalid_input` for internal actions, which clients cannot send; otherwise like [`submit`](Self::submit).
    pub(crate) async fn submit_action(
        &self,
        code: &SessionCode,
        cartridge: &str,
        player_id: PlayerId,
        action: Action,
    ) -> Result<AckData, ApiError> {
        let cartridge_of_game = self.sessions.registry().get(cartridge);
        if cartridge_of_game.is_some_and(|cartridge| cartridge.is_internal_action(&action.kind)) {
            return Err(ApiError::invalid("This game has no action of this type. See the event reference.").at("type"));
        }
        self.submit_internal(code, cartridge, player_id, action).await
    }

    /// Submits an action that may be internal to the server, such as the counts of an `EphemeralHandler`.
    ///
    /// # Errors
    /// Like [`submit`](Self::submit).
    pub(crate) async fn submit_internal(
        &self,
        code: &SessionCode,
        cartridge: &str,
        player_id: PlayerId,
        action: Action,
    ) -> Result<AckData, ApiError> {
        let Action { id, kind, data } = action;
        let cartridge = self.sessions.registry().get(cartridge);
        let lane = cartridge.map_or(Lane::Reliable, |cartridge| cartridge.lane(&kind));
        let data = match data {
            Some(data) => data,
            None => empty_object()?,
        };
        let command = Command::Action { player_id, id: id.clone(), kind, data };
        let answer = self.submit(code, lane, command).await?;
        Ok(AckData::new(id, &answer))
    }
}

/// Returns the data of an action without data.
///
/// # Errors
/// Does not occur: the text is valid JSON.
pub(crate) fn empty_object() -> Result<Box<RawValue>, ApiError> {
    RawValue::from_string("{}".to_owned()).map_err(|error| ApiError::invalid(error.to_string()))
}
