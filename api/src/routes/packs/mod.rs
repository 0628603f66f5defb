//! Question packs: made, shared, changed, copied, removed, and as files.

pub mod change;
pub mod copy;
pub mod create;
pub mod export;
pub mod get;
pub mod import;
pub mod list;
pub mod remove;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_entity::pack;
use wpp_game::contract::ErrorCode;
use wpp_game::{content::QuestionKind, time::Timestamp};
use wpp_library::packs::catalog::PackSummary;

use crate::{app::App, error::ApiError};

/// Who may see and play a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Its owner.
    Private,
    /// Whoever has its key or its link.
    Unlisted,
    /// Everybody on this server.
    Public,
}

/// A question pack, all but its questions.
#[derive(Debug, Serialize, ToSchema)]
pub struct PackView {
    /// Its key, for `pack_ids` and addresses.
    pack_id: String,
    /// What people see.
    title: String,
    /// The language of its questions, as a BCP 47 tag.
    language: String,
    /// A sentence on what is in it.
    description: String,
    /// Whether it comes with the platform.
    built_in: bool,
    /// Whether it is the caller's own.
    mine: bool,
    /// Who may see and play it.
    visibility: Visibility,
    /// Where others find it, unless it is private.
    #[serde(skip_serializing_if = "Option::is_none")]
    share_url: Option<String>,
    /// How many questions it has.
    questions: u32,
    /// How many of them are fit for children.
    family_friendly: u32,
    /// How many of them are of which kind.
    kinds: Kinds,
    /// When it was made; `null` for what comes with the platform.
    created_at: Option<Timestamp>,
    /// When it or a question in it was last changed; `null` for what comes with the platform.
    updated_at: Option<Timestamp>,
}

/// Questions by their kind.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Kinds {
    /// Sentences with a gap.
    blank: u32,
    /// Questions that stand alone.
    open: u32,
    /// Questions that need their answers beside them.
    choice: u32,
}

impl PackView {
    /// The pack as `account` sees it.
    pub(super) fn of(app: &App, PackSummary { pack, sizes }: PackSummary, account: Option<&str>) -> Self {
        let count = |which: &dyn Fn(QuestionKind, bool) -> bool| {
            sizes.iter().filter(|((kind, family), _)| which(*kind, *family)).map(|(_, size)| size).sum()
        };
        let moment = |ms: i64| (!pack.built_in).then(|| Timestamp::from_millis(ms));
        let visibility = pack.visibility.into();
        let shared = visibility != Visibility::Private && !pack.built_in;
        Self {
            mine: pack.is_owned_by(account),
            share_url: shared.then(|| format!("{}/packs/{}", app.settings.public_url, pack.key)),
            questions: count(&|_, _| true),
            family_friendly: count(&|_, family| family),
            kinds: Kinds {
                blank: count(&|kind, _| kind == QuestionKind::Blank),
                open: count(&|kind, _| kind == QuestionKind::Open),
                choice: count(&|kind, _| kind == QuestionKind::Choice),
            },
            created_at: moment(pack.created_at),
            updated_at: moment(pack.updated_at),
            pack_id: pack.key,
            title: pack.title,
            language: pack.language,
            description: pack.description,
            built_in: pack.built_in,
            visibility,
        }
    }
}

impl From<pack::Visibility> for Visibility {
    fn from(visibility: pack::Visibility) -> Self {
        match visibility {
            pack::Visibility::Private => Self::Private,
            pack::Visibility::Unlisted => Self::Unlisted,
            pack::Visibility::Public => Self::Public,
        }
    }
}

impl From<Visibility> for pack::Visibility {
    fn from(visibility: Visibility) -> Self {
        match visibility {
            Visibility::Private => Self::Private,
            Visibility::Unlisted => Self::Unlisted,
            Visibility::Public => Self::Public,
        }
    }
}

/// The pack named in the path, and its question, if one is named. Whether they are there, and for
/// whom, the call itself finds out.
#[derive(Debug, Deserialize)]
pub struct Named {
    /// The pack's key.
    pub pack_id: String,
    /// The question's.
    #[serde(default)]
    pub question_id: String,
}

impl FromRequestParts<App> for Named {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let unknown = || ApiError::new(ErrorCode::UnknownPack, "There is no such question pack here.");
        Path::<Self>::from_request_parts(parts, app).await.map(|Path(named)| named).map_err(|_| unknown())
    }
}

/// A number of the query: a page's size, or where it begins.
pub(super) fn number<N: std::str::FromStr>(field: &'static str, given: Option<&str>) -> Result<Option<N>, ApiError> {
    let wrong = |_| ApiError::new(ErrorCode::InvalidInput, format!("{field} does not read as a number.")).at(field);
    given.map(str::parse).transpose().map_err(|error: N::Err| wrong(error))
}
