//! A game of the driver alone, with a manual clock.
//!
//! Every step also passes the state through JSON.

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use wpp_game::{
    content::{Content, Question, QuestionKind},
    driver::{GameDriver, HostPace, Input, Moderation, Next, Seat, StepContext, Transition},
    ids::PlayerId,
    time::Timestamp,
};
use wpp_quiz::{Action, Config, Event, Quiz, RejectReason, State, Submission, View, You};

use crate::event_text::describe;

pub struct Room {
    pub state: State,
    pub seats: Vec<Seat>,
    pub now: Timestamp,
    pub next: Next,
    pub events: Vec<Event>,
    /// The transcript.
    pub story: String,
    turns: u64,
}

pub fn question(n: usize) -> Question {
    Question {
        id: format!("q{n}"),
        kind: QuestionKind::Open,
        prompt: format!("Question {n}: which is the biggest?"),
        answer: format!("right {n}"),
        aliases: Vec::new(),
        decoys: ["walrus", "teapot", "lighthouse", "zeppelin", "accordion"].map(|it| format!("{it} {n}")).to_vec(),
        category: "Facts".into(),
        explanation: Some(format!("It really is number {n}.")),
        ..Question::default()
    }
}

pub fn config(json: &str) -> Config {
    let config: Config = serde_json::from_str(json).unwrap();
    Quiz::check(&config).unwrap();
    config
}

impl Room {
    pub fn open(names: &[&str], config: Config) -> Self {
        let questions = (1..=config.rounds as usize * config.questions_per_round as usize).map(question).collect();
        Self::open_with(names, config, questions)
    }

    /// Opens a room that plays these questions.
    pub fn open_with(names: &[&str], config: Config, questions: Vec<Question>) -> Self {
        Self::open_seated(names.iter().map(|name| seat(name, None)).collect(), config, questions)
    }

    /// Opens a room with one question a round and these teams.
    pub fn open_in_teams(names: &[(&str, u32)], config: Config) -> Self {
        let questions = (1..=config.rounds as usize * config.questions_per_round as usize).map(question).collect();
        Self::open_seated(names.iter().map(|(name, team)| seat(name, Some(*team))).collect(), config, questions)
    }

    fn open_seated(seats: Vec<Seat>, config: Config, questions: Vec<Question>) -> Self {
        let mut rng = ChaCha8Rng::from_seed([7; 32]);
        let deck = Quiz::draw_content(&config, seats.len(), Content::Questions(questions), &mut rng).unwrap();
        let now = Timestamp::from_millis(0);
        let mut ctx =
            StepContext { now, wall: now, deadline: None, seats: &seats, moderation: Moderation::Off, rng: &mut rng };
        let Transition { state, events, next, reply: _, rejected: _ } = Quiz::start(&config, deck, &mut ctx);
        let mut room = Self { state, seats, now, next, events: Vec::new(), story: String::new(), turns: 0 };
        room.note(events);
        room
    }

    fn apply(&mut self, input: Input<Action>) -> Result<(), RejectReason> {
        self.turns += 1;
        let mut rng = ChaCha8Rng::from_seed([7; 32]);
        rng.set_stream(self.turns);
        let mut ctx = StepContext {
            now: self.now,
            wall: self.now,
            deadline: self.deadline(),
            seats: &self.seats,
            moderation: Moderation::Off,
            rng: &mut rng,
        };
        let Transition { state, events, next, reply: _, rejected: _ } = Quiz::apply(&self.state, input, &mut ctx)?;
        self.state = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
        assert_eq!(self.state, state, "the state survives JSON");
        if next != Next::Keep {
            self.next = next;
        }
        self.note(events);
        Ok(())
    }

    fn deadline(&self) -> Option<Timestamp> {
        if let Next::At(deadline) = self.next { Some(deadline) } else { None }
    }

    fn note(&mut self, events: Vec<Event>) {
        for event in &events {
            self.story += &format!("{:>6} ms  {}\n", self.now.millis(), describe(event));
        }
        self.events.extend(events);
    }

    /// Picks the option that reads `text`.
    pub fn answer(&mut self, name: &str, text: &str) -> Result<(), RejectReason> {
        let option = self.view().options.into_iter().find(|option| option.text == text);
        let option_id = option.unwrap_or_else(|| panic!("no option {text:?}")).option_id;
        self.pick(name, option_id)
    }

    pub fn pick(&mut self, name: &str, option_id: String) -> Result<(), RejectReason> {
        self.submit(name, Submission { option_id: Some(option_id), ..Submission::default() })
    }

    pub fn submit(&mut self, name: &str, submission: Submission) -> Result<(), RejectReason> {
        let done = self.apply(Input::Action { player: id(name), action: Action::Answer(submission) });
        if let Err(refused) = &done {
            self.story += &format!("{:>6} ms    no, {name}: {refused}\n", self.now.millis());
        }
        done
    }

    pub fn react(&mut self, name: &str, emoji: &str) -> Result<(), RejectReason> {
        self.apply(Input::Action { player: id(name), action: Action::React { emoji: emoji.into() } })
    }

    /// The right answer, or some wrong one.
    pub fn right(&self, right: bool) -> String {
        let answer = self.view().prompt.replace("Question ", "right ").split(':').next().unwrap().to_owned();
        let fits = |text: &String| (*text == answer) == right;
        self.view().options.into_iter().map(|option| option.text).find(fits).unwrap()
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

    /// The host presses play after so many milliseconds.
    pub fn play(&mut self, after_ms: u64) {
        self.now = self.now.plus_ms(after_ms);
        let ends_phase = Quiz.host_can_end_phase(&self.state, self.now);
        self.story +=
            &format!("{:>6} ms    the host plays on{}\n", self.now.millis(), if ends_phase { "" } else { ": not yet" });
        if ends_phase {
            self.apply(Input::Deadline).unwrap();
        }
    }

    pub fn present(&mut self, name: &str, present: bool) {
        self.story += &format!("{:>6} ms    {name} is {}\n", self.now.millis(), if present { "back" } else { "gone" });
        self.seats.iter_mut().find(|seat| seat.player_id == id(name)).unwrap().present = present;
        self.apply(Input::Roster).unwrap();
    }

    /// A player joins during the game.
    pub fn sit(&mut self, name: &str) {
        self.story += &format!("{:>6} ms    {name} sits down\n", self.now.millis());
        self.seats.push(seat(name, None));
        self.apply(Input::Roster).unwrap();
    }

    /// A player joins a team during the game.
    pub fn sit_in(&mut self, name: &str, team: u32) {
        self.seats.push(seat(name, Some(team)));
        self.apply(Input::Roster).unwrap();
    }

    pub fn remove(&mut self, name: &str) {
        self.story += &format!("{:>6} ms    {name} is removed\n", self.now.millis());
        self.seats.retain(|seat| seat.player_id != id(name));
        self.apply(Input::Roster).unwrap();
    }

    pub fn phase(&self) -> &'static str {
        Quiz::phase(&self.state).name
    }

    pub fn view(&self) -> View {
        Quiz::view(&self.state)
    }

    pub fn you(&self, name: &str) -> You {
        Quiz::you(&self.state, &id(name))
    }

    pub fn score(&self, name: &str) -> i64 {
        Quiz::standing(&self.state, &id(name)).score
    }
}

fn seat(name: &str, team: Option<u32>) -> Seat {
    Seat { player_id: id(name), nickname: name.into(), present: true, team, bot: false }
}

pub fn id(name: &str) -> PlayerId {
    PlayerId(name.to_lowercase())
}
