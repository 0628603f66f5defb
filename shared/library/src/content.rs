//! Draws questions and prompts from packs for one session.
//!
//! A draw costs the same from ten questions as from a million. The slots of all matching question pools
//! are numbered through (see [`question_pool`]). The draw picks random numbers and looks up only those slots.
//!
//! Questions that the group played recently are excluded. If the pools are much larger than the excluded
//! and requested questions together, the draw uses rejection sampling. Otherwise it first looks up the slots
//! of the excluded questions.
//!
//! Without chosen packs, a game draws what is made for it, and at most half of the questions are of one kind.

mod history;
mod load;
mod sample;
mod select;

use rand::Rng;
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr};
use wpp_entity::question_pool;
use wpp_game::{
    content::{Content, ContentNeed, QuestionKind},
    driver::NotEnoughContent,
};

pub use self::history::{MAX_HISTORY, record_history};
use self::{sample::Slots, select::SelectedPacks};
use crate::packs::MAX_PACKS;
use wpp_runtime::db;

/// Maximum number of packs for one session.
pub const MAX_SELECTED_PACKS: usize = MAX_PACKS as usize;

/// The draw uses rejection sampling if the slots are at least this multiple of the excluded and
/// requested questions together.
const REJECTION_SAMPLING_FACTOR: usize = 4;

/// Largest share of one kind among the questions of a room without chosen packs: one in two. Most built-in questions of Quiz are
/// of the kind `choice`.
const DEFAULT_SHARE_OF_A_KIND: usize = 2;

/// Language of the built-in packs when none is requested, or when no built-in pack has the requested one.
const DEFAULT_LANGUAGE: &str = "en";

/// The packs and exclusions of one draw.
#[derive(Debug, Clone, Copy, Default)]
pub struct PackSelection<'a> {
    /// Pack keys. Empty: the default, which is the built-in packs in `language`. All built-in packs of a language are the
    /// default too.
    pub packs: &'a [String],
    /// Language of the built-in packs, as a BCP 47 tag. The default is the language that the game's settings name, or
    /// English.
    pub language: Option<&'a str>,
    /// The hosting account. The draw may use its private packs and excludes its question history.
    pub account: Option<&'a str>,
    /// Ids of further questions to exclude, the latest last.
    pub exclude: &'a [String],
    /// Whether packs that are missing or not visible are skipped. Otherwise they are an error.
    pub skip_missing: bool,
}

/// The result of a draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnContent {
    /// The content for the cartridge.
    pub content: Content,
    /// Keys of the packs it was drawn from. The session stores them for the next draw.
    pub packs: Vec<String>,
}

