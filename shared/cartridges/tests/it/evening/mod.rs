//! A whole evening of one game, played by people who choose like bots. Every run is the same.

mod sizes;
mod transcripts;

use serde_json::Value;
use wpp_game::{
    engine::generator,
    ids::PlayerId,
    session::{Command, Origin, Status, Step},
    time::Timestamp,
};

use crate::{
    playable::Playable,
    world::{World, raw},
};

const NICKNAMES: [&str; 8] = ["Anna", "Bo", "Charlotte", "Dorthe", "Emil", "Frederik", "Gry", "Henrik K."];
/// Time between two actions.
const GAP_MS: u64 = 700;
/// Rounds of actions in one scene of a game whose phases have no end.
const MAX_ROUNDS: usize = 3;

/// Returns the id of a person, as long as those of the platform.
pub fn person(n: usize) -> PlayerId {
    PlayerId(format!("p_bcdfghjklmn{n}"))
}

/// An evening in progress. `watch` receives each step with the session after it.
pub struct Evening<D, W> {
    pub world: World<D>,
    watch: W,
    steps: usize,
}

impl<D: Playable, W: FnMut(&World<D>, &Step)> Evening<D, W> {
    /// Plays from an empty lobby to the end of the game, or until it has taken `max_steps`.
    pub fn play(config: &Value, people: usize, max_steps: usize, watch: W) {
        let mut evening = Self { world: World::lobby(config, 7), watch, steps: 0 };
        for (n, nickname) in NICKNAMES.iter().enumerate().take(people) {
            let (player_id, avatar) = (person(n), Some("face:fox".to_owned()));
            let nickname = (*nickname).to_owned();
            evening.step(Command::Join { player_id, nickname, avatar, origin: Origin::default() });
            evening.step(Command::Presence { player_id: person(n), connected: true });
        }
        evening.step(Command::Play { content: None });
        while evening.world.session.status() == Status::Running && evening.steps < max_steps {
            evening.play_scene(people);
            let Some(due) = evening.world.session.wake_at() else { break };
            evening.step_at(Command::Wake, due);
        }
    }

    /// Lets everybody act until nobody has a move, or until the scene ends.
    fn play_scene(&mut self, people: usize) {
        for round in 0..MAX_ROUNDS {
            let mut acted = false;
            for n in 0..people {
                let scene = self.world.session.scene();
                while self.act(n, round) {
                    acted = true;
                    if self.world.session.scene() != scene {
                        return;
                    }
                    if D::CAPABILITIES.bots.is_none() {
                        break;
                    }
                }
            }
            if !acted {
                return;
            }
        }
    }

    /// Submits the next move of a person. Returns whether there was one.
    fn act(&mut self, n: usize, round: usize) -> bool {
        let Some((kind, data)) = self.choose(n, round) else { return false };
        let id = format!("{}", self.steps);
        let command = Command::Action { player_id: person(n), id, kind, data: raw(&data) };
        let now = self.world.now.plus_ms(GAP_MS);
        if let Some(due) = self.world.session.wake_at().filter(|due| *due <= now) {
            self.step_at(Command::Wake, due);
        }
        self.step_at(command, now).answers[0].is_ok()
    }

    fn choose(&self, n: usize, round: usize) -> Option<(String, Value)> {
        let world = &self.world;
        if D::CAPABILITIES.bots.is_none() {
            let pick = u32::try_from(round * 8 + n).unwrap();
            return Some(D::action(world, &person(n), pick));
        }
        let mut rng = generator([3; 32], self.steps as u64);
        let seen = world.session.snapshot(&world.registry, Some(&person(n)), world.now).unwrap();
        let made = world.registry.get(D::KIND).unwrap().bot(seen, 0, &mut rng).unwrap()?;
        Some((made.kind.to_owned(), made.data))
    }

    fn step(&mut self, command: Command) {
        self.step_at(command, self.world.now);
    }

    fn step_at(&mut self, command: Command, now: Timestamp) -> Step {
        self.steps += 1;
        let step = self.world.step(&[command], now);
        (self.watch)(&self.world, &step);
        step
    }
}
