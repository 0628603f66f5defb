//! A bot's socket: reads events, records them and sends what its policy decides.
//!
//! The hot path is a numbered event on a socket without a policy. The bot reads the head, counts, times and
//! hashes the event, and leaves its data unparsed.

use std::{sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use tokio::sync::oneshot;
use tokio_tungstenite::tungstenite::{self, protocol::CloseFrame};

use super::{
    actions::SentActions,
    bot_policy::{BotAction, BotPolicy, Message},
    checks::continuity::Continuity,
    clock,
    history::{ActionRecord, BreakRecord, EventRecord, Record, SnapshotRecord},
    messages::{Answered, Greeting, Head, Resumed, Snapshot},
    shared_session::{Latest, SharedSession},
    wire::{Socket, SocketRole},
};

/// Upper bound of the wait between two attempts to connect.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Time that a bot stays connected after the end of the game.
const LINGER: Duration = Duration::from_secs(2);

/// A socket of the load test with its state.
pub struct Bot {
    shared: Arc<SharedSession>,
    who: SocketRole,
    /// The player's id; empty for a screen.
    me: String,
    /// Number among all sockets of the load test.
    number: usize,
    /// `None` for a socket that only watches.
    policy: Option<BotPolicy>,
    stream: Continuity,
    actions: SentActions,
    messages: u64,
    over: bool,
}

/// How a bot ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The bot saw the end of the game.
    Over,
    /// The server closed the socket for good.
    Turned,
}

/// Why a connection ended.
enum Break {
    /// The bot closed it and returns after this time.
    Away(Duration),
    /// The server closed it, or it broke; `None` without a close frame.
    Closed(Option<CloseFrame>),
    /// The game is over.
    Over,
}

impl Bot {
    /// Creates a bot of this session. Without a policy it only watches.
    pub fn new(
        shared: Arc<SharedSession>,
        who: SocketRole,
        me: String,
        number: usize,
        policy: Option<BotPolicy>,
    ) -> Self {
        let (stream, actions) = (Continuity::default(), SentActions::default());
        Self { shared, who, me, number, policy, stream, actions, messages: 0, over: false }
    }

    /// Connects, signals `ready` and plays until the game is over.
    pub async fn live(mut self, ready: oneshot::Sender<()>) -> End {
        let mut ready = Some(ready);
        let mut failures = 0;
        loop {
            let wait = match self.open().await {
                Ok(mut socket) => {
                    let ended = self.serve(&mut socket, &mut ready).await;
                    failures = 0;
                    match ended {
                        Break::Over => {
                            // People stay to look at the awards. A thousand sockets that close at the last
                            // event would distort the measurement.
                            tokio::time::sleep(LINGER).await;
                            // Sends a close frame without waiting for a server that may be down.
                            let _ = tokio::time::timeout(LONGEST_WAIT, socket.close(None)).await;
                            return End::Over;
                        }
                        Break::Away(wait) => wait,
                        Break::Closed(frame) => match self.closed(frame) {
                            Some(wait) => wait,
                            None => return End::Turned,
                        },
                    }
                }
                Err(_) => {
                    self.shared.tally.lock().close("no connection".to_owned());
                    failures += 1;
                    LONGEST_WAIT.min(Duration::from_millis(50) * failures)
                }
            };
            tokio::time::sleep(wait).await;
        }
    }

    async fn open(&mut self) -> Result<Socket, tungstenite::Error> {
        let target = self.shared.targets.get(self.number % self.shared.targets.len().max(1));
        let target = target.ok_or(tungstenite::Error::ConnectionClosed)?;
        let place = self.stream.place();
        if place.is_some() {
            self.shared.tally.lock().reconnects += 1;
        }
        target.open(&self.shared.code, &self.who, place, self.number).await
    }

    /// Counts a close by the server. Returns the time until the next attempt, or `None` for a final close code.
    fn closed(&self, frame: Option<CloseFrame>) -> Option<Duration> {
        self.record(|session, socket| Record::Break(BreakRecord { session, socket, at_us: clock::wall_us() }));
        let code = frame.as_ref().map(|frame| u16::from(frame.code));
        let name = frame.map_or("broken".to_owned(), |frame| format!("{} {}", u16::from(frame.code), frame.reason));
        self.shared.tally.lock().close(name);
        match code {
            Some(4001..=4005) => None,
            Some(4029) => Some(Duration::from_secs(1)),
            // The socket's number spreads the attempts after a restart of the server.
            _ => Some(Duration::from_millis(20 + (self.number as u64 * 7) % 480)),
        }
    }

