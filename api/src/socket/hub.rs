//! The hub: from the Redis channels to the rooms.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use metrics::{counter, gauge};
use redis::RedisResult;
use tokio::sync::{mpsc, oneshot};
use wpp_game::{
    ids::{PlayerId, SessionCode},
    session::{Command, Session},
};
use wpp_runtime::{
    broadcast::Broadcast,
    redis_connection,
    session_service::{SessionError, SessionService, StepOutcome},
    telemetry::names,
};

use super::{
    close::Close,
    frames::Head,
    link::{self, Wish},
    relay::relay,
    room::{Arrival, Member, Room, Stand},
    watch::{self, Alarms, OVERDUE_MS},
};

/// The pause between two tries to catch up while Redis is away.
const RETRY: Duration = Duration::from_millis(200);

/// Pauses between wake-ups for a phase that stays overdue: doubled up to this.
const MAX_NUDGE_PAUSE: Duration = Duration::from_secs(2);

/// Relays events to this process's sockets. Cheap to clone.
#[derive(Clone)]
pub struct Hub(Arc<Shared>);

struct Shared {
    sessions: SessionService,
    rooms: Mutex<BTreeMap<SessionCode, Arc<Room>>>,
    wishes: mpsc::UnboundedSender<Wish>,
    alarms: Arc<Alarms>,
    /// Sessions that are written down as having players in this process.
    written: tokio::sync::Mutex<BTreeSet<SessionCode>>,
}

/// A socket's place in a room. Dropping it leaves.
pub(super) struct Place {
    hub: Hub,
    pub(super) room: Arc<Room>,
    number: u64,
}

