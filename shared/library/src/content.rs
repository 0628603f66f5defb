//! Questions from the packs in SQL, drawn for one game.
//!
//! A draw costs the same from ten questions as from a million. Questions stand on shelves, in places
//! without gaps (see [`shelf`]): the draw numbers all places of the shelves that fit, draws numbers, and
//! looks up only what stands there. What this group met lately is left out: among many places by drawing
//! again where one of it stands, among few by looking up first where it stands.

mod sample;

use std::collections::{BTreeMap, BTreeSet};

use rand::Rng;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QuerySelect, sea_query::OnConflict,
};
use wpp_entity::{alias, dealt, decoy, pack, question, shelf};
use wpp_game::{
    content::{Content, ContentNeed, Question, QuestionKind},
    driver::NotEnoughContent,
};

use self::sample::Places;
use crate::packs::MAX_PACKS;
use wpp_runtime::db::{self, Writer};

/// Packs that can be chosen for one session.
pub const MAX_CHOSEN: usize = MAX_PACKS as usize;

/// Questions that an account's groups are remembered to have met: those of dozens of games.
pub const MAX_REMEMBERED: u64 = 500;

/// There are many places where there are this many times as many as are met or wanted: then hardly any has
/// to be drawn again.
const MANY: usize = 4;

/// The language that is played in when none is asked for, or no pack of the platform has it.
const USUAL_LANGUAGE: &str = "en";

/// What to draw from, and for whom.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice<'a> {
    /// The packs, by their keys; none: those that come with the platform, in `language`.
    pub packs: &'a [String],
    /// The language of the packs that are played when none is chosen, as a BCP 47 tag.
    pub language: Option<&'a str>,
    /// The account that hosts, if one does: its own packs are open to it, and its groups do not meet
    /// a question again soon.
    pub account: Option<&'a str>,
    /// Questions not to draw again while there are others, the latest last.
    pub not_again: &'a [String],
    /// Whether packs that are gone, or are no longer shared, are passed over; else they are an error.
    pub lenient: bool,
}

/// What was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The content.
    pub content: Content,
    /// The packs it came from, by their keys: to draw from again.
    pub packs: Vec<String>,
}

