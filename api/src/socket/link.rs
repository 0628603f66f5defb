//! Subscriptions, in the order in which they were wanted.
//!
//! Rooms come and go while Redis answers; were each to subscribe for itself, an old room's
//! *unsubscribe* could overtake a new room's *subscribe* and leave it deaf. So wishes queue up
//! here, in the order in which the hub (under its lock) made them, and one task carries them out,
//! as many at a time as wait.

use std::time::Duration;

use redis::aio::ConnectionManager;
use tokio::sync::{mpsc, oneshot};
use wpp_game::ids::SessionCode;
use wpp_runtime::{redis_connection, store::channel};

/// Wishes carried out with one command.
const BATCH: usize = 256;

/// Between two signs of life of the connection.
const PULSE: Duration = Duration::from_millis(500);

pub(super) enum Wish {
    /// Hear of this session; answer when Redis has agreed.
    Hear(SessionCode, oneshot::Sender<()>),
    /// Hear no more of it.
    Leave(SessionCode),
}

/// Carries out wishes until nobody can wish any more.
pub(super) async fn carry_out(mut redis: ConnectionManager, mut wishes: mpsc::UnboundedReceiver<Wish>) {
    let mut batch = Vec::with_capacity(BATCH);
    while wishes.recv_many(&mut batch, BATCH).await > 0 {
        let mut rest = std::mem::take(&mut batch).into_iter().peekable();
        while let Some(first) = rest.next() {
            match first {
                Wish::Hear(code, agreed) => {
                    let (mut channels, mut answers) = (vec![channel(&code)], vec![agreed]);
                    while let Some(Wish::Hear(code, agreed)) = rest.next_if(|wish| matches!(wish, Wish::Hear(..))) {
                        channels.push(channel(&code));
                        answers.push(agreed);
                    }
                    subscribe(&mut redis, &channels).await;
                    for agreed in answers {
                        // Whoever wished may be gone again.
                        let _ = agreed.send(());
                    }
                }
                Wish::Leave(code) => {
                    if let Err(error) = redis.unsubscribe(channel(&code)).await {
                        // Its messages find no room and are dropped.
                        tracing::debug!(%code, %error, "a channel stays subscribed");
                    }
                }
            }
        }
    }
}

/// Uses the connection now and then for as long as somebody can wish: only a command makes the library
/// try again to connect once it has given up, and only traffic shows that the other side has vanished.
pub(super) async fn keep_alive(redis: ConnectionManager, wishes: mpsc::WeakUnboundedSender<Wish>) {
    while wishes.upgrade().is_some() {
        tokio::time::sleep(PULSE).await;
        if let Err(error) = redis_connection::ping(&redis).await {
            tracing::debug!(%error, "the subscriptions' connection is away");
        }
    }
}

/// Subscribes, however long Redis is away: the sockets behind the wish wait or give up.
async fn subscribe(redis: &mut ConnectionManager, channels: &[String]) {
    while let Err(error) = redis.subscribe(channels).await {
        tracing::warn!(%error, channels = channels.len(), "cannot subscribe; trying again");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