/// Reasons why a draw fails.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// No pack has this key, or the caller may not see it.
    #[error("there is no pack {pack_id:?}")]
    UnknownPack {
        /// The requested key.
        pack_id: String,
    },
    /// The selection exceeds [`MAX_SELECTED_PACKS`].
    #[error("a session can use at most {MAX_SELECTED_PACKS} question packs")]
    TooManyPacks,
    /// The packs hold too few matching questions for the game.
    #[error(transparent)]
    TooLittle(#[from] NotEnoughContent),
    /// The database failed.
    #[error("the question packs cannot be read")]
    Database(#[from] DbErr),
}

/// Draws the content that `need` asks for. The spare prompts follow the others.
///
/// Every set of `count` different questions is equally likely, across all chosen packs. From the default packs, only the
/// [`default_kinds`](ContentNeed::default_kinds) are drawn if they suffice, and at most half of the questions are of one kind
/// if the others suffice. Recently played questions are excluded while enough others remain; then the ones played longest ago
/// return first. The result depends only on `rng` and the rows. All queries read one snapshot of the database, so a concurrent
/// pack update cannot be seen halfway.
///
/// # Errors
/// [`ContentError`].
pub async fn draw<R: Rng + ?Sized>(
    db: &DatabaseConnection,
    need: &ContentNeed,
    selection: PackSelection<'_>,
    rng: &mut R,
) -> Result<DrawnContent, ContentError> {
    if *need == ContentNeed::None {
        return Ok(DrawnContent { content: Content::None, packs: Vec::new() });
    }
    let count = need.count();
    let selection = PackSelection { language: selection.language.or(need.language()), ..selection };
    let view = db::snapshot(db).await?;
    let SelectedPacks { packs, are_default } = select::packs(&view, selection).await?;
    let pools = question_pool::Entity::of_packs(packs.iter().map(|pack| pack.id)).all(&view).await?;
    let slots = usable_slots(pools, need, are_default);
    if slots.count() < count {
        return Err(NotEnoughContent { needed: count, found: slots.count() }.into());
    }
    let limit = if are_default { count.div_ceil(DEFAULT_SHARE_OF_A_KIND) } else { count };
    let ids = draw_ids(&view, &slots, Amount { count, limit }, selection, rng).await?;
    let spare = draw_spare_ids(&view, &slots, &ids, need.spare(), rng).await?;
    let mut questions = load::questions(&view, &[ids, spare].concat()).await?;
    for spare in questions.iter_mut().skip(count) {
        // Without an id, the history does not count it, so that a later game can still use it.
        spare.id.clear();
    }
    view.commit().await?;
    if questions.len() < count {
        // Pools and questions are written in one transaction, so the database is damaged.
        return Err(NotEnoughContent { needed: count, found: questions.len() }.into());
    }
    let packs = packs.into_iter().map(|pack| pack.key).collect();
    Ok(DrawnContent { content: Content::Questions(questions), packs })
}

/// Returns the slots from which the game may draw.
fn usable_slots(mut pools: Vec<question_pool::Model>, need: &ContentNeed, are_default: bool) -> Slots {
    let is_of = |pool: &question_pool::Model, kinds: &[QuestionKind]| {
        QuestionKind::parse(&pool.kind).is_some_and(|kind| kinds.contains(&kind))
    };
    pools.retain(|pool| is_of(pool, need.kinds()) && (pool.family_friendly || !need.family_friendly()));
    if are_default {
        let made_for_game = pools.iter().filter(|pool| is_of(pool, need.default_kinds()));
        let made_for_game = Slots::new(made_for_game.cloned().collect());
        if made_for_game.count() >= need.count() {
            return made_for_game;
        }
    }
    Slots::new(pools)
}

/// How many questions a draw returns.
struct Amount {
    count: usize,
    /// Most questions of one kind, as long as the others suffice.
    limit: usize,
}

async fn draw_ids<R: Rng + ?Sized>(
    view: &DatabaseTransaction,
    slots: &Slots,
    Amount { count, limit }: Amount,
    selection: PackSelection<'_>,
    rng: &mut R,
) -> Result<Vec<i32>, DbErr> {
    let excluded = history::excluded(view, selection).await?;
    // Rejection sampling cannot limit a kind. Only the built-in packs need a limit, and these are small.
    if limit == count && slots.count() / REJECTION_SAMPLING_FACTOR >= excluded.len() + count {
        return load::sample_with_rejection(view, slots, count, &excluded, rng).await;
    }
    let excluded = load::numbers_of(view, slots, excluded).await?;
    let drawn = slots.sample_varied(count, limit, &excluded, rng);
    load::ids_at(view, slots, &drawn).await
}

/// Draws up to `spare` questions other than those with the ids `drawn`, regardless of the history.
async fn draw_spare_ids<R: Rng + ?Sized>(
    view: &DatabaseTransaction,
    slots: &Slots,
    drawn: &[i32],
    spare: usize,
    rng: &mut R,
) -> Result<Vec<i32>, DbErr> {
    let spare = spare.min(slots.count().saturating_sub(drawn.len()));
    if spare == 0 {
        return Ok(Vec::new());
    }
    let drawn = load::numbers_of(view, slots, drawn.to_vec()).await?;
    load::ids_at(view, slots, &slots.sample(spare, &drawn, rng)).await
}
