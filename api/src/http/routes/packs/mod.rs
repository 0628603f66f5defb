//! Question packs: create, share, change, copy, delete, preview, import and export.

pub mod change;
pub mod copy;
pub mod create;
pub mod export;
pub mod get;
pub mod import;
pub mod list;
pub mod preview;
pub mod remove;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::{Deserialize, Serialize, Serializer};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, SchemaFormat, Type, schema::Schema},
};
use wpp_entity::pack;
use wpp_game::{content::QuestionKind, contract::ErrorCode, time::Timestamp};
use wpp_library::packs::catalog::PackSummary;

use crate::{app::App, error::ApiError};

/// The accounts that can see and play a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Only the owner.
    Private,
    /// Everybody with the key or the link.
    Unlisted,
    /// Everybody on this server. The pack is listed.
    Public,
}

/// A question pack without its questions.
#[derive(Debug, Serialize, ToSchema)]
pub struct PackView {
    /// The key of the pack, for `pack_ids` and addresses.
    pack_id: String,
    /// The displayed title.
    title: String,
    /// The language of its questions, as a BCP 47 tag.
    language: String,
    /// A short description of the content.
    description: String,
    /// Whether the pack is part of the platform.
    built_in: bool,
    /// Whether the pack belongs to the caller.
    mine: bool,
    /// The accounts that can see and play the pack.
    visibility: Visibility,
    /// The address of the pack for others. Missing for private and built-in packs.
    #[serde(skip_serializing_if = "Option::is_none")]
    share_url: Option<String>,
    /// Number of questions.
    questions: u32,
    /// Number of questions that are suitable for children.
    family_friendly: u32,
    /// Number of items by kind.
    kinds: Kinds,
    /// Time of creation; `null` for built-in packs.
    created_at: Option<Timestamp>,
    /// Time of the last change to the pack or its questions; `null` for built-in packs.
    updated_at: Option<Timestamp>,
}

/// Number of items by kind, in the order of [`QuestionKind::ALL`].
#[derive(Debug)]
pub struct Kinds(Vec<(&'static str, u32)>);

impl Kinds {
    fn of(count: impl Fn(QuestionKind) -> u32) -> Self {
        Self(QuestionKind::ALL.iter().map(|kind| (kind.as_str(), count(*kind))).collect())
    }
}

impl Serialize for Kinds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// The schema of an object with every kind.
impl PartialSchema for Kinds {
    fn schema() -> RefOr<Schema> {
        let number = || ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).format(Some(INT32));
        let kinds = QuestionKind::ALL.iter().map(|kind| kind.as_str());
        let object =
            ObjectBuilder::new().description(Some("Number of items by kind, 0 for a kind that the pack lacks."));
        kinds.fold(object, |object, kind| object.property(kind, number()).required(kind)).into()
    }
}

impl ToSchema for Kinds {}

/// The format of a number in the contract.
const INT32: SchemaFormat = SchemaFormat::KnownFormat(KnownFormat::Int32);

impl PackView {
    /// Creates the view of a pack for `account`.
    pub(super) fn of(app: &App, PackSummary { pack, sizes }: PackSummary, account: Option<&str>) -> Self {
        let count = |which: &dyn Fn(QuestionKind, bool) -> bool| {
            sizes.iter().filter(|((kind, family), _)| which(*kind, *family)).map(|(_, size)| size).sum()
        };
        let time = |ms: i64| (!pack.built_in).then(|| Timestamp::from_millis(ms));
        let visibility = pack.visibility.into();
        let shared = visibility != Visibility::Private && !pack.built_in;
        Self {
            mine: pack.is_owned_by(account),
            share_url: shared.then(|| format!("{}/packs/{}", app.link_base(), pack.key)),
            questions: count(&|_, _| true),
            family_friendly: count(&|_, family| family),
            kinds: Kinds::of(|wanted| count(&|kind, _| kind == wanted)),
            created_at: time(pack.created_at),
            updated_at: time(pack.updated_at),
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

/// The pack and question keys in the path. The handler checks whether they exist and whether the caller may use them.
#[derive(Debug, Deserialize)]
pub struct PackPath {
    /// The key of the pack.
    pub pack_id: String,
    /// The key of the question; empty for addresses of packs.
    #[serde(default)]
    pub question_id: String,
}

impl FromRequestParts<App> for PackPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let unknown = || {
            ApiError::new(ErrorCode::UnknownPack, "This question pack does not exist, or its owner has not shared it.")
        };
        Path::<Self>::from_request_parts(parts, app).await.map(|Path(path)| path).map_err(|_| unknown())
    }
}

/// Parses a number in the query, such as the size of a page.
///
/// # Errors
/// `invalid_input` naming `field`.
pub(super) fn number<N: std::str::FromStr>(field: &'static str, given: Option<&str>) -> Result<Option<N>, ApiError> {
    let wrong = |_| ApiError::invalid(format!("`{field}` is not a number. Send a whole number.")).at(field);
    given.map(str::parse).transpose().map_err(|error: N::Err| wrong(error))
}
