//! The hub: owns the rooms, subscribes to their channels, and passes messages to them.

mod membership;
mod overdue;
mod recovery;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use metrics::gauge;
use redis::{PushInfo, RedisResult};
use tokio::sync::{mpsc, oneshot};
use wpp_game::ids::{PlayerId, SessionCode};
use wpp_runtime::{
    broadcast::Broadcast,
    redis_address::RedisAddress,
    redis_connection,
    session_service::{SessionError, SessionService},
    telemetry::names,
};

pub(crate) use self::membership::RoomMembership;
use super::{
    channels::Channels,
    event_head::EventHead,
    overdue_monitor::{self, OverdueMonitor},
    relay::{Push, PushContent, relay},
    room::{Arrival, EventText, Member, Room},
    subscriptions::{self, SubscriptionRequest},
};
use crate::wire::close::Close;

/// Relays events to this process's sockets. Cheap to clone.
#[derive(Clone)]
pub struct Hub(Arc<Shared>);

struct Shared {
    sessions: SessionService,
    rooms: Mutex<BTreeMap<SessionCode, Arc<Room>>>,
    subscriptions: mpsc::UnboundedSender<SubscriptionRequest>,
    overdue: Arc<OverdueMonitor>,
}

impl Hub {
    /// Creates a hub with a dedicated Redis connection, and spawns its tasks. The tasks end when the hub is dropped.
    ///
    /// # Errors
    /// Redis does not answer.
    pub async fn connect(redis: &RedisAddress, sessions: SessionService) -> RedisResult<Self> {
        let (push_sender, pushes) = mpsc::unbounded_channel();
        let subscriber = redis_connection::connect_subscriber(redis, push_sender).await?;
        Ok(Self::on(Arc::new(subscriber), pushes, sessions))
    }

    /// Creates a hub that subscribes with `subscriber` and receives the store's messages from `pushes`. Spawns its tasks.
    #[must_use]
    pub fn on(
        subscriber: Arc<dyn Channels>,
        pushes: mpsc::UnboundedReceiver<PushInfo>,
        sessions: SessionService,
    ) -> Self {
        let (subscriptions, requests) = mpsc::unbounded_channel();
        let (overdue, clock) = (Arc::<OverdueMonitor>::default(), sessions.clock().clone());
        let hub = Self(Arc::new(Shared { sessions, rooms: Mutex::default(), subscriptions, overdue }));
        tokio::spawn(subscriptions::execute(subscriber, clock.clone(), requests));
        let (running, receiving, nudging) = (Arc::downgrade(&hub.0), Arc::downgrade(&hub.0), Arc::downgrade(&hub.0));
        let is_running = move || running.strong_count() > 0;
        tokio::spawn(relay(pushes, is_running, move |push| {
            if let Some(shared) = receiving.upgrade() {
                Self(shared).on_push(push);
            }
        }));
        tokio::spawn(overdue_monitor::run(Arc::downgrade(&hub.0.overdue), clock, move |check| {
            if let Some(shared) = nudging.upgrade() {
                tokio::spawn(Self(shared).check_overdue(check));
            }
        }));
        hub
    }

    /// Adds a socket to the session's room, whose channel is subscribed. From here on the socket misses no event.
    ///
    /// # Errors
    /// The session does not exist, or the store is unavailable.
    pub(crate) async fn enter(&self, code: &SessionCode, member: Member) -> Result<RoomMembership, SessionError> {
        let role = member.role();
        let (room, subscribed, number) = {
            let mut rooms = self.rooms();
            let (room, subscribed) = match rooms.get(code) {
                Some(room) => (room.clone(), None),
                None => {
                    let room = Arc::new(Room::new(code.clone()));
                    rooms.insert(code.clone(), room.clone());
                    gauge!(names::SESSIONS).set(to_gauge(rooms.len()));
                    (room, Some(self.subscribe(code)))
                }
            };
            let number = room.add(member);
            (room, subscribed, number)
        };
        gauge!(names::SOCKETS).increment(1);
        gauge!(names::SOCKETS_BY_ROLE, "role" => role).increment(1);
        let membership = RoomMembership::new(self.clone(), room.clone(), number, role);
        match subscribed {
            Some(confirmed) => {
                let _ = confirmed.await;
                self.start(&room).await?;
            }
            None => self.wait_until_ready(&room).await?,
        }
        Ok(membership)
    }