    async fn serve(&mut self, socket: &mut Socket, ready: &mut Option<oneshot::Sender<()>>) -> Break {
        let mut greeted = false;
        loop {
            let alarm = self.policy.as_ref().filter(|_| greeted).and_then(BotPolicy::wakes_at);
            let frame = match alarm {
                None => socket.next().await,
                Some(at) => tokio::select! {
                    biased;
                    frame = socket.next() => frame,
                    () = tokio::time::sleep_until(at) => match self.act(socket).await {
                        Ok(None) => continue,
                        Ok(Some(ended)) => return ended,
                        Err(_) => return Break::Closed(None),
                    },
                },
            };
            let received_us = clock::wall_us();
            match frame {
                Some(Ok(tungstenite::Message::Text(text))) => self.receive(&text, received_us, greeted),
                Some(Ok(tungstenite::Message::Close(frame))) => return Break::Closed(frame),
                Some(Ok(_)) => continue,
                Some(Err(_)) | None => return Break::Closed(None),
            }
            if self.over {
                return Break::Over;
            }
            if !greeted || self.actions.has_offers() {
                greeted = true;
                // The receiver is gone after a timeout.
                let _ = ready.take().map(|ready| ready.send(()));
                if self.repeat(socket).await.is_err() {
                    return Break::Closed(None);
                }
            }
        }
    }

    /// Handles a text frame.
    fn receive(&mut self, text: &str, received_us: i64, greeted: bool) {
        let may_skip = self.policy.is_none() && self.shared.history.is_none();
        if may_skip && self.is_duplicate(text, received_us) {
            return;
        }
        let head = match Head::read(text) {
            Ok(head) => head,
            Err(error) => {
                let mut tally = self.shared.tally.lock();
                tally.messages += 1;
                tally.unreadable += 1;
                tally.note(format!("{}: {error} in {text:.200}", self.shared.code));
                return;
            }
        };
        let due_us = head.due_us();
        {
            let mut tally = self.shared.tally.lock();
            tally.messages += 1;
            if let (Some(_), Some(due_us)) = (head.seq, due_us) {
                tally.late(head.kind, received_us - due_us);
            }
        }
        if let Some(seq) = head.seq {
            if may_skip {
                let (text, kind, epoch) = (text.to_owned(), head.kind.to_owned(), head.epoch.to_owned());
                *self.shared.latest() = Some(Latest { text, kind, epoch, seq, due_us });
            }
            return self.event(&head, seq, received_us);
        }
        match head.kind {
            "session.snapshot" => {
                if let Some(Greeting { snapshot }) = head.data() {
                    self.start_from(&snapshot, greeted, received_us);
                }
            }
            "session.resumed" => self.resume(&head, received_us),
            "ack" | "error" => self.answered(&head),
            _ => {}
        }
    }

    /// Handles an event that another socket of the session received just before, byte for byte. Returns `false`
    /// for other frames and for events that do not follow this socket's last one; the caller reads those.
    fn is_duplicate(&mut self, text: &str, received_us: i64) -> bool {
        let latest = self.shared.latest();
        let Some(latest) = latest.as_ref().filter(|latest| latest.text == text) else { return false };
        if !self.stream.follows(&latest.epoch, latest.seq) {
            return false;
        }
        self.stream.event(&latest.epoch, latest.seq);
        self.over |= latest.kind == "phase.game_over";
        let mut tally = self.shared.tally.lock();
        tally.messages += 1;
        if let Some(due_us) = latest.due_us {
            tally.late(&latest.kind, received_us - due_us);
        }
        true
    }

    /// Handles a numbered event, received live or after a resume.
    fn event(&mut self, head: &Head<'_>, seq: u64, received_us: i64) {
        self.record(|session, socket| Record::Event(EventRecord::new(session, socket, head, seq, received_us)));
        self.actions.event(head);
        let observed = self.stream.event(head.epoch, seq);
        let findings = self.shared.checker().record(head, seq);
        if !observed.faults.none() || findings != super::checks::consistency_checker::Findings::default() {
            let mut tally = self.shared.tally.lock();
            if !observed.faults.none() {
                tally.fault(observed.faults);
                tally.note(format!(
                    "{} socket {}: {:?} at {seq} {}",
                    self.shared.code, self.number, observed.faults, head.kind
                ));
            }
            if findings.contradicts {
                tally.contradictions += 1;
                tally.note(format!("{}: sockets received different events at {seq} {}", self.shared.code, head.kind));
            }
            tally.misscore(&self.shared.code, findings.disagreements);
        }
        if !observed.is_new {
            return;
        }
        self.over |= head.kind == "phase.game_over";
        if let Some(policy) = &mut self.policy {
            policy.event(head, clock::now());
        }
    }

