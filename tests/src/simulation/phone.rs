//! A phone, or the screen of the room: reads events, plays by a bot policy, loses its connection and returns.
//!
//! Its decisions, its bookkeeping of actions and its checks of the stream are those of the load client.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde::Deserialize;
use tokio::{sync::mpsc, time::Instant};
use tokio_tungstenite::tungstenite::Message as SocketMessage;
use wpp_api::{
    wire::close::Close,
    ws::local_socket::{self, LocalAction, LocalClient},
};
use wpp_game::ids::{PlayerId, SessionCode};

use super::{
    mutants::Mutant,
    pipe::{End, Pipe},
    processes::ApiProcess,
    world::World,
};
use crate::loadtest::{
    actions::SentActions,
    bot_policy::{BotAction, BotPolicy},
    checks::continuity::Continuity,
    clock,
    history::{AbsenceRecord, ActionRecord, EventRecord, Record, SnapshotRecord},
    messages::{Answered, Greeting, Head, Resumed, Snapshot},
};

/// Longest pause before a phone connects again.
const RECONNECT: Duration = Duration::from_millis(500);

/// Longest time until the server notices that a phone has gone.
const UNNOTICED: Duration = Duration::from_secs(3);

/// What all phones of a game share.
pub struct Room {
    /// The world.
    pub world: Arc<World>,
    /// The session's code.
    pub code: SessionCode,
    /// The running API processes.
    pub apis: Mutex<Vec<ApiProcess>>,
    /// Everything that phones sent and received.
    pub history: Mutex<Vec<Record>>,
}

/// A phone of a player, or the screen.
pub struct Phone {
    room: Arc<Room>,
    /// The player; `None` for the screen.
    player: Option<PlayerId>,
    number: usize,
    policy: Option<BotPolicy>,
    stream: Continuity,
    actions: SentActions,
    messages: u64,
    over: bool,
    /// The end of the last connection, until the next one has its first frame.
    absence: Option<Absence>,
}

/// The end of a connection.
#[derive(Clone, Copy)]
struct Absence {
    from_us: i64,
    /// `None` if the server's process was killed.
    noticed_us: Option<i64>,
}

/// A connection to an API process.
struct Connection {
    pipe: Arc<Pipe>,
    actions: mpsc::UnboundedSender<LocalAction>,
}

enum Break {
    Over,
    Away(Duration),
    Ended(End),
}

impl Room {
    /// Returns a running API process.
    pub fn api(&self) -> Option<ApiProcess> {
        let apis = self.apis.lock().unwrap_or_else(PoisonError::into_inner);
        let chosen = self.world.pick(apis.len());
        apis.get(chosen).cloned()
    }

    /// Adds a record to the history.
    pub fn record(&self, record: Record) {
        self.history.lock().unwrap_or_else(PoisonError::into_inner).push(record);
    }
}

impl Phone {
    /// Returns a phone that has not connected yet. A phone without a policy is the screen.
    #[must_use]
    pub fn new(room: Arc<Room>, number: usize, player: Option<PlayerId>, policy: Option<BotPolicy>) -> Self {
        let (stream, actions) = (Continuity::default(), SentActions::default());
        Self { room, player, number, policy, stream, actions, messages: 0, over: false, absence: None }
    }

    /// Plays until the game is over. The screen stays until the session ends. Returns the reason if the server closed
    /// the socket for good.
    pub async fn live(mut self) -> Option<Close> {
        loop {
            let pause = match self.connect() {
                None => RECONNECT,
                Some(mut connection) => {
                    let ended = self.serve(&mut connection).await;
                    let noticed_us = self.hang_up(connection);
                    let is_killed = matches!(ended, Break::Ended(End::Broken));
                    let from_us = clock::wall_us();
                    self.absence.get_or_insert(Absence { from_us, noticed_us: (!is_killed).then_some(noticed_us) });
                    match ended {
                        Break::Over => return None,
                        Break::Away(pause) => pause,
                        Break::Ended(End::Closed(reason)) if (4001..=4005).contains(&reason.parts().0) => {
                            return Some(reason);
                        }
                        Break::Ended(_) => self.room.world.up_to(RECONNECT),
                    }
                }
            };
            self.room.world.time.sleep(pause).await;
        }
    }