    /// Returns all rooms, with their participants and each participant's number of sockets.
    #[must_use]
    pub fn occupancy(&self) -> Vec<(SessionCode, Vec<(PlayerId, usize)>)> {
        let participants = |room: &Room| {
            room.participants().into_iter().map(|id| (id.clone(), room.sockets_of(&id))).collect::<Vec<_>>()
        };
        self.all_rooms().iter().map(|room| (room.code.clone(), participants(room))).collect()
    }

    /// Returns the number of sockets of a participant in this process.
    pub(super) fn sockets_of(&self, code: &SessionCode, participant: &PlayerId) -> usize {
        let room = self.rooms().get(code).cloned();
        room.map_or(0, |room| room.sockets_of(participant))
    }

    /// Reports whether a player, a member of the audience or a device of the host of this session has a socket in this process.
    pub(super) fn has_people(&self, code: &SessionCode) -> bool {
        let room = self.rooms().get(code).cloned();
        room.is_some_and(|room| room.has_people())
    }

    /// Returns the number of people in the audience of this session who have a socket in this process.
    pub(super) fn audience(&self, code: &SessionCode) -> usize {
        let room = self.rooms().get(code).cloned();
        room.map_or(0, |room| room.audience())
    }

    /// Returns the sessions with a socket in this process.
    pub(super) fn codes(&self) -> Vec<SessionCode> {
        self.rooms().keys().cloned().collect()
    }

    /// Closes the sockets of a person who left the session, in this process.
    pub(crate) fn close_member(&self, code: &SessionCode, player: &PlayerId) {
        if let Some(room) = self.rooms().get(code).cloned() {
            room.close(Some(player), Close::NotAParticipant);
        }
    }

    /// Closes every socket with 1012, because this process stops.
    pub fn close_all(&self) {
        for room in self.all_rooms() {
            room.close(None, Close::Restart);
        }
    }

    /// Requests a subscription. The receiver resolves when Redis has confirmed it.
    fn subscribe(&self, code: &SessionCode) -> oneshot::Receiver<()> {
        let (confirm, confirmed) = oneshot::channel();
        let _ = self.0.subscriptions.send(SubscriptionRequest::Subscribe(code.clone(), confirm));
        confirmed
    }

    /// Starts the delivery at the session's current position. The channel is already subscribed.
    async fn start(&self, room: &Arc<Room>) -> Result<(), SessionError> {
        let start = || async {
            let session = self.0.sessions.load(&room.code).await?;
            room.start_at(&session.epoch().0, session.seq());
            self.schedule_check(&room.code, session.wake_at(), session.lifetime_ms());
            let cartridge = self.0.sessions.registry().get(session.cartridge());
            if cartridge.is_some_and(|cartridge| cartridge.has_ephemeral_messages()) {
                let request = Broadcast::cache_request(self.0.sessions.clock().now());
                self.0.sessions.broadcast(&room.code, &request).await?;
            }
            Ok(())
        };
        room.ready.get_or_try_init(start).await.copied()
    }

    /// Waits until the room has started. Starts the room if the socket that created it failed to.
    async fn wait_until_ready(&self, room: &Arc<Room>) -> Result<(), SessionError> {
        if room.ready.initialized() {
            return Ok(());
        }
        // Requests are executed in order, so the room's first request is confirmed before this one.
        let _ = self.subscribe(&room.code).await;
        self.start(room).await
    }

    fn on_push(&self, Push { code, content }: Push) {
        match content {
            PushContent::Message(message) => self.on_message(&code, message),
            PushContent::Subscribed => self.on_subscribed(&code),
        }
    }

    fn on_message(&self, code: &SessionCode, message: String) {
        let Some(room) = self.rooms().get(code).cloned() else { return };
        match Broadcast::read(&message) {
            None => self.on_events(&room, &message),
            Some(Ok(broadcast)) if broadcast.is_cache_request() => {
                drop(tokio::spawn(self.clone().publish_latest_broadcasts(room)));
            }
            Some(Ok(broadcast)) => room.broadcast(&Arc::new(broadcast)),
            Some(Err(error)) => tracing::warn!(%code, %error, "unreadable broadcast ignored"),
        }
    }

