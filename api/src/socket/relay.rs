//! From what Redis pushes to the hub: to each session in order, and, where much comes at once, to several
//! sessions side by side.

use redis::{PushInfo, PushKind, Value};
use tokio::{runtime::Handle, sync::mpsc::UnboundedReceiver, task::JoinSet};
use wpp_game::ids::SessionCode;
use wpp_platform::store::code_of_channel;

use super::hub::Hub;

/// What is taken at once, at most: some tens of milliseconds of one core.
const AT_ONCE: usize = 256;

/// From so many on it is worth waking another thread. Handing on an event to a room of eight takes a tenth of a
/// millisecond.
const MANY: usize = 8;

/// What Redis says of one session.
struct Push {
    code: SessionCode,
    said: Said,
}

enum Said {
    Message(String),
    /// From now on its channel is heard (again).
    Subscribed,
}

/// Hands on what Redis pushes until the hub is gone.
pub(super) async fn relay(hub: impl Fn() -> Option<Hub>, mut pushes: UnboundedReceiver<PushInfo>) {
    let lanes = Handle::current().metrics().num_workers();
    let mut arrived = Vec::new();
    while pushes.recv_many(&mut arrived, AT_ONCE).await > 0 {
        let Some(hub) = hub() else { return };
        let pushes = arrived.drain(..).filter_map(Push::read);
        if pushes.size_hint().1.is_some_and(|most| most < MANY) || lanes == 1 {
            hand_on(&hub, pushes);
            continue;
        }
        let mut shares: Vec<Vec<Push>> = (0..lanes).map(|_| Vec::new()).collect();
        for push in pushes {
            if let Some(share) = shares.get_mut(push.lane(lanes)) {
                share.push(push);
            }
        }
        let mut handing = JoinSet::new();
        for share in shares {
            let hub = hub.clone();
            handing.spawn(async move { hand_on(&hub, share) });
        }
        // What comes next of a session comes after this.
        while handing.join_next().await.is_some() {}
    }
}

fn hand_on(hub: &Hub, pushes: impl IntoIterator<Item = Push>) {
    for Push { code, said } in pushes {
        match said {
            Said::Message(message) => hub.on_message(&code, message),
            Said::Subscribed => hub.on_subscribed(&code),
        }
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
