//! The host: creates the session, lets players join, starts the game, and ends the session. It repeats a request until it
//! gets an answer, on any API process.

use std::time::Duration;

use serde_json::{Map, Value, value::RawValue};
use wpp_game::{
    content::{Content, Question, QuestionKind},
    driver::Lane,
    ids::{Epoch, PlayerId},
    session::{Command, NewSession, Origin},
};
use wpp_runtime::session_service::{RequestError, SessionError};

use super::{game::violation, phone::Room};

/// Pause between two tries.
const RETRY: Duration = Duration::from_millis(300);

/// Creates the session, and checks that its code is taken then.
pub async fn create(room: &Room, config: &Map<String, Value>) {
    while create_once(room, config).await.is_none() {}
    loop {
        match create_once(room, config).await {
            Some(false) => return,
            Some(true) => return violation(&room.world, "a code was given to two sessions"),
            None => {}
        }
    }
}

/// Returns whether the session was created; `None` without an answer. The code may be taken by an earlier try.
async fn create_once(room: &Room, config: &Map<String, Value>) -> Option<bool> {
    let Some(api) = room.api() else {
        room.world.time.sleep(RETRY).await;
        return None;
    };
    let config = RawValue::from_string(Value::Object(config.clone()).to_string()).ok();
    let new = NewSession {
        code: room.code.clone(),
        epoch: Epoch("e-0".to_owned()),
        seed: room.world.secure_rng().seed(),
        owner: None,
        cartridge: "fib",
        config: config.as_deref(),
        pack_ids: Vec::new(),
        vip: true,
        content: content(),
    };
    match api.services.sessions.create(new).await {
        Ok(created) => Some(created.is_some()),
        Err(RequestError::Rejected(rejected)) => {
            violation(&room.world, &format!("the session was rejected: {rejected}"));
            Some(false)
        }
        Err(RequestError::Failed(_)) => {
            room.world.time.sleep(RETRY).await;
            None
        }
    }
}

/// Lets a player join.
pub async fn join(room: &Room, player: &PlayerId) {
    let join = Command::Join {
        player_id: player.clone(),
        nickname: format!("Nick {}", player.as_str().trim_start_matches("p_")),
        avatar: None,
        origin: Origin::default(),
    };
    submit(room, join).await;
}

/// Submits a command until it is answered. A request that failed may have had its effect, so its repetition may be rejected.
pub async fn submit(room: &Room, command: Command) {
    let mut failed = false;
    loop {
        if let Some(api) = room.api() {
            match api.batchers.submit(&room.code, Lane::Reliable, command.clone()).await {
                Ok(_) => return,
                Err(RequestError::Rejected(_)) if failed => return,
                Err(RequestError::Rejected(rejected)) => {
                    return violation(&room.world, &format!("{command:?} was rejected: {rejected}"));
                }
                Err(RequestError::Failed(_)) => failed = true,
            }
        }
        room.world.time.sleep(RETRY).await;
    }
}

/// Ends the session.
pub async fn exit(room: &Room) {
    loop {
        if let Some(api) = room.api() {
            match api.services.sessions.exit(&room.code).await {
                Ok(_) | Err(SessionError::Unknown) => return,
                Err(_) => {}
            }
        }
        room.world.time.sleep(RETRY).await;
    }
}

fn content() -> Content {
    let question = |n: u32| Question {
        id: format!("question-{n}"),
        kind: QuestionKind::Blank,
        prompt: format!("Prompt {n}: the word is ____."),
        answer: format!("{} lighthouse", ["amber", "violet", "crimson", "olive"][n as usize % 4]),
        aliases: Vec::new(),
        decoys: (0..6)
            .map(|d| {
                format!(
                    "{} {}",
                    ["walrus", "teapot"][n as usize % 2],
                    ["one", "two", "three", "four", "five", "six"][d]
                )
            })
            .collect(),
        category: "Words".into(),
        explanation: None,
        ..Question::default()
    };
    Content::Questions((0..4).map(question).collect())
}
