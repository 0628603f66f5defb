//! Questions from the packs in SQL, drawn for one game.

use std::collections::{BTreeMap, BTreeSet};

use rand::{Rng, RngExt};
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr, QueryFilter, QuerySelect};
use wpp_entity::{alias, decoy, pack, question};
use wpp_game::{
    content::{Content, ContentNeed, Question, QuestionKind},
    driver::TooLittleContent,
};

use crate::db;

/// A game's content could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// No pack has that id.
    #[error("there is no pack {pack_id:?}")]
    UnknownPack {
        /// The id as it was asked for.
        pack_id: String,
    },
    /// The packs hold fewer questions that fit than the game needs.
    #[error(transparent)]
    TooLittle(#[from] TooLittleContent),
    /// The database failed.
    #[error("the question packs cannot be read")]
    Database(#[from] DbErr),
}

/// Draws what `need` asks for from the packs named by `pack_ids` (their keys), or from all that
/// come with the platform when none is named.
///
/// Every set of `count` different questions is equally likely, whichever packs they are in. The
/// draw and its order follow from `rng` and the packs alone. It takes five queries, however many
/// questions there are, and sees the packs at one moment even while a new edition is written.
///
/// # Errors
/// [`ContentError`]; nothing is drawn by halves.
pub async fn draw<R: Rng + ?Sized>(
    db: &DatabaseConnection,
    need: &ContentNeed,
    pack_ids: &[String],
    rng: &mut R,
) -> Result<Content, ContentError> {
    let &ContentNeed::Questions { count, family_friendly, kinds } = need else { return Ok(Content::None) };
    // Every stored question is a sentence with a gap.
    if !kinds.contains(&QuestionKind::Blank) {
        return Err(TooLittleContent { needed: count, found: 0 }.into());
    }
    let view = db::snapshot(db).await?;
    let packs = chosen_packs(&view, pack_ids).await?;
    let fitting = fitting_questions(&view, packs, family_friendly).await?;
    if fitting.len() < count {
        return Err(TooLittleContent { needed: count, found: fitting.len() }.into());
    }
    let questions = load(&view, &sample(fitting, count, rng)).await?;
    view.commit().await?;
    Ok(Content::Questions(questions))
}

async fn chosen_packs(view: &DatabaseTransaction, pack_ids: &[String]) -> Result<Vec<i32>, ContentError> {
    if pack_ids.is_empty() {
        let packs = pack::Entity::built_in().all(view).await?;
        return Ok(packs.into_iter().map(|pack| pack.id).collect());
    }
    let wanted: BTreeSet<&str> = pack_ids.iter().map(String::as_str).collect();
    let packs = pack::Entity::called_any(wanted.iter().copied()).all(view).await?;
    let found: BTreeSet<&str> = packs.iter().map(|pack| pack.key.as_str()).collect();
    match wanted.difference(&found).next() {
        Some(&missing) => Err(ContentError::UnknownPack { pack_id: missing.to_owned() }),
        None => Ok(packs.iter().map(|pack| pack.id).collect()),
    }
}

async fn fitting_questions(
    view: &DatabaseTransaction,
    packs: Vec<i32>,
    family_friendly: bool,
) -> Result<Vec<i32>, DbErr> {
    let mut questions = question::Entity::of_packs(packs);
    if family_friendly {
        questions = questions.filter(question::Entity::fit_for_children());
    }
    questions.select_only().column(question::Column::Id).into_tuple().all(view).await
}

/// `count` of `ids`, which holds at least as many, in the order of the draw.
fn sample<R: Rng + ?Sized>(mut ids: Vec<i32>, count: usize, rng: &mut R) -> Vec<i32> {
    for place in 0..count {
        let drawn = rng.random_range(place..ids.len());
        ids.swap(place, drawn);
    }
    ids.truncate(count);
    ids
}

/// The questions with these ids, in their order.
async fn load(view: &DatabaseTransaction, ids: &[i32]) -> Result<Vec<Question>, DbErr> {
    let every = || ids.iter().copied();
    let rows = question::Entity::with_ids(every()).all(view).await?;
    let mut decoys = grouped(decoy::Entity::of_questions(every()).all(view).await?, |row| (row.question_id, row.text));
    let mut aliases = grouped(alias::Entity::of_questions(every()).all(view).await?, |row| (row.question_id, row.text));
    let mut questions: BTreeMap<i32, Question> = rows
        .into_iter()
        .map(|row| {
            let decoys = decoys.remove(&row.id).unwrap_or_default();
            let aliases = aliases.remove(&row.id).unwrap_or_default();
            (row.id, whole(row, aliases, decoys))
        })
        .collect();
    Ok(ids.iter().filter_map(|id| questions.remove(id)).collect())
}

fn whole(row: question::Model, aliases: Vec<String>, decoys: Vec<String>) -> Question {
    Question {
        id: row.id.to_string(),
        kind: QuestionKind::Blank,
        prompt: row.prompt,
        answer: row.answer,
        aliases,
        decoys,
        category: row.category,
        explanation: row.explanation,
        source: row.source,
    }
}

fn grouped<T>(rows: Vec<T>, part: impl Fn(T) -> (i32, String)) -> BTreeMap<i32, Vec<String>> {
    let mut groups = BTreeMap::<i32, Vec<String>>::new();
    for (question, text) in rows.into_iter().map(part) {
        groups.entry(question).or_default().push(text);
    }
    groups
}