impl Hub {
    /// A hub with a Redis connection of its own.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn connect(redis_url: &str, sessions: SessionService) -> RedisResult<Self> {
        let (push_sender, pushes) = mpsc::unbounded_channel();
        let subscriber = redis_connection::connect_subscriber(redis_url, push_sender).await?;
        let (wishes, wished) = mpsc::unbounded_channel();
        let (alarms, clock) = (Arc::<Alarms>::default(), sessions.clock().clone());
        let hub = Self(Arc::new(Shared {
            sessions,
            rooms: Mutex::default(),
            wishes,
            alarms,
            written: tokio::sync::Mutex::default(),
        }));
        tokio::spawn(link::keep_alive(subscriber.clone(), hub.0.wishes.downgrade()));
        tokio::spawn(link::carry_out(subscriber, wished));
        let (relaying, ringing) = (Arc::downgrade(&hub.0), Arc::downgrade(&hub.0));
        tokio::spawn(relay(move || relaying.upgrade().map(Self), pushes));
        tokio::spawn(watch::keep(Arc::downgrade(&hub.0.alarms), clock, move |code| {
            if let Some(shared) = ringing.upgrade() {
                tokio::spawn(Self(shared).look_after(code));
            }
        }));
        Ok(hub)
    }

    /// A place for a socket, in a room that is subscribed: from here on it misses nothing.
    ///
    /// # Errors
    /// When the session is gone, or the store fails.
    pub(super) async fn enter(&self, code: &SessionCode, member: Member) -> Result<Place, SessionError> {
        let (room, subscribed, number) = {
            let mut rooms = self.rooms();
            let (room, subscribed) = match rooms.get(code) {
                Some(room) => (room.clone(), None),
                None => {
                    let room = Arc::new(Room::new(code.clone()));
                    rooms.insert(code.clone(), room.clone());
                    gauge!(names::SESSIONS).set(count(rooms.len()));
                    let (agreed, agreement) = oneshot::channel();
                    let _ = self.0.wishes.send(Wish::Hear(code.clone(), agreed));
                    (room, Some(agreement))
                }
            };
            let number = room.add(member);
            (room, subscribed, number)
        };
        gauge!(names::SOCKETS).increment(1);
        let place = Place { hub: self.clone(), room: room.clone(), number };
        match subscribed {
            Some(agreement) => {
                let _ = agreement.await;
                self.begin(&room).await?;
            }
            None => self.wait_until_ready(&room).await?,
        }
        Ok(place)
    }

    /// All rooms there are, with the players in them.
    #[must_use]
    pub fn occupancy(&self) -> Vec<(SessionCode, Vec<(PlayerId, usize)>)> {
        let rooms: Vec<Arc<Room>> = self.all_rooms();
        let players = |room: &Room| {
            room.players().into_iter().map(|player| (player.clone(), room.sockets_of(&player))).collect::<Vec<_>>()
        };
        rooms.iter().map(|room| (room.code.clone(), players(room))).collect()
    }

    /// Whether a player of this session has a socket here.
    pub(super) fn has_players(&self, code: &SessionCode) -> bool {
        let room = self.rooms().get(code).cloned();
        room.is_some_and(|room| !room.players().is_empty())
    }

    /// The sessions that are written down as having players here, locked while that changes.
    pub(super) async fn written(&self) -> tokio::sync::MutexGuard<'_, BTreeSet<SessionCode>> {
        self.0.written.lock().await
    }

    /// Closes every socket, since this process stops.
    pub fn close_all(&self) {
        for room in self.all_rooms() {
            room.close(None, Close::Restart);
        }
    }

    /// Learns where the session stands, now that its channel is subscribed.
    async fn begin(&self, room: &Arc<Room>) -> Result<(), SessionError> {
        let begin = || async {
            let session = self.0.sessions.load(&room.code).await?;
            room.begin_at(&session.epoch().0, session.seq());
            self.set_alarm(&room.code, session.wake_at(), session.lifetime_ms());
            let cartridge = self.0.sessions.registry().get(session.cartridge());
            if cartridge.is_some_and(|cartridge| cartridge.has_ephemeral_messages()) {
                let asked = Broadcast::cache_request(self.0.sessions.clock().now());
                self.0.sessions.broadcast(&room.code, &asked).await?;
            }
            Ok(())
        };
        room.ready.get_or_try_init(begin).await.copied()
    }

    /// Waits for whoever subscribes; if they failed, finds out for oneself.
    async fn wait_until_ready(&self, room: &Arc<Room>) -> Result<(), SessionError> {
        if room.ready.initialized() {
            return Ok(());
        }
        // Wishes are carried out in order: once this one is agreed to, the room's first one was.
        let (agreed, agreement) = oneshot::channel();
        let _ = self.0.wishes.send(Wish::Hear(room.code.clone(), agreed));
        let _ = agreement.await;
        self.begin(room).await
    }

    /// A message from a session's channel.
    pub(super) fn on_message(&self, code: &SessionCode, message: String) {
        let Some(room) = self.rooms().get(code).cloned() else { return };
        match Broadcast::read(&message) {
            None => self.on_event(&room, message.into()),
            Some(Ok(aside)) if aside.is_cache_request() => drop(tokio::spawn(self.clone().remind(room))),
            Some(Ok(aside)) => room.aside(&Arc::new(aside)),
            Some(Err(error)) => tracing::warn!(%code, %error, "an aside that cannot be read was published; ignored"),
        }
    }

    /// A session's channel is heard, perhaps again after the connection was away.
    pub(super) fn on_subscribed(&self, code: &SessionCode) {
        let room = self.rooms().get(code).cloned();
        // From where the room stands now, before anything of the new subscription comes.
        if let Some((room, stand)) = room.and_then(|room| room.stand().map(|stand| (room, stand))) {
            tokio::spawn(self.clone().catch_up(room, stand));
        }
    }

    fn on_event(&self, room: &Arc<Room>, envelope: Arc<str>) {
        let code = &room.code;
        let Some(head) = Head::read(&envelope) else {
            tracing::warn!(%code, "an event that is no envelope was published; ignored");
            return;
        };
        if let Arrival::Missing { after, upto } = room.arrived(head.epoch, head.seq, envelope.clone()) {
            tokio::spawn(self.clone().fill(room.clone(), after, upto));
        }
        if let Some(next) = head.next_alarm(self.0.sessions.clock().now()) {
            self.0.alarms.set(code, next);
        }
        if head.ends_session() {
            room.close(None, Close::SessionOver);
        } else if let Some(player) = head.removed_player() {
            room.forget(&player);
            room.close(Some(&player), Close::NotAParticipant);
        }
    }

    /// Says again what was said last beside the events, for a process that has just begun to hear. To
    /// whoever knows it, it is no news.
    async fn remind(self, room: Arc<Room>) {
        for aside in room.newest() {
            if let Err(error) = self.0.sessions.broadcast(&room.code, &aside).await {
                return tracing::debug!(code = %room.code, %error, "a process could not be reminded");
            }
        }
    }

    /// Takes from the stream what the channel lost.
    async fn fill(self, room: Arc<Room>, after: u64, upto: u64) {
        let store = self.0.sessions.store();
        let events = self.insist(&room, || async { Ok(store.events(&room.code, after, upto).await?) }).await;
        if let Some(events) = events {
            room.fill(events, upto);
        }
    }

    /// The connection was away, and is subscribed to this channel again: what was published
    /// meanwhile is in the stream, unless Redis itself came back with less than it had told.
    async fn catch_up(self, room: Arc<Room>, stand: Stand) {
        let Some((session, continues)) = self.insist(&room, || self.compare(&room, &stand)).await else {
            return;
        };
        if session.epoch().0 != stand.epoch {
            room.start_over(&session.epoch().0, session.seq());
        } else if !continues {
            self.renumber(&room).await;
        } else if session.seq() > stand.seq {
            self.fill(room, stand.seq, session.seq()).await;
        }
    }

    /// The session as it is now, and whether it goes on from what was handed on here: it has come
    /// at least as far, and the last event is the one its stream holds.
    async fn compare(&self, room: &Room, stand: &Stand) -> Result<(Session, bool), SessionError> {
        let session = self.0.sessions.load(&room.code).await?;
        let there = self.0.sessions.store().events(&room.code, stand.seq.saturating_sub(1), stand.seq).await?;
        let same = match (there.first(), &stand.latest) {
            (Some((_, there)), Some(latest)) => there.as_str() == &**latest,
            _ => true,
        };
        let continues = session.seq() >= stand.seq && same;
        Ok((session, continues))
    }

    /// Redis lost events that phones have seen. Numbers would be given out twice, so the session
    /// gets a new numbering, and everybody a snapshot.
    async fn renumber(&self, room: &Arc<Room>) {
        tracing::warn!(code = %room.code, "the live store lost events; the session is renumbered");
        let epoch = self.0.sessions.fresh_epoch();
        let command = [Command::Renumber { epoch }];
        let stepped = self.insist(room, || self.0.sessions.step(&room.code, &command)).await;
        if let Some(StepOutcome { session, .. }) = stepped {
            room.start_over(&session.epoch().0, session.seq());
        }
    }

    /// Repeats `ask` while Redis is away and the room is not empty: its phones wait for the answer,
    /// and no event may come to remind of them. `None` when the session or the room is gone.
    async fn insist<T, Asked>(&self, room: &Arc<Room>, ask: impl Fn() -> Asked) -> Option<T>
    where
        Asked: Future<Output = Result<T, SessionError>>,
    {
        loop {
            match ask().await {
                Ok(answer) => return Some(answer),
                Err(SessionError::Unknown) => {
                    room.close(None, Close::SessionOver);
                    return None;
                }
                Err(error) => tracing::warn!(code = %room.code, %error, "a room cannot catch up yet"),
            }
            tokio::time::sleep(RETRY).await;
            if !self.rooms().get(&room.code).is_some_and(|there| Arc::ptr_eq(there, room)) {
                return None;
            }
        }
    }

    /// An alarm went off: the session is overdue, finished, or gone.
    async fn look_after(self, code: SessionCode) {
        let mut pause = Duration::from_millis(OVERDUE_MS);
        loop {
            let Some(room) = self.rooms().get(&code).cloned() else { return };
            let session = match self.0.sessions.load(&code).await {
                Ok(session) => session,
                Err(SessionError::Unknown) => return room.close(None, Close::SessionOver),
                Err(_) => {
                    tokio::time::sleep(pause).await;
                    continue;
                }
            };
            let now = self.0.sessions.clock().now();
            let overdue = session.wake_at().filter(|due_at| now.ms_since(*due_at) >= OVERDUE_MS);
            let Some(due_at) = overdue else {
                return self.set_alarm(&code, session.wake_at(), session.lifetime_ms());
            };
            // Processes that wait for the same phase count alike, and so send one wake-up.
            let attempt = u32::try_from(now.ms_since(due_at) / OVERDUE_MS).unwrap_or(u32::MAX);
            counter!(names::NUDGES).increment(1);
            if let Err(error) = self.0.sessions.nudge(&session, due_at, attempt).await {
                tracing::warn!(%code, %error, "an overdue phase cannot be nudged yet");
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(MAX_NUDGE_PAUSE);
        }
    }

    fn set_alarm(&self, code: &SessionCode, wake_at: Option<wpp_game::time::Timestamp>, lifetime_ms: u64) {
        let now = self.0.sessions.clock().now();
        // Without a deadline, look again when the session may have run out of its lifetime.
        let at = wake_at.map_or_else(|| now.plus_ms(lifetime_ms + 1000), |at| at.max(now).plus_ms(OVERDUE_MS));
        self.0.alarms.set(code, at);
    }

    fn leave(&self, room: &Arc<Room>, number: u64) {
        gauge!(names::SOCKETS).decrement(1);
        let mut rooms = self.rooms();
        let current = rooms.get(&room.code).is_some_and(|there| Arc::ptr_eq(there, room));
        if room.remove(number) && current {
            rooms.remove(&room.code);
            gauge!(names::SESSIONS).set(count(rooms.len()));
            let _ = self.0.wishes.send(Wish::Leave(room.code.clone()));
            self.0.alarms.clear(&room.code);
        }
    }

    fn all_rooms(&self) -> Vec<Arc<Room>> {
        self.rooms().values().cloned().collect()
    }

    fn rooms(&self) -> MutexGuard<'_, BTreeMap<SessionCode, Arc<Room>>> {
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// The client here has its first frame, and with it knows all events up to `seq`.
    pub(super) fn greeted(&self, seq: u64) {
        self.room.greeted(self.number, seq);
    }

    /// Sockets of `player` in this process.
    pub(super) fn sockets_of(&self, player: &PlayerId) -> usize {
        self.room.sockets_of(player)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.hub.leave(&self.room, self.number);
    }
}

#[expect(clippy::cast_precision_loss, reason = "a process holds far fewer than 2^52 rooms")]
fn count(rooms: usize) -> f64 {
    rooms as f64
}
