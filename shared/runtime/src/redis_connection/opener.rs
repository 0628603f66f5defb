//! Opening of connections, and the subscriptions that a new connection takes over.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use redis::{AsyncConnectionConfig, ProtocolVersion, PushInfo, PushKind, RedisResult, Value, aio::SendError};
use tokio::sync::{Notify, mpsc::UnboundedSender};
use tokio_util::sync::CancellationToken;

use super::generation::Generation;
use crate::{lock::Lock, redis_address::RedisAddress};

/// Timeout of one attempt to connect to a server.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// Opens the connections to one address.
pub(super) struct Opener {
    address: RedisAddress,
    /// Receives published messages; `None` for a connection without subscriptions.
    pushes: Option<UnboundedSender<PushInfo>>,
    /// The channels that users have requested.
    channels: Arc<Lock<BTreeSet<String>>>,
    /// Notified when the current connection may need a replacement.
    suspect: Arc<Notify>,
    /// Notified when another server of a cluster may have taken over: the server ended a subscription, or is silent.
    moved: Arc<Notify>,
}

impl Opener {
    pub(super) fn new(address: RedisAddress, pushes: Option<UnboundedSender<PushInfo>>) -> Self {
        Self { address, pushes, channels: Arc::default(), suspect: Arc::default(), moved: Arc::default() }
    }

    /// Notifies `moved` when another server of a cluster may have taken over.
    pub(super) fn reporting_moves(self, moved: Arc<Notify>) -> Self {
        Self { moved, ..self }
    }

    /// Requests a check of the current connection.
    pub(super) fn suspect(&self) -> &Arc<Notify> {
        &self.suspect
    }

    /// Reports that another server of a cluster may have taken over.
    pub(super) fn report_move(&self) {
        self.moved.notify_one();
    }

    /// Opens a connection without subscriptions. Resolves the address again: a name or the Sentinels may lead to
    /// another server than before.
    pub(super) async fn open(&self) -> RedisResult<Generation> {
        // Only version 3 of the protocol passes messages and answers over the same connection.
        let protocol = if self.pushes.is_some() { ProtocolVersion::RESP3 } else { ProtocolVersion::RESP2 };
        let client = self.address.primary(protocol).await?;
        let (ended, in_flight) = (CancellationToken::new(), Arc::<AtomicUsize>::default());
        // `Generation` limits the time of commands.
        let mut config =
            AsyncConnectionConfig::new().set_connection_timeout(Some(CONNECT_TIMEOUT)).set_response_timeout(None);
        if let Some(pushes) = self.pushes.clone() {
            let receiver = Receiver {
                pushes,
                channels: self.channels.clone(),
                suspect: self.suspect.clone(),
                moved: self.moved.clone(),
                ended: ended.clone(),
                in_flight: in_flight.clone(),
            };
            config = config.set_push_sender(move |push: PushInfo| receiver.receive(push));
        }
        let connection = client.get_multiplexed_async_connection_with_config(&config).await?;
        let server = client.get_connection_info().addr().to_string();
        Ok(Generation { connection, server, ended, in_flight })
    }

    /// Subscribes a new connection to the requested channels. Releases those that another server has now, and reports
    /// the move.
    pub(super) async fn subscribe(&self, generation: &Generation) -> RedisResult<()> {
        for (channel, error) in generation.subscribe(&self.channels()).await? {
            if !error.is_cluster_error() {
                return Err(error);
            }
            self.release(&channel);
            self.moved.notify_one();
        }
        Ok(())
    }

    /// Adds `channels` to those that a new connection subscribes to.
    pub(super) fn request(&self, channels: &[String]) {
        self.channels.lock().extend(channels.iter().cloned());
    }

    /// Removes `channel` from those that a new connection subscribes to.
    pub(super) fn release(&self, channel: &str) {
        self.channels.lock().remove(channel);
    }

    /// Returns the channels that a new connection subscribes to.
    pub(super) fn channels(&self) -> Vec<String> {
        self.channels.lock().iter().cloned().collect()
    }
}

/// Receives the pushes of one connection.
struct Receiver {
    pushes: UnboundedSender<PushInfo>,
    channels: Arc<Lock<BTreeSet<String>>>,
    suspect: Arc<Notify>,
    moved: Arc<Notify>,
    ended: CancellationToken,
    in_flight: Arc<AtomicUsize>,
}

impl Receiver {
    fn receive(&self, push: PushInfo) -> Result<(), SendError> {
        // A replaced connection may still receive messages, which its successor receives too.
        if self.ended.is_cancelled() {
            return Err(SendError);
        }
        match push.kind {
            PushKind::Disconnection => self.end(),
            PushKind::SUnsubscribe if self.was_unrequested(&push) => {
                self.moved.notify_one();
                // The library takes any such push for the answer to the command that is in flight.
                if self.in_flight.load(Ordering::SeqCst) > 0 {
                    self.end();
                }
            }
            _ => {}
        }
        self.pushes.send(push).map_err(|_| SendError)
    }

    fn end(&self) {
        self.ended.cancel();
        self.suspect.notify_one();
        self.moved.notify_one();
    }

    /// Returns whether nobody ended this subscription but the server. Removes the channel.
    fn was_unrequested(&self, push: &PushInfo) -> bool {
        let Some(Value::BulkString(channel)) = push.data.first() else { return false };
        std::str::from_utf8(channel).is_ok_and(|channel| self.channels.lock().remove(channel))
    }
}

#[cfg(test)]
mod tests {
    use tokio::{sync::mpsc::unbounded_channel, time::timeout};

    use super::*;

    const CHANNEL: &str = "game_{KWXTRN}";

    fn ended_subscription() -> PushInfo {
        PushInfo { kind: PushKind::SUnsubscribe, data: vec![Value::BulkString(CHANNEL.into()), Value::Int(0)] }
    }

    fn receiver(requested: &[&str], in_flight: usize) -> Receiver {
        let channels: BTreeSet<String> = requested.iter().map(|channel| (*channel).to_owned()).collect();
        let receiver = Receiver {
            pushes: unbounded_channel().0,
            channels: Arc::default(),
            suspect: Arc::default(),
            moved: Arc::default(),
            ended: CancellationToken::new(),
            in_flight: Arc::new(AtomicUsize::new(in_flight)),
        };
        *receiver.channels.lock() = channels;
        receiver
    }

    async fn reports_a_move(receiver: &Receiver) -> bool {
        // Returns at once, or never.
        timeout(Duration::ZERO, receiver.moved.notified()).await.is_ok()
    }

    #[tokio::test]
    async fn a_channel_that_moved_is_reported() {
        let receiver = receiver(&[CHANNEL], 0);
        let _ = receiver.receive(ended_subscription());
        assert!(reports_a_move(&receiver).await);
        assert!(receiver.channels.lock().is_empty() && !receiver.ended.is_cancelled());
    }

    #[tokio::test]
    async fn a_requested_end_is_no_move() {
        let receiver = receiver(&[], 1);
        let _ = receiver.receive(ended_subscription());
        assert!(!reports_a_move(&receiver).await && !receiver.ended.is_cancelled());
    }

    #[tokio::test]
    async fn a_move_ends_a_connection_with_a_command_in_flight() {
        let receiver = receiver(&[CHANNEL], 1);
        let _ = receiver.receive(ended_subscription());
        assert!(receiver.ended.is_cancelled());
    }
}
