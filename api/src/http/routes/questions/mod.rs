//! The questions of a pack. They require an account, because they contain the answers: players of a running game should
//! not find them with one tap.

pub mod add;
pub mod list;
pub mod remove;
pub mod rewrite;

use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Type, schema::Schema},
};
use wpp_game::content::rules::Draft;
use wpp_library::packs::questions::StoredQuestion;

/// A question of a pack.
#[derive(Debug, Serialize)]
pub struct QuestionView {
    /// The key of the question within the pack.
    question_id: String,
    /// The text, the answer and the other fields of the question.
    #[serde(flatten)]
    draft: Draft,
}

/// The schema of a [`Draft`] with the key. A derived schema would require the object to be a [`Draft`], which forbids other
/// fields.
impl PartialSchema for QuestionView {
    fn schema() -> RefOr<Schema> {
        let mut schema = Draft::schema();
        if let RefOr::T(Schema::Object(object)) = &mut schema {
            object.description = Some("A question of a pack.".to_owned());
            object.additional_properties = None;
            object.required.push("question_id".to_owned());
            let key = ObjectBuilder::new()
                .schema_type(Type::String)
                .description(Some("The key of the question within the pack."));
            object.properties.insert("question_id".to_owned(), key.into());
        }
        schema
    }
}

impl ToSchema for QuestionView {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        Draft::schemas(schemas);
    }
}

impl From<StoredQuestion> for QuestionView {
    fn from(stored: StoredQuestion) -> Self {
        Self { question_id: stored.key, draft: stored.draft }
    }
}
