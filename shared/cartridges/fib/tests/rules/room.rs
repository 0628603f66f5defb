//! A game of the driver alone, with a manual clock.
//!
//! Every step also passes the state and the events through JSON, so that each test checks those as well.

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use wpp_fib::{Action, Config, Event, Fib, RejectReason, Reply, State, View, You};
use wpp_game::{
    content::{Content, Question, QuestionKind},
    driver::{GameDriver, Input, Moderation, Next, Seat, StepContext, Transition},
    ids::PlayerId,
    time::{Countdown, Timestamp},
};

use crate::event_text::describe;

pub struct Room {
    pub state: State,
    pub seats: Vec<Seat>,
    pub now: Timestamp,
    pub next: Next,
    pub countdown: Countdown,
    pub events: Vec<Event>,
    /// The transcript.
    pub story: String,
    turns: u64,
}

pub fn question(n: usize) -> Question {
    Question {
        id: format!("question-{n}"),
        kind: QuestionKind::Blank,
        prompt: format!("Fact {n}: the biggest ____ of all."),
        answer: format!("Truth number {n}"),
        aliases: vec![format!("veritas {n}")],
        decoys: ["walrus", "teapot", "lighthouse", "zeppelin", "accordion"].map(|it| format!("{it} {n}")).to_vec(),
        category: "Facts".into(),
        explanation: Some(format!("It really is number {n}.")),
        source: Some("https://example.org".into()),
        ..Question::default()
    }
}

pub fn config(json: &str) -> Config {
    let config: Config = serde_json::from_str(json).unwrap();
    Fib::check(&config).unwrap();
    config
}

