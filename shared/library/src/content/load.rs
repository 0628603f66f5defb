//! Queries of a draw: from slot numbers to question ids and back, and from ids to questions.

use std::collections::{BTreeMap, BTreeSet};

use rand::Rng;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect};
use wpp_entity::{alias, decoy, more_answer, question, word};
use wpp_game::content::{Difficulty, Question, QuestionKind};

use super::sample::Slots;
use crate::media::uses;

/// Draws `count` questions that are not in `excluded`.
///
/// Excluded questions are drawn like all others and then replaced by another draw, so that all
/// remaining questions are equally likely.
pub(super) async fn sample_with_rejection<R: Rng + ?Sized>(
    view: &DatabaseTransaction,
    slots: &Slots,
    count: usize,
    excluded: &[i32],
    rng: &mut R,
) -> Result<Vec<i32>, DbErr> {
    let excluded: BTreeSet<i32> = excluded.iter().copied().collect();
    let (mut ids, mut drawn) = (Vec::with_capacity(count), Vec::new());
    while ids.len() < count {
        let more = slots.sample(count - ids.len(), &drawn, rng);
        if more.is_empty() {
            break;
        }
        ids.extend(ids_at(view, slots, &more).await?.into_iter().filter(|id| !excluded.contains(id)));
        drawn.extend(more);
    }
    Ok(ids)
}

/// Returns the slot numbers of the given questions, in their order. Questions in no pool are left out.
pub(super) async fn numbers_of(
    view: &DatabaseTransaction,
    slots: &Slots,
    questions: Vec<i32>,
) -> Result<Vec<u64>, DbErr> {
    use question::Column::{FamilyFriendly, Id, Kind, PackId, Slot};
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    let rows = question::Entity::with_ids(questions.iter().copied()).select_only();
    let rows = rows.columns([Id, PackId, Kind, FamilyFriendly, Slot]);
    let rows: Vec<(i32, i32, String, bool, i32)> = rows.into_tuple().all(view).await?;
    let mut found: BTreeMap<i32, u64> = rows
        .into_iter()
        .filter_map(|(id, pack, kind, family, slot)| Some((id, slots.number(pack, &kind, family, slot)?)))
        .collect();
    Ok(questions.iter().filter_map(|id| found.remove(id)).collect())
}

/// Returns the ids of the questions with these slot numbers, in their order.
pub(super) async fn ids_at(view: &DatabaseTransaction, slots: &Slots, drawn: &[u64]) -> Result<Vec<i32>, DbErr> {
    use question::Column::{FamilyFriendly, Id, Kind, PackId, Slot};
    let mut by_pool = BTreeMap::<usize, Vec<i32>>::new();
    for (pool, slot) in drawn.iter().filter_map(|number| slots.at(*number)) {
        by_pool.entry(pool).or_default().push(slot);
    }
    let mut found = BTreeMap::<u64, i32>::new();
    for (at, wanted) in by_pool {
        let Some(pool) = slots.pool(at) else { continue };
        // One query for each pool: the index on pack, kind, audience and slot answers it alone.
        let which = Condition::all()
            .add(PackId.eq(pool.pack_id))
            .add(Kind.eq(pool.kind.as_str()))
            .add(FamilyFriendly.eq(pool.family_friendly))
            .add(Slot.is_in(wanted));
        let rows = question::Entity::find().select_only().columns([Id, Slot]).filter(which);
        for (id, slot) in rows.into_tuple::<(i32, i32)>().all(view).await? {
            if let Some(number) = slots.number(pool.pack_id, &pool.kind, pool.family_friendly, slot) {
                found.insert(number, id);
            }
        }
    }
    Ok(drawn.iter().filter_map(|number| found.get(number).copied()).collect())
}

/// Loads the questions with these ids, in their order, with their texts in other tables.
pub(super) async fn questions(view: &DatabaseTransaction, ids: &[i32]) -> Result<Vec<Question>, DbErr> {
    let all = || ids.iter().copied();
    let rows = question::Entity::with_ids(all()).all(view).await?;
    let mut decoys = grouped(decoy::Entity::of_questions(all()).all(view).await?, |row| (row.question_id, row.text));
    let mut aliases = grouped(alias::Entity::of_questions(all()).all(view).await?, |row| (row.question_id, row.text));
    let more = more_answer::Entity::of_questions(all()).all(view).await?;
    let mut more_answers = grouped(more, |row| (row.question_id, row.text));
    let mut words = grouped(word::Entity::of_questions(all()).all(view).await?, |row| (row.question_id, row.text));
    let mut media = uses::of_questions(view, all()).await?;
    let mut questions: BTreeMap<i32, Question> = rows
        .into_iter()
        .map(|row| {
            let decoys = decoys.remove(&row.id).unwrap_or_default();
            let aliases = aliases.remove(&row.id).unwrap_or_default();
            let more_answers = more_answers.remove(&row.id).unwrap_or_default();
            let words = words.remove(&row.id).unwrap_or_default();
            let media = media.remove(&row.id);
            (row.id, Question { aliases, decoys, more_answers, words, media, ..question(row) })
        })
        .collect();
    Ok(ids.iter().filter_map(|id| questions.remove(id)).collect())
}

/// Returns the question without the texts of other tables.
fn question(row: question::Model) -> Question {
    Question {
        id: row.id.to_string(),
        kind: QuestionKind::parse(&row.kind).unwrap_or_default(),
        prompt: row.prompt,
        answer: row.answer,
        category: row.category,
        explanation: row.explanation,
        source: row.source,
        points: u32::try_from(row.points).unwrap_or(1),
        time_limit_s: row.time_limit_s.and_then(|seconds| u32::try_from(seconds).ok()),
        difficulty: row.difficulty.as_deref().and_then(Difficulty::parse),
        ..Question::default()
    }
}

fn grouped<T>(rows: Vec<T>, part: impl Fn(T) -> (i32, String)) -> BTreeMap<i32, Vec<String>> {
    let mut groups = BTreeMap::<i32, Vec<String>>::new();
    for (question, text) in rows.into_iter().map(part) {
        groups.entry(question).or_default().push(text);
    }
    groups
}