    fn connect(&self) -> Option<Connection> {
        let (world, api) = (&self.room.world, self.room.api()?);
        world.note(|| format!("phone {} connects to {} at {:?}", self.number, api.name, self.stream.place()));
        let capacity = if world.chance(world.climate.slow_phones) { 600 } else { 64 * 1024 };
        let pipe = Pipe::new(world, capacity);
        let (actions, received) = mpsc::unbounded_channel();
        let client = LocalClient {
            code: self.room.code.clone(),
            player: self.player.clone(),
            resume: self.stream.place().map(|(epoch, seq)| (epoch.to_owned(), seq)),
            transport: pipe.clone(),
        };
        let served = pipe.clone();
        tokio::spawn(async move {
            let end = tokio::select! {
                biased;
                () = api.killed.cancelled() => End::Broken,
                reason = local_socket::serve(&api.services, client, received) => reason.map_or(End::Broken, End::Closed),
            };
            served.end(end);
        });
        Some(Connection { pipe, actions })
    }

    /// Breaks the connection. Returns when the server notices.
    fn hang_up(&self, connection: Connection) -> i64 {
        connection.pipe.end(End::Broken);
        let world = self.room.world.clone();
        let unnoticed = world.up_to(UNNOTICED);
        let noticed_us = clock::wall_us() + i64::try_from(unnoticed.as_micros()).unwrap_or(i64::MAX);
        tokio::spawn(async move {
            world.time.sleep(unnoticed).await;
            drop(connection.actions);
        });
        noticed_us
    }

    /// Records that the phone is connected again.
    fn is_back(&mut self) {
        if let Some((Absence { from_us, noticed_us }, player)) = self.absence.take().zip(self.player.as_ref()) {
            let (session, player, until_us) = (self.room.code.to_string(), player.to_string(), clock::wall_us());
            self.room.record(Record::Absence(AbsenceRecord { session, player, from_us, noticed_us, until_us }));
        }
    }

    async fn serve(&mut self, connection: &mut Connection) -> Break {
        let world = self.room.world.clone();
        let mut greeted = false;
        loop {
            let wakes_at = self.policy.as_ref().filter(|_| greeted).and_then(BotPolicy::wakes_at);
            let alarm = async {
                match wakes_at {
                    Some(at) => world.time.sleep_until(virtual_us(at)).await,
                    None => std::future::pending().await,
                }
            };
            let frame = tokio::select! {
                biased;
                frame = connection.pipe.next() => match frame {
                    Ok(frame) => frame,
                    Err(end) => return Break::Ended(end),
                },
                () = alarm => match self.act(connection).await {
                    Some(ended) => return ended,
                    None => continue,
                },
            };
            self.receive(&frame);
            if self.over && self.policy.is_some() {
                return Break::Over;
            }
            if !greeted {
                self.is_back();
            }
            if !greeted || self.actions.has_offers() {
                greeted = true;
                for frame in self.actions.repeat() {
                    send(connection, &frame);
                }
            }
        }
    }

    /// Does what the policy wants now.
    async fn act(&mut self, connection: &Connection) -> Option<Break> {
        match self.policy.as_mut()?.act(clock::now())? {
            BotAction::Send(message) => {
                self.messages += 1;
                let id = format!("{}-{}", self.number, self.messages);
                self.room.world.note(|| format!("phone {} sends {id}: {message:?}", self.number));
                let frame = self.actions.send(id, message);
                self.room.world.pause(Duration::from_millis(5)).await;
                send(connection, &frame);
                None
            }
            BotAction::Sleep(away) => Some(Break::Away(away)),
            BotAction::Drop => Some(Break::Away(Duration::ZERO)),
        }
    }

