//! How clients of a kind are spoken to.

use axum::body::Bytes;
use wpp_game::ids::{Epoch, SessionCode};
use wpp_runtime::broadcast::Broadcast;

use super::{frames::Frame, outlet::framed};

/// One way of telling clients what happens. What it has no words for it leaves out.
pub(super) trait ForeignProtocol: Send + Sync {
    /// What it is known by.
    fn name(&self) -> &'static str;

    /// An event of the numbered stream, by its envelope.
    fn event(&self, _envelope: &str) -> Option<Bytes> {
        None
    }

    /// Something said beside the numbered events.
    fn aside(&self, code: &SessionCode, epoch: &str, aside: &Broadcast) -> Option<Bytes>;

    /// Whether it follows the numbers of asides of this kind, as others follow those of events: each is
    /// told once and in order, and at a gap the connection greets anew. One kind at most, and only
    /// where there are no events.
    fn counts(&self, _kind: &str) -> bool {
        false
    }
}

/// What is told to who is told everything by their own connection's task.
pub(super) struct Silent;

impl ForeignProtocol for Silent {
    fn name(&self) -> &'static str {
        "silent"
    }

    fn aside(&self, _code: &SessionCode, _epoch: &str, _aside: &Broadcast) -> Option<Bytes> {
        None
    }
}

/// The game's own socket: envelopes.
pub(super) struct Game;

impl ForeignProtocol for Game {
    fn name(&self) -> &'static str {
        "game"
    }

    fn event(&self, envelope: &str) -> Option<Bytes> {
        Some(framed(envelope.to_owned()))
    }

    fn aside(&self, code: &SessionCode, epoch: &str, aside: &Broadcast) -> Option<Bytes> {
        let epoch = Epoch(epoch.to_owned());
        let frame = Frame {
            kind: &aside.kind,
            session: code,
            epoch: &epoch,
            sent_at: aside.at,
            due_at: None,
            data: &aside.data,
        };
        Some(framed(serde_json::to_string(&frame).ok()?))
    }
}

/// A frame made once for each dialect, however many sockets speak it.
#[derive(Default)]
pub(super) struct Said(Vec<(&'static str, Option<Bytes>)>);

impl Said {
    /// What `say` says to those who speak `dialect`; it is called once for each.
    pub(super) fn once(
        &mut self,
        dialect: &dyn ForeignProtocol,
        say: impl FnOnce() -> Option<Bytes>,
    ) -> Option<&Bytes> {
        let known = self.0.iter().position(|(known, _)| *known == dialect.name());
        let place = known.unwrap_or_else(|| {
            self.0.push((dialect.name(), say()));
            self.0.len() - 1
        });
        self.0.get(place)?.1.as_ref()
    }
}
