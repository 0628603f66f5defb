//! From what Redis pushes to the hub: to each session in order, and, where much comes at once, to several
//! sessions side by side.

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

use super::hub::Hub;

/// What is taken at once, at most: some milliseconds of one core, after which others have their turn.
const AT_ONCE: usize = 32;

/// From so many on it is worth waking another thread. Handing on an event to a room of eight takes a tenth of a
/// millisecond.
const MANY: usize = 8;

/// What Redis says of one session.
#[derive(Debug)]
struct Push {
    code: SessionCode,
    said: Said,
}

#[derive(Debug, PartialEq, Eq)]
enum Said {
    Message(String),
    /// From now on its channel is heard (again).
    Subscribed,
}

/// Hands on what Redis pushes until the hub is gone.
pub(super) async fn relay(
    hub: impl Fn() -> Option<Hub> + Clone + Send + 'static,
    mut pushes: UnboundedReceiver<PushInfo>,
) {
    let hand_on = {
        let hub = hub.clone();
        move |Push { code, said }| match (hub(), said) {
            (Some(hub), Said::Message(message)) => hub.on_message(&code, message),
            (Some(hub), Said::Subscribed) => hub.on_subscribed(&code),
            (None, _) => {}
        }
    };
    let lanes = Lanes::open(Handle::current().metrics().num_workers(), hand_on.clone());
    let mut arrived = Vec::new();
    while pushes.recv_many(&mut arrived, AT_ONCE).await > 0 {
        if hub().is_none() {
            return;
        }
        // What comes of a session comes after what came of it before.
        let is_little = arrived.len() < MANY && lanes.are_empty();
        for push in arrived.drain(..).filter_map(Push::read) {
            if is_little {
                carefully(&hand_on, push);
            } else {
                lanes.take(push);
            }
        }
    }
}

/// A cartridge's words for another program's clients are made on the way. Should they panic, it is this session that
/// misses something, and not all.
fn carefully(hand_on: &impl Fn(Push), push: Push) {
    let code = push.code.clone();
    if catch_unwind(AssertUnwindSafe(|| hand_on(push))).is_err() {
        tracing::error!(%code, "handing on what was said of a session panicked; the others go on");
    }
}

/// Side by side, but all of one session one after the other.
struct Lanes {
    lanes: Vec<UnboundedSender<Push>>,
    /// What is in them and not handed on yet.
    under_way: Arc<AtomicUsize>,
}

impl Lanes {
    /// So many lanes, at whose ends `hand_on` is called. They end when this is dropped and they are empty.
    fn open(count: usize, hand_on: impl Fn(Push) + Clone + Send + 'static) -> Self {
        let under_way = Arc::<AtomicUsize>::default();
        let lane = |_| {
            let (lane, mut pushes) = unbounded_channel();
            let (under_way, hand_on) = (under_way.clone(), hand_on.clone());
            tokio::spawn(async move {
                let mut arrived = Vec::new();
                while pushes.recv_many(&mut arrived, AT_ONCE).await > 0 {
                    for push in arrived.drain(..) {
                        carefully(&hand_on, push);
                        under_way.fetch_sub(1, Ordering::Release);
                    }
                    tokio::task::yield_now().await;
                }
            });
            lane
        };
        Self { lanes: (0..count).map(lane).collect(), under_way }
    }

    fn take(&self, push: Push) {
        if let Some(lane) = self.lanes.get(push.lane(self.lanes.len())) {
            self.under_way.fetch_add(1, Ordering::Relaxed);
            // It ends after this only.
            let _ = lane.send(push);
        }
    }

    fn are_empty(&self) -> bool {
        self.under_way.load(Ordering::Acquire) == 0
    }
}

impl Push {
    fn read(push: PushInfo) -> Option<Self> {
        let mut data = push.data.into_iter();
        let mut code = || data.next().and_then(text).and_then(|channel| code_of_channel(&channel));
        match push.kind {
            PushKind::Message => Some(Self { code: code()?, said: Said::Message(data.next().and_then(text)?) }),
            PushKind::Subscribe => Some(Self { code: code()?, said: Said::Subscribed }),
            PushKind::Disconnection => {
                tracing::warn!("the connection to Redis is lost; rooms will catch up");
                None
            }
            _ => None,
        }
    }

    /// Which of `lanes` its session goes by.
    fn lane(&self, lanes: usize) -> usize {
        self.code.as_str().bytes().map(usize::from).sum::<usize>() % lanes
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
        fn each_session_is_told_all_of_its_own_in_order(
            codes in proptest::collection::vec("[BCD]{5}", 0..60),
            lanes in 1_usize..5,
        ) {
            let told = through_lanes(lanes, codes.iter().enumerate().filter_map(|(at, code)| Push::read(push(code, at))));
            prop_assert_eq!(told.len(), codes.len());
            for code in &codes {
                let whole: Vec<Said> = codes.iter().enumerate().filter(|(_, other)| *other == code)
                    .map(|(at, _)| Said::Message(at.to_string())).collect();
                let own: Vec<&Said> = told.iter().filter(|push| push.code.as_str() == code).map(|push| &push.said).collect();
                prop_assert_eq!(own, whole.iter().collect::<Vec<_>>());
            }
        }
    }

    /// What comes out of so many lanes, in the order in which it does.
    fn through_lanes(count: usize, pushes: impl Iterator<Item = Push>) -> Vec<Push> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
        runtime.block_on(async {
            let (out, mut told) = unbounded_channel();
            let lanes = Lanes::open(count, move |push| out.send(push).unwrap());
            pushes.for_each(|push| lanes.take(push));
            let under_way = lanes.under_way.clone();
            drop(lanes);
            let mut all = Vec::new();
            while let Some(push) = told.recv().await {
                all.push(push);
            }
            assert_eq!(under_way.load(Ordering::Acquire), 0);
            all
        })
    }

    #[test]
    fn a_panic_costs_its_session_what_was_said_and_the_others_nothing() {
        let told = Arc::<std::sync::Mutex<Vec<Said>>>::default();
        let tell = told.clone();
        let hand_on = move |push: Push| {
            assert_ne!(push.said, Said::Message("1".to_owned()), "a bug");
            tell.lock().unwrap().push(push.said);
        };
        for at in 0..3 {
            carefully(&hand_on, Push::read(push("BBBBB", at)).unwrap());
        }
        assert_eq!(*told.lock().unwrap(), ["0", "2"].map(|text| Said::Message(text.to_owned())));
    }

    #[test]
    fn what_is_said_of_no_session_is_not_handed_on() {
        assert!(Push::read(push("of nobody", 1)).is_none());
        assert!(Push::read(PushInfo { kind: PushKind::Disconnection, data: Vec::new() }).is_none());
    }
}
