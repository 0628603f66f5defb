use axum::extract::State;
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use wpp_game::{
    content::ContentNeed,
    contract::ErrorCode,
    ids::AccountId,
    session::{Command, NextGame, Session},
};
use wpp_library::content::{DrawnContent, PackSelection};

use super::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        content::draw_content,
        extract::{HostOrVip, Json},
        room_media::{keep_media, without_missing_media},
    },
    schema::{AnyConfig, AnySnapshot, ShownSnapshot},
};

/// Another game for the same room.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NextGame)]
pub struct ChooseNext {
    /// The key of the cartridge, such as `quiz`.
    cartridge: String,
    /// The configuration of the cartridge. Every field is optional. Without a configuration, the room keeps its own if the
    /// game stays the same, and otherwise takes the defaults.
    #[serde(default)]
    #[schema(value_type = Option<AnyConfig>)]
    config: Option<Box<RawValue>>,
    /// Question packs to draw from, as for a new session. The default is the room's packs if they have enough questions for
    /// this game, and otherwise the built-in packs in `language`.
    #[serde(default)]
    pack_ids: Option<Vec<String>>,
    /// The language of the built-in packs, such as `da`. The default is `en`.
    #[serde(default)]
    language: Option<String>,
}

/// Choose the next game
///
/// Returns the room to its lobby with another game, or with the same game from the start. The code, the people, their tokens,
/// the chat, the lock and the list of removed people stay. Points of a finished game are added to `evening` of each player; an
/// unfinished game ends without a result. Bots leave if the game does not support them. Everybody receives
/// `session.game_changed`.
#[utoipa::path(
    post, path = "/api/sessions/{code}/next", tag = "sessions", operation_id = "choose_next_game",
    request_body = ChooseNext,
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the VIP", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 409, description = "`too_many_players`: more players are here than the game takes; `not_enough_content`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the error names the field and its bounds", body = ProblemDetails),
    )
)]
pub async fn next(
    State(app): State<App>,
    HostOrVip { session, vip }: HostOrVip,
    Json(body): Json<ChooseNext>,
) -> Result<axum::Json<AnySnapshot>, ApiError> {
    let ChooseNext { cartridge, config, pack_ids, language } = body;
    if app.sessions.registry().get(&cartridge).is_none() {
        return Err(ApiError::invalid(format!(
            "This server has no game {cartridge:?}. See `GET /api/cartridges` for the list."
        ))
        .at("cartridge"));
    }
    let given = config.filter(|config| config.get() != "null");
    let is_kept = given.is_none() && cartridge == session.cartridge();
    let config = if is_kept {
        Some(without_missing_media(&app, session.owner(), &cartridge, session.config()).await?)
    } else {
        given
    };
    let need = app.sessions.content_need(&cartridge, config.as_deref()).await?;
    if !is_kept {
        keep_media(&app, session.owner(), &cartridge, config.as_deref()).await?;
    }
    let packs = Packs { ids: pack_ids.as_deref(), language: language.as_deref(), of_host: vip.is_none() };
    let DrawnContent { content, packs } = draw_next(&app, &session, &need, packs).await?;
    let number = session.games_chosen() + 1;
    let next = NextGame { cartridge, config, pack_ids: packs, content, number };
    let changed = app.sessions.step(session.code(), &[Command::Next(Box::new(next))]).await?.accepted()?;
    tracing::info!(code = %changed.code(), cartridge = changed.cartridge(), "game changed");
    snapshot(&app, &changed, vip.as_ref()).await.map(axum::Json)
}

/// The packs that the caller asks for.
struct Packs<'a> {
    ids: Option<&'a [String]>,
    language: Option<&'a str>,
    /// Whether the host calls. The VIP cannot name private packs of the account that owns the session.
    of_host: bool,
}

/// Draws the content of the next game, without the questions that the room has already shown.
async fn draw_next(
    app: &App,
    session: &Session,
    need: &ContentNeed,
    packs: Packs<'_>,
) -> Result<DrawnContent, ApiError> {
    let kept = session.pack_ids();
    if *need == ContentNeed::None {
        // The room keeps its packs for a later game.
        let drawn = draw_content(app, need, PackSelection::default()).await?;
        return Ok(DrawnContent { packs: kept.to_vec(), ..drawn });
    }
    let owner = session.owner().map(AccountId::as_str);
    let exclude = session.question_history();
    let account = owner.filter(|_| packs.of_host);
    if let Some(ids) = packs.ids {
        let chosen =
            PackSelection { packs: ids, language: packs.language, account, exclude, ..PackSelection::default() };
        return draw_content(app, need, chosen).await;
    }
    if !kept.is_empty() {
        let of_room =
            PackSelection { packs: kept, account: owner, exclude, skip_missing: true, ..PackSelection::default() };
        match draw_content(app, need, of_room).await {
            Err(error) if matches!(error.code, ErrorCode::NotEnoughContent | ErrorCode::InvalidInput) => {}
            drawn => return drawn,
        }
    }
    let built_in = PackSelection { language: packs.language, account, exclude, ..PackSelection::default() };
    draw_content(app, need, built_in).await
}
