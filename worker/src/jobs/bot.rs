//! A bot has looked in the session long enough: it moves.
//!
//! A bot is a player whose phone is this job. It sees the snapshot any phone in its seat would be
//! shown, the cartridge chooses from that alone, and the choice goes the way of every player's
//! action, to be accepted or refused. Of the session itself only the fence is looked at.

use wpp_game::{
    driver::{Lane, Move},
    session::{Command, Session, Status},
};
use wpp_runtime::{
    queue::{BotMove, Deadline, HandlerError},
    secure_rng::SecureRng,
    session_service::{CommandBatchers, SessionError, SessionService},
};

use super::{Ahead, failed};

/// Moves in one scene after which a cartridge has had its say.
const MOST_MOVES: u32 = 16;

/// Plays for bots. Cheap to clone.
#[derive(Clone)]
pub struct Bots {
    sessions: SessionService,
    batchers: CommandBatchers,
    entropy: SecureRng,
}

impl Bots {
    /// Plays for the bots.
    #[must_use]
    pub fn new(sessions: SessionService, batchers: CommandBatchers, entropy: SecureRng) -> Self {
        Self { sessions, batchers, entropy }
    }

    /// Makes the bot's moves in this scene. Their ids follow from the job, so that a job done twice
    /// has one effect.
    pub(super) async fn play(&self, job: BotMove, deadline: Deadline) -> Result<(), HandlerError> {
        deadline.wait().await?;
        for tries in 0..MOST_MOVES {
            let session = match self.sessions.load(&job.session).await {
                Ok(session) => session,
                Err(SessionError::Unknown) => return Ok(()),
                Err(error) => return Err(failed(error)),
            };
            if session.scene() < job.scene {
                return Err(HandlerError::retry(Ahead));
            }
            let expected = session.scene() == job.scene && session.status() == Status::Running;
            if !expected || session.player(&job.player_id).is_none() {
                return Ok(());
            }
            let chosen = self.sessions.think(&session, &job.player_id, tries, self.entropy.seed()).await;
            let Some(chosen) = chosen.map_err(failed)? else { return Ok(()) };
            self.act(&session, &job, tries, &chosen).await?;
        }
        Ok(())
    }

    /// A refusal is an answer like any other: the bot looks again and thinks of something else.
    async fn act(&self, session: &Session, job: &BotMove, tries: u32, chosen: &Move) -> Result<(), HandlerError> {
        let kind = chosen.kind.to_owned();
        let lane = self.sessions.registry().get(session.cartridge()).map_or(Lane::Reliable, |it| it.lane(&kind));
        let command = Command::Action {
            player_id: job.player_id.clone(),
            id: format!("bot-{}.{tries}", job.scene),
            kind,
            data: serde_json::value::to_raw_value(&chosen.data).map_err(HandlerError::fail)?,
        };
        match self.batchers.submit(&job.session, lane, command).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(refusal)) => {
                tracing::debug!(code = %job.session, bot = %job.player_id, %refusal, "a bot's move is refused");
                Ok(())
            }
            Err(error) => match &*error {
                SessionError::Unknown => Ok(()),
                SessionError::Corrupt(_) | SessionError::CartridgeFailed { .. } => Err(HandlerError::fail(error)),
                SessionError::Store(_) | SessionError::Queue(_) | SessionError::Busy => Err(HandlerError::retry(error)),
            },
        }
    }
}
