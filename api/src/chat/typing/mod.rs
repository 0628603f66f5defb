//! Typing indicators. The process that holds a participant's socket keeps the state; nothing is stored.
//!
//! Clients report typing often, some at every key, and some never report that typing stopped. The service therefore
//! publishes at most one *is typing* indicator in two seconds per participant. It publishes *stopped* after eight seconds
//! without a report, or when the socket closes.

mod typists;

use std::time::Duration;

use wpp_runtime::chat::SessionKey;

pub(super) use self::typists::Typists;
pub use self::typists::{REPEAT_EVERY_MS, SILENCE_MS};
use super::{ChatService, Participant, broadcasts};

/// Time between two checks for silent typists.
const CHECK_EVERY: Duration = Duration::from_millis(500);

impl ChatService {
    /// Records that the participant types or stopped, and publishes the change to the others.
    pub async fn set_typing(&self, session: &SessionKey, participant: &Participant, is_typing: bool) {
        let now = self.sessions.clock().now();
        let change = self.typists().on_report(session, participant, is_typing, now);
        if let Some(is_typing) = change {
            self.publish_typing(session, participant, is_typing).await;
        }
    }

    /// Returns the participants who type, as far as this process knows, for a client that has just connected.
    pub fn typing_in(&self, session: &SessionKey, newcomer: &Participant) -> Vec<broadcasts::Typing> {
        let typing = self.typists().typing_in(session);
        let others = typing.into_iter().filter(|participant| participant != newcomer);
        others
            .map(|participant| broadcasts::Typing { sender_id: participant.id().to_owned(), is_typing: true })
            .collect()
    }

    /// Publishes *stopped* for silent typists. Runs until the process stops.
    pub async fn run_typing_expiry(&self) {
        let mut interval = tokio::time::interval(CHECK_EVERY);
        loop {
            interval.tick().await;
            let now = self.sessions.clock().now();
            let changes = self.typists().expire(now);
            for ((session, participant), is_typing) in changes {
                self.publish_typing(&session, &participant, is_typing).await;
            }
        }
    }

    async fn publish_typing(&self, session: &SessionKey, participant: &Participant, is_typing: bool) {
        let published = match broadcasts::typing(participant, is_typing, self.sessions.clock().now()) {
            Ok(broadcast) => {
                self.sessions.broadcast(&session.code, &broadcast).await.map_err(|error| error.to_string())
            }
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = published {
            // Harmless: the next indicator corrects the state, or the clients expire it.
            tracing::debug!(code = %session.code, error, "typing indicator not published");
        }
    }
}
