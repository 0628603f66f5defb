//! From the pushes of the Redis connection to the rooms.
//!
//! Pushes of one session are delivered in order. Under load, sessions are spread over [`RelayShards`], so that several
//! cores deliver at once.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use redis::{PushInfo, PushKind, Value};
use tokio::{
    runtime::Handle,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};
use wpp_game::ids::SessionCode;
use wpp_runtime::store::code_of_channel;

/// Maximum number of pushes that a task delivers before it yields: a few milliseconds of one core.
const BATCH: usize = 32;

/// Number of pushes from which waking another thread pays off. Delivery to a room of eight takes about 0.1 ms.
const SHARD_FROM: usize = 8;

/// A push of Redis about one session.
#[derive(Debug)]
pub(super) struct Push {
    pub(super) code: SessionCode,
    pub(super) content: PushContent,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum PushContent {
    /// A message on the session's channel.
    Message(String),
    /// The session's channel is subscribed, for the first time or after a reconnect.
    Subscribed,
}

/// Passes pushes to `deliver` until `is_running` returns `false` or the connection's sender is dropped.
pub(super) async fn relay(
    mut pushes: UnboundedReceiver<PushInfo>,
    is_running: impl Fn() -> bool,
    deliver: impl Fn(Push) + Clone + Send + 'static,
) {
    let shards = RelayShards::spawn(Handle::current().metrics().num_workers(), deliver.clone());
    let mut received = Vec::new();
    while pushes.recv_many(&mut received, BATCH).await > 0 {
        if !is_running() {
            return;
        }
        // Direct delivery must not overtake a push of the same session that waits in a shard.
        let deliver_here = received.len() < SHARD_FROM && shards.are_empty();
        for push in received.drain(..).filter_map(Push::parse) {
            if deliver_here {
                deliver_catching_panics(&deliver, push);
            } else {
                shards.send(push);
            }
        }
    }
}

/// Delivers one push. Cartridge code (a foreign protocol) runs during delivery; if it panics, only this session misses
/// the push.
fn deliver_catching_panics(deliver: &impl Fn(Push), push: Push) {
    let code = push.code.clone();
    if catch_unwind(AssertUnwindSafe(|| deliver(push))).is_err() {
        tracing::error!(%code, "delivery to a room panicked; the push is lost for this session");
    }
}

/// Parallel queues of pushes. All pushes of one session pass through the same queue.
struct RelayShards {
    shards: Vec<UnboundedSender<Push>>,
    /// Pushes in the queues that are not yet delivered.
    pending: Arc<AtomicUsize>,
}

impl RelayShards {
    /// Spawns `count` tasks that call `deliver`. The tasks end when the shards are dropped and all queues are empty.
    fn spawn(count: usize, deliver: impl Fn(Push) + Clone + Send + 'static) -> Self {
        let pending = Arc::<AtomicUsize>::default();
        let shard = |_| {
            let (sender, mut pushes) = unbounded_channel();
            let (pending, deliver) = (pending.clone(), deliver.clone());
            tokio::spawn(async move {
                let mut received = Vec::new();
                while pushes.recv_many(&mut received, BATCH).await > 0 {
                    for push in received.drain(..) {
                        deliver_catching_panics(&deliver, push);
                        pending.fetch_sub(1, Ordering::Release);
                    }
                    tokio::task::yield_now().await;
                }
            });
            sender
        };
        Self { shards: (0..count).map(shard).collect(), pending }
    }

    fn send(&self, push: Push) {
        if let Some(shard) = self.shards.get(push.shard(self.shards.len())) {
            self.pending.fetch_add(1, Ordering::Relaxed);
            // The receiving task outlives `self`, so sending cannot fail.
            let _ = shard.send(push);
        }
    }

    fn are_empty(&self) -> bool {
        self.pending.load(Ordering::Acquire) == 0
    }
}

impl Push {
    fn parse(push: PushInfo) -> Option<Self> {
        let mut data = push.data.into_iter();
        let mut code = || data.next().and_then(text).and_then(|channel| code_of_channel(&channel));
        match push.kind {
            PushKind::Message | PushKind::SMessage => {
                Some(Self { code: code()?, content: PushContent::Message(data.next().and_then(text)?) })
            }
            PushKind::Subscribe | PushKind::SSubscribe => {
                Some(Self { code: code()?, content: PushContent::Subscribed })
            }
            PushKind::Disconnection => {
                tracing::warn!("subscription connection to Redis lost; rooms catch up after the reconnect");
                None
            }
            _ => None,
        }
    }

    /// Returns the index of this session's shard among `shards`.
    fn shard(&self, shards: usize) -> usize {
        self.code.as_str().bytes().map(usize::from).sum::<usize>() % shards
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::BulkString(bytes) => String::from_utf8(bytes).ok(),
        Value::SimpleString(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn push(code: &str, message: usize) -> PushInfo {
        let bulk = |text: String| Value::BulkString(text.into_bytes());
        PushInfo { kind: PushKind::Message, data: vec![bulk(format!("game_{code}")), bulk(message.to_string())] }
    }

    proptest! {
        #[test]
        fn keeps_order_of_each_session(
            codes in proptest::collection::vec("[BCD]{6}", 0..60),
            shards in 1_usize..5,
        ) {
            let delivered = deliver_through_shards(shards, codes.iter().enumerate().filter_map(|(at, code)| Push::parse(push(code, at))));
            prop_assert_eq!(delivered.len(), codes.len());
            for code in &codes {
                let whole: Vec<PushContent> = codes.iter().enumerate().filter(|(_, other)| *other == code)
                    .map(|(at, _)| PushContent::Message(at.to_string())).collect();
                let own: Vec<&PushContent> = delivered.iter().filter(|push| push.code.as_str() == code).map(|push| &push.content).collect();
                prop_assert_eq!(own, whole.iter().collect::<Vec<_>>());
            }
        }
    }

    /// Sends `pushes` through `count` shards and returns them in the order of delivery.
    fn deliver_through_shards(count: usize, pushes: impl Iterator<Item = Push>) -> Vec<Push> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
        runtime.block_on(async {
            let (out, mut delivered) = unbounded_channel();
            let shards = RelayShards::spawn(count, move |push| out.send(push).unwrap());
            pushes.for_each(|push| shards.send(push));
            let pending = shards.pending.clone();
            drop(shards);
            let mut all = Vec::new();
            while let Some(push) = delivered.recv().await {
                all.push(push);
            }
            assert_eq!(pending.load(Ordering::Acquire), 0);
            all
        })
    }

    #[test]
    fn panic_loses_only_its_own_push() {
        let delivered = Arc::<std::sync::Mutex<Vec<PushContent>>>::default();
        let sink = delivered.clone();
        let deliver = move |push: Push| {
            assert_ne!(push.content, PushContent::Message("1".to_owned()), "a bug");
            sink.lock().unwrap().push(push.content);
        };
        for at in 0..3 {
            deliver_catching_panics(&deliver, Push::parse(push("BBBBBB", at)).unwrap());
        }
        assert_eq!(*delivered.lock().unwrap(), ["0", "2"].map(|text| PushContent::Message(text.to_owned())));
    }

    #[test]
    fn ignores_pushes_without_session() {
        assert!(Push::parse(push("no code", 1)).is_none());
        assert!(Push::parse(PushInfo { kind: PushKind::Disconnection, data: Vec::new() }).is_none());
    }
}