    /// Handles the events of one commit. A socket that closes after one of them does not receive the later ones.
    fn on_events(&self, room: &Arc<Room>, message: &str) {
        let with_head = |text: EventText| {
            let head = EventHead::parse(&text.envelope);
            if head.is_none() {
                tracing::warn!(code = %room.code, "unreadable event ignored");
            }
            Some((head?, text))
        };
        let events: Vec<_> = EventText::of_message(message).filter_map(with_head).collect();
        for run in events.chunk_by(|(head, _), _| !head.ends_sockets()) {
            let Some((EventHead { epoch, .. }, _)) = run.last() else { continue };
            let texts = run.iter().map(|(head, text)| (head.seq, text.clone()));
            match room.on_events(epoch, texts) {
                Arrival::Handled => {}
                Arrival::Missing { after, upto } => {
                    drop(tokio::spawn(self.clone().fill_gap(room.clone(), after, upto)))
                }
                Arrival::Outdated => self.check(room.clone()),
            }
            run.iter().for_each(|(head, _)| self.after_event(room, head));
        }
    }

    /// Does what follows from an event, after the room has delivered it. Can be repeated.
    fn after_event(&self, room: &Arc<Room>, head: &EventHead) {
        let (code, now) = (&room.code, self.0.sessions.clock().now());
        if let Some(due_at) = head.due_at {
            self.0.overdue.record_deadline(due_at, now);
        }
        if let Some(next) = head.next_check(now) {
            self.0.overdue.set(code, next);
        }
        if head.changes_game() {
            room.change_game();
        }
        if head.ends_session() {
            room.close(None, Close::SessionOver);
        } else if let Some(player) = head.removed_player() {
            room.remove_broadcasts_of(&player);
            room.close(Some(&player), Close::NotAParticipant);
        } else if let Some((player, holder)) = head.released_seat() {
            room.close_earlier_holders(&player, holder, Close::InvalidToken);
        }
    }

    /// Handles a confirmed subscription. After a reconnect, the room catches up.
    fn on_subscribed(&self, code: &SessionCode) {
        let room = self.rooms().get(code).cloned();
        // The check begins now, before any message of the new subscription arrives.
        if let Some(room) = room {
            self.check(room);
        }
    }

    /// Compares a room with the store, unless the room has not started.
    fn check(&self, room: Arc<Room>) {
        if let Some(progress) = room.begin_check() {
            tokio::spawn(self.clone().catch_up(room, progress));
        }
    }

    /// Publishes the cached broadcasts for a process that has just subscribed. Processes that have them ignore them.
    async fn publish_latest_broadcasts(self, room: Arc<Room>) {
        for broadcast in room.latest_broadcasts() {
            if let Err(error) = self.0.sessions.broadcast(&room.code, &broadcast).await {
                return tracing::debug!(code = %room.code, %error, "cached broadcasts not published");
            }
        }
    }

    fn leave(&self, room: &Arc<Room>, number: u64, role: &'static str) {
        gauge!(names::SOCKETS).decrement(1);
        gauge!(names::SOCKETS_BY_ROLE, "role" => role).decrement(1);
        let mut rooms = self.rooms();
        let current = rooms.get(&room.code).is_some_and(|there| Arc::ptr_eq(there, room));
        if room.remove(number) && current {
            rooms.remove(&room.code);
            gauge!(names::SESSIONS).set(to_gauge(rooms.len()));
            let _ = self.0.subscriptions.send(SubscriptionRequest::Unsubscribe(room.code.clone()));
            self.0.overdue.clear(&room.code);
        }
    }

    fn all_rooms(&self) -> Vec<Arc<Room>> {
        self.rooms().values().cloned().collect()
    }

    fn rooms(&self) -> MutexGuard<'_, BTreeMap<SessionCode, Arc<Room>>> {
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a process holds far fewer than 2^52 rooms")]
fn to_gauge(rooms: usize) -> f64 {
    rooms as f64
}
