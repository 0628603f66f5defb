use axum::{Extension, extract::State};
use serde::Deserialize;
use serde_json::value::RawValue;
use wpp_game::{
    ids::{Epoch, PlayerId},
    registry::Registry,
    session::{Command, NewSession, Origin, Session},
    time::Timestamp,
};
use wpp_library::content::PackSelection;

use super::explain;
use crate::{
    app::App,
    error::ApiError,
    http::content::draw_content,
    simulator::{Progress, Recording, RuleThreads},
};

/// The moment at which every recording starts, in milliseconds since 1970.
const START_MS: i64 = 1_795_291_200_000;

/// Names of the players. There are as many as phones.
const NAMES: [&str; 8] = ["Ana", "Bo", "Cecilie", "David", "Emil", "Freja", "Gustav", "Hanne"];

/// The game to record.
#[derive(Debug, Deserialize)]
pub struct Start {
    /// The key of the cartridge.
    cartridge: String,
    /// The configuration; every field is optional.
    #[serde(default)]
    config: Option<Box<RawValue>>,
    /// Number of players, from 1 to 8.
    players: usize,
    /// The language of the questions.
    language: String,
    /// The same number draws the same random numbers.
    seed: u64,
}

/// Returns a lobby with players. Each call draws other content, which becomes a part of the recording.
pub async fn start(
    State(app): State<App>,
    Extension(threads): Extension<RuleThreads>,
    axum::Json(body): axum::Json<Start>,
) -> Result<axum::Json<Recording>, ApiError> {
    let need = app.sessions.content_need(&body.cartridge, body.config.as_deref()).await?;
    let choice = PackSelection { language: Some(&body.language), ..PackSelection::default() };
    let drawn = draw_content(&app, &need, choice).await?;
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&body.seed.to_le_bytes());
    let (registry, code) = (app.sessions.registry().clone(), app.entropy.session_code());
    let lobby = move |_: &Progress| {
        let new = NewSession {
            code,
            epoch: Epoch("simulator".to_owned()),
            seed,
            owner: None,
            cartridge: &body.cartridge,
            config: body.config.as_deref(),
            pack_ids: drawn.packs,
            vip: false,
            content: drawn.content,
        };
        Ok(open_lobby(&registry, new, body.players))
    };
    let lobby = threads.run(lobby).await.map_err(|error| explain(&error))??;
    Ok(axum::Json(Recording { lobby, inputs: Vec::new() }))
}

/// Creates a lobby with `players` players.
fn open_lobby(registry: &Registry, new: NewSession<'_>, players: usize) -> Result<Session, ApiError> {
    let start = Timestamp::from_millis(START_MS);
    let lobby = Session::create(registry, new, start)?;
    let joins: Vec<Command> = NAMES.iter().zip(1..).take(players).flat_map(join).collect();
    let step = lobby.step(registry, &joins, start).map_err(|error| ApiError::invalid(format!("{error}.")))?;
    step.answers.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(step.session)
}

/// Returns the commands with which a player joins and connects. The rules do not wait for people who are not connected.
fn join((name, number): (&&str, u32)) -> [Command; 2] {
    let player_id = PlayerId(format!("p{number}"));
    let (nickname, origin) = ((*name).to_owned(), Origin::default());
    let connected = Command::Presence { player_id: player_id.clone(), connected: true };
    [Command::Join { player_id, nickname, avatar: None, origin }, connected]
}
