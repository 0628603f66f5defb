//! Subscriptions to session channels, in the order in which the hub requests them.
//!
//! Rooms open and close while Redis answers. If each room subscribed independently, the *unsubscribe* of a closed room
//! could overtake the *subscribe* of its successor, and the new room would receive nothing. The hub therefore queues
//! requests under its lock, and one task executes them in order and in batches.

use std::{sync::Arc, time::Duration};

use tokio::sync::{mpsc, oneshot};
use wpp_game::ids::SessionCode;
use wpp_runtime::clock::{self, SharedClock};

use super::channels::Channels;

/// Maximum number of requests that one Redis command executes.
const BATCH: usize = 256;

/// Pause after a failed attempt to subscribe.
const RETRY: Duration = Duration::from_millis(200);

pub(super) enum SubscriptionRequest {
    /// Subscribe to a session's channel, and reply when Redis has confirmed.
    Subscribe(SessionCode, oneshot::Sender<()>),
    /// Unsubscribe from a session's channel.
    Unsubscribe(SessionCode),
}

use SubscriptionRequest::{Subscribe, Unsubscribe};

/// Executes requests until all senders are dropped.
pub(super) async fn execute(
    redis: Arc<dyn Channels>,
    clock: SharedClock,
    mut requests: mpsc::UnboundedReceiver<SubscriptionRequest>,
) {
    let mut batch = Vec::with_capacity(BATCH);
    while requests.recv_many(&mut batch, BATCH).await > 0 {
        let mut rest = std::mem::take(&mut batch).into_iter().peekable();
        while let Some(first) = rest.next() {
            match first {
                Subscribe(code, confirm) => {
                    let (mut channels, mut replies) = (vec![redis.channel(&code)], vec![confirm]);
                    while let Some(Subscribe(code, confirm)) = rest.next_if(|request| matches!(request, Subscribe(..)))
                    {
                        channels.push(redis.channel(&code));
                        replies.push(confirm);
                    }
                    subscribe(&*redis, &*clock, &channels).await;
                    for confirm in replies {
                        // An error means that the socket closed while it waited.
                        let _ = confirm.send(());
                    }
                }
                Unsubscribe(code) => {
                    if let Err(error) = redis.unsubscribe(&redis.channel(&code)).await {
                        // Harmless: the hub drops messages for which it has no room.
                        tracing::debug!(%code, %error, "channel not unsubscribed");
                    }
                }
            }
        }
    }
}

/// Subscribes, and retries while Redis is unavailable. The requesting sockets wait or close.
async fn subscribe(redis: &dyn Channels, clock: &dyn clock::Clock, channels: &[String]) {
    while let Err(error) = redis.subscribe(channels).await {
        tracing::warn!(%error, channels = channels.len(), "cannot subscribe to session channels, retrying");
        clock::sleep(clock, RETRY).await;
    }
}
