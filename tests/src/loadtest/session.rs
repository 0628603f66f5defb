//! One session of the load test, from creation to end.

use std::sync::Arc;

use serde_json::{Map, Value};
use tokio::{sync::oneshot, task::JoinSet};

use super::{
    bot::{Bot, End},
    bot_policy::BotPolicy,
    checks::consistency_checker::ConsistencyChecker,
    checks::rules::Rules,
    checks::score_oracle::ScoreOracle,
    history::{Record, Recorder, SessionRecord},
    messages::{self, Snapshot},
    options::Options,
    report::tally::Tallies,
    rest::{Created, Rest, RestError},
    shared_session::SharedSession,
    wire::{SocketRole, Target},
};

/// What all sessions share.
#[derive(Debug)]
pub struct LoadEnvironment {
    /// The options of the test.
    pub options: Options,
    /// The configuration of every session.
    pub config: Map<String, Value>,
    /// The REST clients of the APIs.
    pub rest: Vec<Rest>,
    /// The socket addresses of the APIs.
    pub targets: Vec<Target>,
    /// The counts.
    pub tallies: Tallies,
    /// The history, if it is recorded.
    pub history: Option<Recorder>,
}

/// A session with all players connected, before its start.
pub struct Session {
    /// Index among the sessions of the test.
    index: usize,
    created: Created,
    shared: Arc<SharedSession>,
    bots: JoinSet<End>,
}

/// Why a session could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// A call failed.
    #[error(transparent)]
    Rest(#[from] RestError),
    /// The server closed a socket before its first frame.
    #[error("a socket of session {0} got no first frame")]
    NoGreeting(String),
    /// The session has no players.
    #[error("a session needs players")]
    Nobody,
}

/// The outcome of a game.
#[derive(Debug, Clone, Copy)]
pub struct Played {
    /// Whether every socket saw the end.
    pub finished: bool,
    /// The first deadline, in microseconds since 1970.
    pub first_deadline_us: Option<i64>,
}

impl Session {
    /// Creates session `index`, joins all players and connects them.
    ///
    /// # Errors
    /// Returns [`SetUpError`] when a player cannot join or connect.
    pub async fn set_up(
        environment: &LoadEnvironment,
        index: usize,
        config: Map<String, Value>,
    ) -> Result<Self, SetUpError> {
        let options = &environment.options;
        let tally = environment.tallies.of(index);
        let rest = environment.rest(index);
        let created = rest.create(&tally, &config).await?;
        let mut players = Vec::with_capacity(options.players);
        for number in 0..options.players {
            players.push(environment.rest(index + number).join(&tally, &created.code, &format!("Bot {number}")).await?);
        }
        let start = players.last().map(|last| (last.snapshot.epoch.clone(), last.snapshot.seq));
        let (epoch, seq) = start.ok_or(SetUpError::Nobody)?;
        let ids: Vec<String> = players.iter().map(|player| player.player_id.clone()).collect();
        let oracle = ScoreOracle::new(Rules::of(&config), ids.iter().cloned());
        let checker = ConsistencyChecker::new(oracle, epoch, seq);
        let mut shared = SharedSession::new(created.code.clone(), environment.targets.clone(), tally, checker);
        if let Some(history) = &environment.history {
            history.write(&Record::Session(SessionRecord { session: created.code.clone(), config, players: ids }));
            shared.history = Some(history.clone());
        }
        let shared = Arc::new(shared);

        let first = index * (options.players + usize::from(options.screens));
        let mut bots = JoinSet::new();
        let mut greeted = Vec::new();
        let mut seat = |who, me: String, number: usize, policy| {
            let (ready, is_ready) = oneshot::channel();
            greeted.push(is_ready);
            bots.spawn(Bot::new(shared.clone(), who, me, first + number, policy).live(ready));
        };
        for (number, player) in players.into_iter().enumerate() {
            let me = player.player_id;
            let policy = (!options.idle).then(|| BotPolicy::new(options, index as u64, number as u64, me.clone()));
            seat(SocketRole::Player(player.session_token), me, number, policy);
        }
        if options.screens {
            seat(SocketRole::Screen, String::new(), options.players, None);
        }
        for is_ready in greeted {
            is_ready.await.map_err(|_gone| SetUpError::NoGreeting(created.code.clone()))?;
        }
        Ok(Self { index, created, shared, bots })
    }

    /// Starts the game and waits for its end.
    pub async fn play(mut self, environment: &LoadEnvironment) -> Played {
        let first_deadline_us = match environment.rest(self.index).play(&self.shared.tally, &self.created).await {
            Ok(snapshot) => first_deadline(&snapshot),
            Err(error) => {
                self.shared.tally.lock().note(error.to_string());
                return Played { finished: false, first_deadline_us: None };
            }
        };
        let mut finished = true;
        while let Some(end) = self.bots.join_next().await {
            finished &= matches!(end, Ok(End::Over));
        }
        self.count_final_results();
        if environment.options.exit {
            self.leave(environment).await;
        }
        Played { finished, first_deadline_us }
    }

    /// Counts the results that are known only after the end.
    fn count_final_results(&self) {
        let (disagreements, lost, whole) = {
            let mut checker = self.shared.checker();
            (checker.close(), checker.oracle.lost_answers(), checker.oracle.is_whole())
        };
        let mut tally = self.shared.tally.lock();
        tally.misscore(&self.shared.code, disagreements);
        tally.unreckoned += u64::from(!whole);
        tally.answers_lost += lost.len() as u64;
        lost.into_iter().for_each(|answer| tally.note(format!("{}: lost the {answer}", self.shared.code)));
    }

    /// Ends the session as its host and checks that it is deleted.
    async fn leave(&self, environment: &LoadEnvironment) {
        let (rest, tally) = (environment.rest(self.index), &self.shared.tally);
        let gone = match rest.exit(tally, &self.created).await {
            // Uses a separate tally, because this refusal is expected and must not count as an error.
            Ok(_) => matches!(rest.get(&super::report::tally::SharedTally::default(), &self.shared.code).await,
                Err(error) if error.code() == "unknown_session"),
            Err(_) => false,
        };
        if !gone {
            let mut tally = tally.lock();
            tally.left_behind += 1;
            tally.note(format!("{} is still there after exit", self.shared.code));
        }
    }
}

impl LoadEnvironment {
    /// Returns the API for REST call number `number`.
    fn rest(&self, number: usize) -> &Rest {
        // The list always contains the main address.
        &self.rest[number % self.rest.len()]
    }
}

fn first_deadline(snapshot: &Snapshot) -> Option<i64> {
    messages::wall_us(snapshot.phase.as_ref()?.deadline_at.as_deref()?)
}
