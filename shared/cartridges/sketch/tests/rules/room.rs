//! A game of the driver alone, with a manual clock. Every step also passes the state through JSON.

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use wpp_game::{
    content::{Content, ContentNeed, Question},
    driver::{GameDriver, Input, Moderation, Next, Seat, StepContext, Transition},
    ids::PlayerId,
    time::Timestamp,
};
use wpp_sketch::{
    Action, Config, Event, RejectReason, Sketch, State, View, You,
    drawing::{Point, encode_stroke},
};

pub struct Room {
    pub state: State,
    pub seats: Vec<Seat>,
    pub now: Timestamp,
    pub next: Next,
    /// The events of the last step.
    pub events: Vec<Event>,
    turns: u64,
}

impl Room {
    pub fn open(names: &[&str], json: &str) -> Self {
        Self::open_with(names, json, usize::MAX)
    }

    /// Opens a room with at most so many prompts.
    pub fn open_with(names: &[&str], json: &str, most_prompts: usize) -> Self {
        let config: Config = serde_json::from_str(json).unwrap();
        Sketch::check(&config).unwrap();
        let mut rng = ChaCha8Rng::from_seed([7; 32]);
        let mut content = prompts(&config);
        if let Content::Questions(prompts) = &mut content {
            prompts.truncate(most_prompts);
        }
        let deck = Sketch::draw_content(&config, names.len(), content, &mut rng).unwrap();
        let seats: Vec<Seat> = names.iter().map(|name| seat(name)).collect();
        let now = Timestamp::from_millis(0);
        let mut ctx =
            StepContext { now, wall: now, deadline: None, seats: &seats, moderation: Moderation::Off, rng: &mut rng };
        let Transition { state, next, events, .. } = Sketch::start(&config, deck, &mut ctx);
        Self { state, seats, now, next, events, turns: 0 }
    }

    fn apply(&mut self, input: Input<Action>) -> Result<(), RejectReason> {
        self.turns += 1;
        let mut rng = ChaCha8Rng::from_seed([7; 32]);
        rng.set_stream(self.turns);
        let deadline = if let Next::At(deadline) = self.next { Some(deadline) } else { None };
        let mut ctx = StepContext {
            now: self.now,
            wall: self.now,
            deadline,
            seats: &self.seats,
            moderation: Moderation::Off,
            rng: &mut rng,
        };
        let Transition { state, next, events, rejected, .. } = Sketch::apply(&self.state, input, &mut ctx)?;
        self.events = events;
        self.state = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
        assert_eq!(self.state, state, "the state survives JSON");
        if next != Next::Keep {
            self.next = next;
        }
        rejected.map_or(Ok(()), Err)
    }

    /// Submits a drawing of one stroke.
    pub fn draw(&mut self, name: &str) -> Result<(), RejectReason> {
        let at = u16::try_from(name.len()).unwrap();
        self.submit(name, vec![encode_stroke(0, &[Point { x: at, y: 0 }, Point { x: at, y: 99 }])])
    }

    pub fn submit(&mut self, name: &str, strokes: Vec<String>) -> Result<(), RejectReason> {
        self.apply(Input::Action { player: id(name), action: Action::Draw { strokes } })
    }

    /// Everybody draws, which ends the phase.
    pub fn everybody_draws(&mut self) {
        for name in self.names() {
            self.draw(&name).unwrap();
        }
    }

    /// Everybody but the artist writes a title that names its author.
    pub fn everybody_titles(&mut self) {
        for name in self.others() {
            self.title(&name, &format!("{name} was here")).unwrap();
        }
    }

    pub fn title(&mut self, name: &str, text: &str) -> Result<(), RejectReason> {
        self.apply(Input::Action { player: id(name), action: Action::Title { text: text.to_owned() } })
    }

    /// Picks the title of `author`, or the true one.
    pub fn guess(&mut self, name: &str, author: Option<&str>) -> Result<(), RejectReason> {
        let truth = self.truth();
        let is_meant = |text: &str| author.map_or(text == truth, |author| text.starts_with(author));
        let options = self.view().options;
        let option = options.iter().find(|option| is_meant(&option.text));
        let option_id = option.unwrap_or_else(|| panic!("no title of {author:?}")).option_id.clone();
        self.guess_id(name, &option_id)
    }

    pub fn guess_id(&mut self, name: &str, option_id: &str) -> Result<(), RejectReason> {
        self.apply(Input::Action { player: id(name), action: Action::Guess { option_id: option_id.to_owned() } })
    }

    pub fn react(&mut self, name: &str) {
        let emoji = self.view().emoji[0].clone();
        self.apply(Input::Action { player: id(name), action: Action::React { emoji } }).unwrap();
    }

    /// The true title of the shown drawing, which only the artist and the tests know.
    pub fn truth(&self) -> String {
        let state: serde_json::Value = serde_json::to_value(&self.state).unwrap();
        let current = usize::try_from(state["current"].as_u64().unwrap()).unwrap();
        state["drawings"][current]["prompt"].as_str().unwrap().to_owned()
    }

    /// The artist of the shown drawing.
    pub fn artist(&self) -> String {
        let artist = self.view().artist.unwrap();
        self.names().into_iter().find(|name| id(name) == artist).unwrap()
    }

    /// Everybody but the artist, in the order of the seats.
    pub fn others(&self) -> Vec<String> {
        let artist = self.artist();
        self.names().into_iter().filter(|name| *name != artist).collect()
    }

    pub fn names(&self) -> Vec<String> {
        self.seats.iter().map(|seat| seat.nickname.clone()).collect()
    }

    /// Time passes until the phase ends.
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

    pub fn remove(&mut self, name: &str) {
        self.seats.retain(|seat| seat.player_id != id(name));
        self.apply(Input::Roster).unwrap();
    }

    pub fn sit(&mut self, name: &str) {
        self.seats.push(seat(name));
        self.apply(Input::Roster).unwrap();
    }

    pub fn phase(&self) -> &'static str {
        Sketch::phase(&self.state).name
    }

    /// Returns the number of prompts that are left.
    pub fn deck(&self) -> usize {
        serde_json::to_value(&self.state).unwrap()["deck"].as_array().unwrap().len()
    }

    pub fn view(&self) -> View {
        Sketch::view(&self.state)
    }

    pub fn you(&self, name: &str) -> You {
        Sketch::you(&self.state, &id(name))
    }

    pub fn score(&self, name: &str) -> i64 {
        Sketch::standing(&self.state, &id(name)).score
    }
}

pub fn id(name: &str) -> PlayerId {
    PlayerId(name.to_lowercase())
}

fn seat(name: &str) -> Seat {
    Seat { player_id: id(name), nickname: name.to_owned(), present: true, team: None, bot: false }
}

/// The prompts that a room with this configuration loads.
fn prompts(config: &Config) -> Content {
    let ContentNeed::Items { count, spare, kinds, .. } = Sketch::content(config, Sketch::seats(config).max) else {
        panic!("no prompts are needed")
    };
    let prompt = |n: usize| Question {
        kind: kinds[0],
        prompt: format!("{} {}", ["Big", "Slow", "Red", "Kind", "Loud", "Wet", "Old"][n % 7], NOUNS[n / 7]),
        ..Question::default()
    };
    Content::Questions((0..count + spare).map(prompt).collect())
}

const NOUNS: [&str; 14] = [
    "whale", "teapot", "ladder", "cactus", "pirate", "volcano", "sandwich", "robot", "umbrella", "goose", "lantern",
    "castle", "penguin", "bicycle",
];
