//! Submits a bot's moves.
//!
//! A bot is a player whose client is this job. The cartridge chooses a move from the snapshot that a client in the
//! bot's seat would receive. The move is submitted like any player's action and may be rejected. The job reads
//! nothing from the session itself except its fence.

use wpp_game::{
    driver::{Lane, Move},
    session::{Command, Session, Status},
};
use wpp_runtime::{
    deadlines::BotMove,
    secure_rng::SecureRng,
    session_service::{CommandBatchers, RequestError, SessionError, SessionService},
};

use super::error::{NotYetCommitted, handler_error, is_temporary};
use crate::queue::{Deadline, HandlerError, JobHandler};

/// Maximum number of moves in one scene.
const MAX_MOVES: u32 = 16;

/// Moves bots.
pub struct BotMoves {
    sessions: SessionService,
    batchers: CommandBatchers,
    rng: SecureRng,
}

impl BotMoves {
    /// Returns the handler for the bots of `sessions`.
    #[must_use]
    pub fn new(sessions: SessionService, batchers: CommandBatchers, rng: SecureRng) -> Self {
        Self { sessions, batchers, rng }
    }

    /// Submits one move. A rejected move is no error: the bot chooses another one.
    async fn submit(&self, session: &Session, job: &BotMove, tries: u32, chosen: &Move) -> Result<(), HandlerError> {
        let kind = chosen.kind.to_owned();
        let cartridge = self.sessions.registry().get(session.cartridge());
        let lane = cartridge.map_or(Lane::Reliable, |cartridge| cartridge.lane(&kind));
        let command = Command::Action {
            player_id: job.player_id.clone(),
            id: format!("bot-{}.{tries}", job.scene),
            kind,
            data: serde_json::value::to_raw_value(&chosen.data).map_err(HandlerError::fail)?,
        };
        match self.batchers.submit(&job.session, lane, command).await {
            Ok(_) => Ok(()),
            Err(RequestError::Rejected(rejected)) => {
                tracing::debug!(code = %job.session, bot = %job.player_id, %rejected, "bot's move rejected");
                Ok(())
            }
            Err(RequestError::Failed(error)) => match &*error {
                SessionError::Unknown => Ok(()),
                cause if is_temporary(cause) => Err(HandlerError::retry(error)),
                _ => Err(HandlerError::fail(error)),
            },
        }
    }
}

impl JobHandler for BotMoves {
    type Job = BotMove;

    /// Submits the bot's moves in the job's scene. The ids of the actions are derived from the job, so that a
    /// repeated job has one effect.
    async fn handle(&self, job: BotMove, deadline: Deadline) -> Result<(), HandlerError> {
        deadline.wait().await?;
        for tries in 0..MAX_MOVES {
            let session = match self.sessions.load(&job.session).await {
                Ok(session) => session,
                Err(SessionError::Unknown) => return Ok(()),
                Err(error) => return Err(handler_error(error)),
            };
            if session.scene() < job.scene {
                return Err(HandlerError::retry(NotYetCommitted));
            }
            let is_current = session.scene() == job.scene && session.status() == Status::Running;
            if !is_current || session.player(&job.player_id).is_none() {
                return Ok(());
            }
            let chosen = self.sessions.choose_bot_move(&session, &job.player_id, tries, self.rng.seed()).await;
            let Some(chosen) = chosen.map_err(handler_error)? else { return Ok(()) };
            self.submit(&session, &job, tries, &chosen).await?;
        }
        Ok(())
    }
}