/// One short question, for rules that need no more.
pub fn short(names: &[&str]) -> Room {
    Room::open(names, config(r#"{"rounds": 1, "questions_per_round": 1}"#))
}

impl Room {
    pub fn open(names: &[&str], config: Config) -> Self {
        let questions = (1..=config.rounds as usize * config.questions_per_round as usize).map(question).collect();
        Self::open_with(names, config, questions)
    }

    /// Opens a room that plays these questions.
    pub fn open_with(names: &[&str], config: Config, questions: Vec<Question>) -> Self {
        let mut rng = ChaCha8Rng::from_seed([7; 32]);
        let deck = Fib::draw_content(&config, names.len(), Content::Questions(questions), &mut rng).unwrap();
        let seat =
            |name: &&str| Seat { player_id: id(name), nickname: (*name).into(), present: true, team: None, bot: false };
        let seats: Vec<Seat> = names.iter().map(seat).collect();
        let now = Timestamp::from_millis(0);
        let mut ctx =
            StepContext { now, wall: now, deadline: None, seats: &seats, moderation: Moderation::Off, rng: &mut rng };
        let Transition { state, events, next, reply: _, rejected: _ } = Fib::start(&config, deck, &mut ctx);
        let countdown = countdown(next, now);
        let mut room = Self { state, seats, now, next, countdown, events: Vec::new(), story: String::new(), turns: 0 };
        room.note(&events);
        room.events = events;
        room
    }

    fn apply(&mut self, input: Input<Action>) -> Result<Option<Reply>, RejectReason> {
        self.turns += 1;
        let mut rng = ChaCha8Rng::from_seed([7; 32]);
        rng.set_stream(self.turns);
        let mut ctx = StepContext {
            now: self.now,
            wall: self.now,
            deadline: None,
            seats: &self.seats,
            moderation: Moderation::Off,
            rng: &mut rng,
        };
        let Transition { state, events, next, reply, rejected } = Fib::apply(&self.state, input, &mut ctx)?;
        self.state = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
        assert_eq!(self.state, state, "the state survives JSON");
        if next != Next::Keep {
            self.next = next;
            self.countdown = countdown(next, self.now);
        }
        self.note(&events);
        for event in &events {
            let decoded: Event = serde_json::from_str(&serde_json::to_string(event).unwrap()).unwrap();
            assert_eq!(decoded, *event, "events survive JSON");
        }
        self.events.extend(events);
        rejected.map_or(Ok(reply), Err)
    }

    fn note(&mut self, events: &[Event]) {
        for event in events {
            self.story += &format!("{:>7} ms  {}\n", self.now.millis(), describe(event));
        }
    }

    pub fn act(&mut self, name: &str, action: Action) -> Result<Option<Reply>, RejectReason> {
        let line = format!("{:>7} ms    {name}: {action:?}\n", self.now.millis());
        self.story += &line;
        let done = self.apply(Input::Action { player: id(name), action });
        if let Err(refused) = &done {
            self.story += &format!("{:>7} ms    no: {refused}\n", self.now.millis());
        }
        done
    }

    pub fn lie(&mut self, name: &str, text: &str) -> Result<(), RejectReason> {
        self.act(name, Action::Lie { text: text.into() }).map(drop)
    }

    pub fn suggest(&mut self, name: &str) -> Result<Vec<String>, RejectReason> {
        self.act(name, Action::Suggest {}).map(|reply| reply.unwrap().suggestions)
    }

    /// Picks the option that reads `text`.
    pub fn guess(&mut self, name: &str, text: &str) -> Result<(), RejectReason> {
        let option = self.view().options.into_iter().find(|option| option.text == text);
        let option_id = option.unwrap_or_else(|| panic!("no option {text:?}")).option_id;
        self.act(name, Action::Guess { option_id }).map(drop)
    }

    pub fn react(&mut self, name: &str, emoji: &str) -> Result<(), RejectReason> {
        self.act(name, Action::React { emoji: emoji.into() }).map(drop)
    }

    /// Time passes until the phase ends by itself.
    pub fn pass(&mut self) {
        let Next::At(deadline) = self.next else { panic!("no deadline to wait for in {}", self.phase()) };
        self.now = deadline;
        self.apply(Input::Deadline).unwrap();
    }

    /// Time passes until this phase begins.
    pub fn pass_to(&mut self, phase: &str) {
        while self.phase() != phase {
            self.pass();
        }
    }

    pub fn present(&mut self, name: &str, present: bool) {
        self.story += &format!("{:>7} ms    {name} is {}\n", self.now.millis(), if present { "back" } else { "gone" });
        self.seats.iter_mut().find(|seat| seat.player_id == id(name)).unwrap().present = present;
        self.apply(Input::Roster).unwrap();
    }

    /// A player joins during the game.
    pub fn sit(&mut self, name: &str) {
        self.story += &format!("{:>7} ms    {name} sits down\n", self.now.millis());
        self.seats.push(Seat { player_id: id(name), nickname: name.into(), present: true, team: None, bot: false });
        self.apply(Input::Roster).unwrap();
    }

    pub fn remove(&mut self, name: &str) {
        self.story += &format!("{:>7} ms    {name} is removed\n", self.now.millis());
        self.seats.retain(|seat| seat.player_id != id(name));
        self.apply(Input::Roster).unwrap();
    }

    pub fn phase(&self) -> &'static str {
        Fib::phase(&self.state).name
    }

    pub fn view(&self) -> View {
        Fib::view(&self.state)
    }

    pub fn you(&self, name: &str) -> You {
        Fib::you(&self.state, &id(name))
    }

    pub fn score(&self, name: &str) -> i64 {
        Fib::standing(&self.state, &id(name)).score
    }

    pub fn truth(&self) -> String {
        self.view().prompt.replace("Fact ", "Truth number ").split(':').next().unwrap().into()
    }
}

pub fn id(name: &str) -> PlayerId {
    PlayerId(name.to_lowercase())
}

fn countdown(next: Next, now: Timestamp) -> Countdown {
    match next {
        Next::At(deadline) => Countdown::to(deadline, now),
        Next::Keep | Next::Idle | Next::Over => Countdown::NONE,
    }
}