    fn start_from(&mut self, snapshot: &Snapshot, greeted: bool, received_us: i64) {
        self.record(|session, socket| {
            let (epoch, seq) = (snapshot.epoch.clone(), snapshot.seq);
            let question = snapshot.phase.as_ref().map(|phase| (phase.round, phase.question));
            Record::Snapshot(SnapshotRecord { session, socket, at_us: received_us, epoch, seq, question })
        });
        let again = greeted || self.stream.place().is_some();
        let may_lack = self.stream.place().is_some_and(|(epoch, seq)| epoch != snapshot.epoch || seq > snapshot.seq);
        self.actions.snapshot(snapshot, may_lack);
        let faults = self.stream.snapshot(&snapshot.epoch, snapshot.seq);
        let disagreements = match snapshot.status.as_str() {
            "lobby" => self.shared.checker().record_lobby(&snapshot.epoch, snapshot.seq),
            _ => self.shared.checker().check(snapshot),
        };
        {
            let mut tally = self.shared.tally.lock();
            tally.snapshots += u64::from(again);
            tally.fault(faults);
            tally.misscore(&self.shared.code, disagreements);
        }
        self.over |= snapshot.status == "finished";
        if let Some(policy) = &mut self.policy {
            policy.snapshot(snapshot, clock::now());
            if let Some(answer) = self.actions.offered_answer() {
                policy.offers_again(answer);
            }
        }
    }

    fn record(&self, record: impl FnOnce(String, usize) -> Record) {
        if let Some(history) = &self.shared.history {
            history.write(&record(self.shared.code.clone(), self.number));
        }
    }

    /// Handles the missed events of a resume. They count like live events, except for lateness.
    fn resume(&mut self, head: &Head<'_>, received_us: i64) {
        self.shared.tally.lock().resumed += 1;
        self.actions.resume(self.stream.place().map_or(0, |(_, seq)| seq));
        let Some(Resumed { events }) = head.data() else { return };
        for event in events {
            match Head::read(event.get()) {
                Ok(Head { seq: Some(seq), .. }) if self.stream.place().is_some() => {
                    if let Ok(head) = Head::read(event.get()) {
                        self.event(&head, seq, received_us);
                    }
                }
                _ => self.shared.tally.lock().unreadable += 1,
            }
        }
    }

    /// Handles the answer to a message of this bot.
    fn answered(&mut self, head: &Head<'_>) {
        let Some(answer) = head.data::<Answered>() else { return };
        {
            let mut tally = self.shared.tally.lock();
            if let Some(code) = &answer.code {
                tally.error(code);
            }
        }
        let action = answer.id.as_ref().and_then(|id| self.actions.answered(id, answer.seq));
        let Some(action) = action else { return };
        self.record(|session, _| {
            Record::Action(ActionRecord::answered(session, &self.me, &action, head.epoch, &answer))
        });
        self.shared.tally.lock().acks.record_span(action.sent.elapsed());
        let message = action.message;
        let accepted = answer.code.is_none();
        match &message {
            Message::Lie { question, .. } if accepted => self.shared.checker().oracle.accepted_lie(*question, &self.me),
            Message::Lie { question, suggested: true, .. } => {
                self.shared.checker().oracle.forgoes_suggestion(*question, &self.me);
            }
            Message::Guess { question, option_id } if accepted => {
                self.shared.checker().oracle.accepted_guess(*question, &self.me, option_id);
            }
            _ => {}
        }
        if let Some(policy) = &mut self.policy {
            policy.answer(&message, answer, clock::now());
        }
    }

    async fn act(&mut self, socket: &mut Socket) -> Result<Option<Break>, tungstenite::Error> {
        let Some(action) = self.policy.as_mut().and_then(|policy| policy.act(clock::now())) else { return Ok(None) };
        match action {
            BotAction::Send(message) => {
                self.messages += 1;
                let id = format!("{}-{}", self.number, self.messages);
                if let Message::Lie { question, suggested: true, .. } = &message {
                    self.shared.checker().oracle.takes_suggestion(*question, &self.me);
                }
                let frame = self.actions.send(id, message);
                socket.send(frame).await?;
                Ok(None)
            }
            BotAction::Sleep(away) => {
                // A phone that its owner puts away closes the socket.
                let _ = tokio::time::timeout(LONGEST_WAIT, socket.close(None)).await;
                Ok(Some(Break::Away(away)))
            }
            // A phone that loses its network does not.
            BotAction::Drop => Ok(Some(Break::Away(Duration::ZERO))),
        }
    }

    /// Repeats the messages that had no answer before the connection broke, or that the server may have lost.
    async fn repeat(&mut self, socket: &mut Socket) -> Result<(), tungstenite::Error> {
        for frame in self.actions.repeat() {
            socket.send(frame).await?;
        }
        Ok(())
    }
}
