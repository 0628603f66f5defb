use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_library::packs::questions::MAX_PAGE;

use super::QuestionView;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Account, Query},
        routes::{
            packs::{PackPath, number},
            page_size,
        },
    },
};

/// Maximum length of a search text in characters. Bounds the cost of the database search.
const MAX_FIND: usize = 100;

/// A page of questions.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionPage {
    /// The questions, in the pack's order.
    questions: Vec<QuestionView>,
    /// The value of `after` for the next page; `null` on the last page.
    next: Option<String>,
}

/// List the questions of a pack
#[utoipa::path(
    get, path = "/api/packs/{pack_id}/questions", tag = "packs", operation_id = "list_questions",
    params(
        ("pack_id" = String, Path, description = "The key of the pack."),
        ("find" = Option<String>, Query, description = "Returns only questions with this text in prompt, answer, category or the description of a picture; up to 100 characters.", max_length = 100),
        ("after" = Option<String>, Query, description = "`next` of the previous page."),
        ("limit" = Option<u64>, Query, description = "Questions per page. The default is 50.", minimum = 1, maximum = 200),
    ),
    security(("account" = [])),
    responses(
        (status = 200, body = QuestionPage),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
    )
)]
pub async fn list(
    State(app): State<App>,
    path: PackPath,
    account: Account,
    query: Query,
) -> Result<Json<QuestionPage>, ApiError> {
    let limit = page_size(&query, MAX_PAGE)?;
    let after = number("after", query.get("after"))?;
    let find = query.get("find").map(str::trim).filter(|text| !text.is_empty());
    if find.is_some_and(|text| text.chars().count() > MAX_FIND) {
        return Err(ApiError::invalid(format!("`find` can have at most {MAX_FIND} characters. Shorten it.")).at("find"));
    }
    let mut found = app.packs.questions(&path.pack_id, account.id.as_str(), find, after, limit + 1).await?;
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| more).map(|last| last.position.to_string());
    Ok(Json(QuestionPage { questions: found.into_iter().map(Into::into).collect(), next }))
}