    fn receive(&mut self, text: &str) {
        let Ok(head) = Head::read(text) else {
            let now_us = clock::wall_us();
            return self.room.world.lock().monitor.violation(now_us, &format!("a phone received {text:?}"));
        };
        match (head.seq, head.kind) {
            (Some(seq), _) => self.event(&head, seq),
            (None, "session.snapshot") => {
                if let Some(Greeting { snapshot }) = head.data() {
                    self.start_from(&snapshot);
                }
            }
            (None, "session.resumed") => self.resume(&head),
            (None, "ack" | "error") => self.answered(&head),
            _ => {}
        }
    }

    fn event(&mut self, head: &Head<'_>, seq: u64) {
        let (session, at_us) = (self.room.code.to_string(), clock::wall_us());
        self.room.record(Record::Event(EventRecord::new(session, self.number, head, seq, at_us)));
        self.actions.event(head);
        if self.stream.event(head.epoch, seq).is_new {
            self.over |= head.kind == "phase.game_over";
            if let Some(policy) = &mut self.policy {
                policy.event(head, clock::now());
            }
        }
    }

    fn start_from(&mut self, snapshot: &Snapshot) {
        let (session, epoch, seq) = (self.room.code.to_string(), snapshot.epoch.clone(), snapshot.seq);
        let question = snapshot.phase.as_ref().map(|phase| (phase.round, phase.question));
        let at_us = clock::wall_us();
        self.room.record(Record::Snapshot(SnapshotRecord {
            session,
            socket: self.number,
            at_us,
            epoch,
            seq,
            question,
        }));
        let lacks = self.stream.place().is_some_and(|(epoch, seq)| epoch != snapshot.epoch || seq > snapshot.seq);
        self.actions.snapshot(snapshot, lacks && !self.room.world.breaks(Mutant::PhonesOfferNothing));
        self.stream.snapshot(&snapshot.epoch, snapshot.seq);
        self.over |= snapshot.status == "finished";
        if let Some(policy) = &mut self.policy {
            policy.snapshot(snapshot, clock::now());
            if let Some(answer) = self.actions.offered_answer() {
                policy.offers_again(answer);
            }
        }
    }

    fn resume(&mut self, head: &Head<'_>) {
        if !self.room.world.breaks(Mutant::PhonesOfferNothing) {
            self.actions.resume(self.stream.place().map_or(0, |(_, seq)| seq));
        }
        let Some(Resumed { events }) = head.data() else { return };
        for event in events {
            if let Ok(head @ Head { seq: Some(seq), .. }) = Head::read(event.get()) {
                self.event(&head, seq);
            }
        }
    }

    fn answered(&mut self, head: &Head<'_>) {
        let Some(answer) = head.data::<Answered>() else { return };
        let action = answer.id.as_ref().and_then(|id| self.actions.answered(id, answer.seq));
        let (Some(action), Some(player)) = (action, &self.player) else { return };
        let (seq, code) = (answer.seq, answer.code.as_deref());
        self.room.world.note(|| format!("phone {} gets the answer to {}: {seq:?} {code:?}", self.number, action.id));
        let record = ActionRecord::answered(self.room.code.to_string(), player.as_str(), &action, head.epoch, &answer);
        self.room.record(Record::Action(record));
        if let Some(policy) = &mut self.policy {
            policy.answer(&action.message, answer, clock::now());
        }
    }
}

/// Returns a moment of the bots' clock in microseconds since 1970.
fn virtual_us(at: Instant) -> i64 {
    let left = at.saturating_duration_since(clock::now());
    // Rounded up: before the moment, the policy does nothing.
    clock::wall_us().saturating_add(i64::try_from(left.as_micros()).map_or(i64::MAX, |micros| micros + 1))
}

fn send(connection: &Connection, frame: &SocketMessage) {
    #[derive(Deserialize)]
    struct Written {
        #[serde(rename = "type")]
        kind: String,
        id: String,
        data: Box<serde_json::value::RawValue>,
    }
    let written = frame.to_text().ok().and_then(|text| serde_json::from_str(text).ok());
    if let Some(Written { kind, id, data }) = written {
        // Fails after the server has closed the socket; the phone then connects again.
        let _ = connection.actions.send(LocalAction { id, kind, data });
    }
}
