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
pub(super) async fn relay(hub: impl Fn() -> Option<Hub>, mut pushes: UnboundedReceiver<PushInfo>) {
    let lanes = Handle::current().metrics().num_workers();
    let mut arrived = Vec::new();
    while pushes.recv_many(&mut arrived, AT_ONCE).await > 0 {
        let Some(hub) = hub() else { return };
        let is_little = arrived.len() < MANY || lanes == 1;
        let pushes = arrived.drain(..).filter_map(Push::read);
        if is_little {
            hand_on(&hub, pushes);
            continue;
        }
        let mut handing = JoinSet::new();
        for share in shares(pushes, lanes) {
            let hub = hub.clone();
            handing.spawn(async move { hand_on(&hub, share) });
        }
        // What comes next of a session comes after this.
        while handing.join_next().await.is_some() {}
    }
}

/// The pushes by lanes: those of one session in one of them, in their order.
fn shares(pushes: impl Iterator<Item = Push>, lanes: usize) -> Vec<Vec<Push>> {
    let mut shares: Vec<Vec<Push>> = (0..lanes).map(|_| Vec::new()).collect();
    for push in pushes {
        if let Some(share) = shares.get_mut(push.lane(lanes)) {
            share.push(push);
        }
    }
    shares
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
            let pushes = codes.iter().enumerate().filter_map(|(at, code)| Push::read(push(code, at)));
            let shares = shares(pushes, lanes);
            for code in &codes {
                let told: Vec<Vec<&Said>> = shares.iter()
                    .map(|share| share.iter().filter(|push| push.code.as_str() == code).map(|push| &push.said).collect())
                    .filter(|told: &Vec<_>| !told.is_empty())
                    .collect();
                let whole: Vec<Said> = codes.iter().enumerate().filter(|(_, other)| *other == code)
                    .map(|(at, _)| Said::Message(at.to_string())).collect();
                prop_assert_eq!(told, vec![whole.iter().collect::<Vec<_>>()]);
            }
        }
    }

    #[test]
    fn what_is_said_of_no_session_is_not_handed_on() {
        assert!(Push::read(push("of nobody", 1)).is_none());
        assert!(Push::read(PushInfo { kind: PushKind::Disconnection, data: Vec::new() }).is_none());
    }
}
