//! A game of the driver alone, with a manual clock. Every step also passes the state through JSON.

use std::collections::BTreeMap;

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use wpp_game::{
    content::{Content, ContentNeed, Question},
    driver::{
        AudienceActions, Ballot, BallotKind, GameDriver, Input, Moderation, Next, Seat, StepContext, Tally, Transition,
    },
    ids::PlayerId,
    time::Timestamp,
};
use wpp_last_word::{Action, Answer, Config, LastWord, RejectReason, State, View, Vote, You};

pub struct Room {
    pub state: State,
    pub seats: Vec<Seat>,
    pub now: Timestamp,
    pub next: Next,
    turns: u64,
}

impl Room {
    pub fn open(names: &[&str], json: &str) -> Self {
        Self::open_with(names, json, usize::MAX)
    }

    /// Opens a room with at most so many prompts.
    pub fn open_with(names: &[&str], json: &str, most_prompts: usize) -> Self {
        let config: Config = serde_json::from_str(json).unwrap();
        LastWord::check(&config).unwrap();
        let mut rng = ChaCha8Rng::from_seed([7; 32]);
        let mut content = prompts(&config);
        if let Content::Questions(prompts) = &mut content {
            prompts.truncate(most_prompts);
        }
        let deck = LastWord::draw_content(&config, names.len(), content, &mut rng).unwrap();
        let seats: Vec<Seat> = names.iter().map(|name| seat(name)).collect();
        let now = Timestamp::from_millis(0);
        let mut ctx =
            StepContext { now, wall: now, deadline: None, seats: &seats, moderation: Moderation::Off, rng: &mut rng };
        let Transition { state, next, .. } = LastWord::start(&config, deck, &mut ctx);
        Self { state, seats, now, next, turns: 0 }
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
        let Transition { state, next, .. } = LastWord::apply(&self.state, input, &mut ctx)?;
        self.state = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
        assert_eq!(self.state, state, "the state survives JSON");
        if next != Next::Keep {
            self.next = next;
        }
        Ok(())
    }

    /// Answers the player's prompt at `index`.
    pub fn answer(&mut self, name: &str, index: usize, text: &str) -> Result<(), RejectReason> {
        let prompt_id = self.you(name).prompts[index].prompt_id.clone();
        self.answer_id(name, &prompt_id, text)
    }

    pub fn answer_id(&mut self, name: &str, prompt_id: &str, text: &str) -> Result<(), RejectReason> {
        let answer = Answer { prompt_id: prompt_id.to_owned(), text: text.to_owned() };
        self.apply(Input::Action { player: id(name), action: Action::Answer(answer) })
    }

    /// Everybody answers every prompt, with a text that names its author.
    pub fn everybody_answers(&mut self) {
        for name in self.names() {
            for index in 0..self.you(&name).prompts.len() {
                self.answer(&name, index, &format!("{name} wrote {index}")).unwrap();
            }
        }
    }

    pub fn names(&self) -> Vec<String> {
        self.seats.iter().map(|seat| seat.nickname.clone()).collect()
    }

    /// Votes for the answer of `author`.
    pub fn vote(&mut self, name: &str, author: &str) -> Result<(), RejectReason> {
        let options = self.view().options;
        let option = options.iter().find(|option| option.text.starts_with(author));
        let option_id = option.unwrap_or_else(|| panic!("no answer of {author}")).option_id.clone();
        self.vote_id(name, &option_id)
    }

    pub fn vote_id(&mut self, name: &str, option_id: &str) -> Result<(), RejectReason> {
        let prompt_id = self.view().prompt_id.unwrap_or_default();
        let vote = Vote { prompt_id, option_id: option_id.to_owned() };
        self.apply(Input::Action { player: id(name), action: Action::Vote(vote) })
    }

    fn option_of(&self, author: &str) -> String {
        let options = self.view().options;
        options
            .iter()
            .find(|option| option.text.starts_with(author))
            .map_or("none", |option| &option.option_id)
            .to_owned()
    }

    /// Checks a vote of the audience.
    pub fn ballot(&self, author: &str) -> Result<Ballot, RejectReason> {
        let prompt_id = self.view().prompt_id.unwrap_or_default();
        let action = Action::Vote(Vote { prompt_id, option_id: self.option_of(author) });
        audience().ballot(&self.state, &action).map(Option::unwrap)
    }

    /// Applies the sums of the audience's votes on the shown prompt.
    pub fn tally(&mut self, votes: &[(&str, u32)]) {
        let sums: Vec<_> = votes.iter().map(|(author, votes)| (self.option_of(author), *votes)).collect();
        self.tally_poll(&self.view().prompt_id.unwrap(), &sums);
    }

    pub fn tally_poll(&mut self, poll: &str, sums: &[(String, u32)]) {
        let sums: BTreeMap<String, u32> = sums.iter().cloned().collect();
        let tally = Tally { kind: BallotKind::Vote, poll, sums: &sums, new: sums.clone() };
        assert_eq!(audience().tally(&mut self.state, &tally), []);
    }

    /// The names of those whose answers are shown, and of the other players.
    pub fn authors_and_others(&self) -> (Vec<String>, Vec<String>) {
        self.names().into_iter().partition(|name| self.you(name).own_option.is_some())
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
        LastWord::phase(&self.state).name
    }

    /// Returns the number of prompts that are left.
    pub fn deck(&self) -> usize {
        serde_json::to_value(&self.state).unwrap()["deck"].as_array().unwrap().len()
    }

    pub fn view(&self) -> View {
        LastWord::view(&self.state)
    }

    pub fn you(&self, name: &str) -> You {
        LastWord::you(&self.state, &id(name))
    }

    pub fn score(&self, name: &str) -> i64 {
        LastWord::standing(&self.state, &id(name)).score
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
    let ContentNeed::Items { count, spare, kinds, .. } = LastWord::content(config, LastWord::seats(config).max) else {
        panic!("no prompts are needed")
    };
    let prompt = |n: usize| Question {
        kind: kinds[0],
        prompt: format!("{} {}", ["Big", "Slow", "Red", "Kind", "Loud", "Wet", "Old"][n % 7], NOUNS[n / 7]),
        ..Question::default()
    };
    Content::Questions((0..count + spare).map(prompt).collect())
}

const NOUNS: [&str; 10] =
    ["whale", "teapot", "ladder", "cactus", "pirate", "volcano", "sandwich", "robot", "umbrella", "goose"];

fn audience() -> &'static dyn AudienceActions<LastWord> {
    LastWord::CAPABILITIES.audience.unwrap()
}