/// A game's content could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// No pack has that key, or it is not shared with who asks.
    #[error("there is no pack {pack_id:?}")]
    UnknownPack {
        /// The key as it was asked for.
        pack_id: String,
    },
    /// More packs than can be drawn from at once.
    #[error("at most {MAX_CHOSEN} question packs can be chosen")]
    TooManyPacks,
    /// The packs hold fewer questions that fit than the game needs.
    #[error(transparent)]
    TooLittle(#[from] NotEnoughContent),
    /// The database failed.
    #[error("the question packs cannot be read")]
    Database(#[from] DbErr),
}

/// Draws what `need` asks for.
///
/// Every set of `count` different questions is equally likely, whichever packs they are in, but for
/// those that this group met lately: they are left out as long as the others suffice, and come back
/// from the one longest ago. The draw and its order follow from `rng` and the rows alone. It takes a
/// handful of queries, however many questions there are, and sees the packs at one moment even while
/// a new edition is written.
///
/// # Errors
/// [`ContentError`]; nothing is drawn by halves.
pub async fn draw<R: Rng + ?Sized>(
    db: &DatabaseConnection,
    need: &ContentNeed,
    choice: Choice<'_>,
    rng: &mut R,
) -> Result<Drawn, ContentError> {
    let &ContentNeed::Questions { count, family_friendly, kinds } = need else {
        return Ok(Drawn { content: Content::None, packs: Vec::new() });
    };
    let view = db::snapshot(db).await?;
    let packs = chosen_packs(&view, choice).await?;
    let shelves = shelf::Entity::of_packs(packs.iter().map(|pack| pack.id)).all(&view).await?;
    let fitting = |shelf: &shelf::Model| {
        let kind = QuestionKind::parse(&shelf.kind);
        kind.is_some_and(|kind| kinds.contains(&kind)) && (shelf.family_friendly || !family_friendly)
    };
    let places = Places::new(shelves.into_iter().filter(fitting).collect());
    if places.count() < count {
        return Err(NotEnoughContent { needed: count, found: places.count() }.into());
    }
    let met = met_lately(&view, choice).await?;
    let many = places.count() / MANY >= met.len() + count;
    let ids = if many {
        among_many(&view, &places, count, &met, rng).await?
    } else {
        let met = places_of(&view, &places, met).await?;
        let drawn = places.sample(count, &met, rng);
        at_places(&view, &places, &drawn).await?
    };
    let questions = load(&view, &ids).await?;
    view.commit().await?;
    if questions.len() < count {
        // The shelves and what stands on them are written together, so this is a damaged database.
        return Err(NotEnoughContent { needed: count, found: questions.len() }.into());
    }
    Ok(Drawn { content: Content::Questions(questions), packs: packs.into_iter().map(|pack| pack.key).collect() })
}

/// Notes what an account's group was dealt, and forgets what it met longest ago.
///
/// # Errors
/// When the database fails.
pub async fn remember(writer: &Writer, account: &str, content: &Content, now: i64) -> Result<(), DbErr> {
    use dealt::Column::{AccountId, DealtAt, QuestionId};
    let rows = content.ids().filter_map(|id| id.parse().ok()).map(|question: i32| dealt::ActiveModel {
        account_id: Set(account.to_owned()),
        question_id: Set(question),
        dealt_at: Set(now),
    });
    let rows: Vec<dealt::ActiveModel> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    let tx = writer.begin().await?;
    let again = OnConflict::columns([AccountId, QuestionId]).update_column(DealtAt).to_owned();
    dealt::Entity::insert_many(rows).on_conflict(again).exec_without_returning(&*tx).await?;
    let old = dealt::Entity::questions_of(account).offset(MAX_REMEMBERED).limit(MAX_REMEMBERED);
    let old: Vec<i32> = old.into_tuple().all(&*tx).await?;
    dealt::Entity::delete_many().filter(AccountId.eq(account)).filter(QuestionId.is_in(old)).exec(&*tx).await?;
    tx.commit().await
}

async fn chosen_packs(view: &DatabaseTransaction, choice: Choice<'_>) -> Result<Vec<pack::Model>, ContentError> {
    if choice.packs.is_empty() {
        return Ok(usual_packs(view, choice.language.unwrap_or(USUAL_LANGUAGE)).await?);
    }
    let wanted: BTreeSet<&str> = choice.packs.iter().map(String::as_str).collect();
    if wanted.len() > MAX_CHOSEN {
        return Err(ContentError::TooManyPacks);
    }
    let mut packs = pack::Entity::called_any(wanted.iter().copied()).all(view).await?;
    packs.retain(|pack| pack.open_to(choice.account));
    packs.sort_by(|one, other| one.key.cmp(&other.key));
    let found: BTreeSet<&str> = packs.iter().map(|pack| pack.key.as_str()).collect();
    match wanted.difference(&found).next() {
        Some(&missing) if !choice.lenient => Err(ContentError::UnknownPack { pack_id: missing.to_owned() }),
        _ => Ok(packs),
    }
}

/// The packs that come with the platform in a language, or else in the usual one.
async fn usual_packs(view: &DatabaseTransaction, language: &str) -> Result<Vec<pack::Model>, DbErr> {
    let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let mut packs = pack::Entity::built_in().all(view).await?;
    packs.sort_by(|one, other| one.key.cmp(&other.key));
    let spoken = |language: &str| packs.iter().any(|pack| base(&pack.language) == base(language));
    let language = if spoken(language) { language } else { USUAL_LANGUAGE };
    let language = base(language);
    packs.retain(|pack| base(&pack.language) == language);
    Ok(packs)
}

/// The questions that this group met lately, the latest first.
async fn met_lately(view: &DatabaseTransaction, choice: Choice<'_>) -> Result<Vec<i32>, DbErr> {
    let mut met: Vec<i32> = choice.not_again.iter().rev().filter_map(|id| id.parse().ok()).collect();
    if let Some(account) = choice.account {
        let by_account: Vec<i32> =
            dealt::Entity::questions_of(account).limit(MAX_REMEMBERED).into_tuple().all(view).await?;
        met.extend(by_account);
    }
    let mut seen = BTreeSet::new();
    met.retain(|id| seen.insert(*id));
    Ok(met)
}

/// Draws `count` questions that are not in `met`, of which there are plenty: what is met is drawn as likely
/// as all else, and then another in its stead, so that all others are equally likely.
async fn among_many<R: Rng + ?Sized>(
    view: &DatabaseTransaction,
    places: &Places,
    count: usize,
    met: &[i32],
    rng: &mut R,
) -> Result<Vec<i32>, DbErr> {
    let met: BTreeSet<i32> = met.iter().copied().collect();
    let (mut ids, mut drawn) = (Vec::with_capacity(count), Vec::new());
    while ids.len() < count {
        let more = places.sample(count - ids.len(), &drawn, rng);
        if more.is_empty() {
            break;
        }
        ids.extend(at_places(view, places, &more).await?.into_iter().filter(|id| !met.contains(id)));
        drawn.extend(more);
    }
    Ok(ids)
}

/// Where those of the questions `met` stand that could be drawn, in their order.
async fn places_of(view: &DatabaseTransaction, places: &Places, met: Vec<i32>) -> Result<Vec<u64>, DbErr> {
    use question::Column::{FamilyFriendly, Id, Kind, PackId, Place};
    if met.is_empty() {
        return Ok(Vec::new());
    }
    let rows = question::Entity::with_ids(met.iter().copied()).select_only();
    let rows = rows.columns([Id, PackId, Kind, FamilyFriendly, Place]);
    let rows: Vec<(i32, i32, String, bool, i32)> = rows.into_tuple().all(view).await?;
    let mut found: BTreeMap<i32, u64> = rows
        .into_iter()
        .filter_map(|(id, pack, kind, family, place)| Some((id, places.number(pack, &kind, family, place)?)))
        .collect();
    Ok(met.iter().filter_map(|id| found.remove(id)).collect())
}

/// The questions at these places, in their order.
async fn at_places(view: &DatabaseTransaction, places: &Places, drawn: &[u64]) -> Result<Vec<i32>, DbErr> {
    use question::Column::{FamilyFriendly, Id, Kind, PackId, Place};
    let mut by_shelf = BTreeMap::<usize, Vec<i32>>::new();
    for (shelf, place) in drawn.iter().filter_map(|number| places.at(*number)) {
        by_shelf.entry(shelf).or_default().push(place);
    }
    let mut found = BTreeMap::<u64, i32>::new();
    for (at, wanted) in by_shelf {
        let Some(shelf) = places.shelf(at) else { continue };
        // One query a shelf, each answered by the index of places alone.
        let which = Condition::all()
            .add(PackId.eq(shelf.pack_id))
            .add(Kind.eq(shelf.kind.as_str()))
            .add(FamilyFriendly.eq(shelf.family_friendly))
            .add(Place.is_in(wanted));
        let rows = question::Entity::find().select_only().columns([Id, Place]).filter(which);
        for (id, place) in rows.into_tuple::<(i32, i32)>().all(view).await? {
            if let Some(number) = places.number(shelf.pack_id, &shelf.kind, shelf.family_friendly, place) {
                found.insert(number, id);
            }
        }
    }
    Ok(drawn.iter().filter_map(|number| found.get(number).copied()).collect())
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
        kind: QuestionKind::parse(&row.kind).unwrap_or_default(),
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
