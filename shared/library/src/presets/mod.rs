//! Presets: configurations that an account keeps under a name, in SQL.
//!
//! A preset is a row of `preset` and a row of its cartridge's own table, whose columns are the
//! settings that the cartridge declares. Both are written in one transaction and go together. Nothing
//! here names a cartridge: the manifest says which columns there are, so that a new cartridge needs
//! its migration and nothing else.
//!
//! Every call takes the account, and finds its presets alone.

mod columns;
mod error;

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, ModelTrait, PaginatorTrait, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};
use serde::Serialize;
use serde_json::{Map, Value, value::RawValue};
use utoipa::ToSchema;
use wpp_entity::{account, preset};
use wpp_game::{
    ids::AccountId,
    manifest::Manifest,
    registry::{Cartridge, Registry},
    session::CommandError,
    text::clean,
    time::Timestamp,
};

pub use self::{
    columns::{columns, table},
    error::PresetError,
};
use wpp_runtime::db::{self, WriteTransaction, Writer};

/// Presets one account keeps at most: more than anybody can tell apart.
pub const MOST: u64 = 100;

/// Graphemes of a name at most.
pub const MAX_NAME: usize = 60;

/// A configuration kept under a name.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Preset {
    /// What clients call it.
    pub preset_id: String,
    /// The cartridge's key, such as `fib`.
    pub cartridge: String,
    /// What its owner calls it.
    pub name: String,
    /// Whether its owner begins with it; at most one preset of a cartridge is the default.
    pub is_default: bool,
    /// Every setting of the cartridge.
    #[schema(value_type = Object)]
    pub config: Map<String, Value>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A preset to be made.
#[derive(Debug)]
pub struct Draft<'a> {
    /// What to call it, in clients' words: see [`Preset::preset_id`].
    pub preset_id: String,
    /// The cartridge's key.
    pub cartridge: &'a str,
    /// The name as typed.
    pub name: &'a str,
    /// What it sets; every setting not named has its default.
    pub config: Option<&'a RawValue>,
    /// Whether it becomes the default.
    pub is_default: bool,
}

/// What to change of a preset; what is `None` stays.
#[derive(Debug, Default)]
pub struct Change<'a> {
    /// The name as typed.
    pub name: Option<&'a str>,
    /// All of what it sets.
    pub config: Option<&'a RawValue>,
    /// Whether it is the default.
    pub is_default: Option<bool>,
}

/// The presets in SQL. Cheap to clone.
#[derive(Clone)]
pub struct Presets {
    db: DatabaseConnection,
    writer: Writer,
    registry: Registry,
}

impl Presets {
    /// The presets in `db`, written by `writer`, of the cartridges of `registry`.
    #[must_use]
    pub fn new(db: DatabaseConnection, writer: Writer, registry: Registry) -> Self {
        Self { db, writer, registry }
    }

    /// Every preset of the account, or those of one cartridge; each cartridge's default first, then
    /// by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, account: &AccountId, cartridge: Option<&str>) -> Result<Vec<Preset>, PresetError> {
        let chosen = match cartridge {
            Some(cartridge) => preset::Entity::of_cartridge(account.as_str(), cartridge),
            None => preset::Entity::of_account(account.as_str()),
        };
        let view = db::snapshot(&self.db).await?;
        let mut presets = Vec::new();
        for row in chosen.all(&view).await? {
            // A cartridge that this build has no more cannot be shown, nor played.
            if let Some(cartridge) = self.registry.get(&row.cartridge) {
                presets.push(whole(&view, cartridge, row).await?);
            }
        }
        view.commit().await?;
        Ok(presets)
    }

    /// The account's preset with this id.
    ///
    /// # Errors
    /// [`PresetError::Unknown`] when there is none, or it is another account's.
    pub async fn find(&self, account: &AccountId, id: &str) -> Result<Preset, PresetError> {
        let view = db::snapshot(&self.db).await?;
        let row = preset::Entity::own(account.as_str(), id).one(&view).await?.ok_or(PresetError::Unknown)?;
        let cartridge = self.registry.get(&row.cartridge).ok_or(PresetError::Unknown)?;
        let preset = whole(&view, cartridge, row).await?;
        view.commit().await?;
        Ok(preset)
    }

    /// Keeps a new preset.
    ///
    /// # Errors
    /// [`PresetError`] naming the field that does not fit; nothing is kept then.
    pub async fn create(&self, account: &AccountId, draft: Draft<'_>, now: Timestamp) -> Result<Preset, PresetError> {
        let cartridge =
            self.registry.get(draft.cartridge).ok_or_else(|| PresetError::NoSuchGame(draft.cartridge.to_owned()))?;
        let name = name(draft.name)?;
        let config = checked(cartridge, draft.config)?;
        let turn = self.begin(account).await?;
        if preset::Entity::of_account(account.as_str()).count(&*turn).await? >= MOST {
            return Err(PresetError::TooMany);
        }
        if draft.is_default {
            preset::Entity::without_default(account.as_str(), draft.cartridge).exec(&*turn).await?;
        }
        let row = preset::ActiveModel {
            id: Set(draft.preset_id),
            account_id: Set(account.as_str().to_owned()),
            cartridge: Set(draft.cartridge.to_owned()),
            name: Set(name),
            is_default: Set(draft.is_default),
            created_at: Set(now.millis()),
            updated_at: Set(now.millis()),
        };
        let row = row.insert(&*turn).await?;
        insert(&*turn, cartridge.manifest(), &row.id, &config).await?;
        turn.commit().await?;
        Ok(told(row, config))
    }

    /// Changes a preset.
    ///
    /// # Errors
    /// [`PresetError`]; nothing is changed then.
    pub async fn change(
        &self,
        account: &AccountId,
        id: &str,
        change: Change<'_>,
        now: Timestamp,
    ) -> Result<Preset, PresetError> {
        let turn = self.begin(account).await?;
        let row = preset::Entity::own(account.as_str(), id).one(&*turn).await?.ok_or(PresetError::Unknown)?;
        let cartridge = self.registry.get(&row.cartridge).ok_or(PresetError::Unknown)?;
        let mut changed: preset::ActiveModel = row.into();
        if let Some(typed) = change.name {
            changed.name = Set(name(typed)?);
        }
        if let Some(is_default) = change.is_default {
            if is_default {
                preset::Entity::without_default(account.as_str(), cartridge.kind()).exec(&*turn).await?;
            }
            changed.is_default = Set(is_default);
        }
        changed.updated_at = Set(now.millis());
        let row = changed.update(&*turn).await?;
        let config = match change.config {
            None => settings(&*turn, cartridge.manifest(), &row.id).await?,
            Some(given) => {
                let config = checked(cartridge, Some(given))?;
                update(&*turn, cartridge.manifest(), &row.id, &config).await?;
                config
            }
        };
        turn.commit().await?;
        Ok(told(row, config))
    }

    /// Deletes a preset, with its row in the cartridge's table.
    ///
    /// # Errors
    /// [`PresetError::Unknown`] when there is none, or it is another account's.
    pub async fn delete(&self, account: &AccountId, id: &str) -> Result<(), PresetError> {
        let turn = self.writer.begin().await?;
        let row = preset::Entity::own(account.as_str(), id).one(&*turn).await?.ok_or(PresetError::Unknown)?;
        row.delete(&*turn).await?;
        Ok(turn.commit().await?)
    }

    /// A transaction that no other change of this account's presets runs beside: the count and the one
    /// default hold without luck.
    async fn begin(&self, account: &AccountId) -> Result<WriteTransaction, PresetError> {
        let turn = self.writer.begin().await?;
        let owner = account::Entity::find_by_id(account.as_str()).lock_exclusive().one(&*turn).await?;
        owner.map(|_| turn).ok_or(PresetError::Unknown)
    }
}

/// A row and what it sets.
async fn whole(
    db: &impl ConnectionTrait,
    cartridge: &dyn Cartridge,
    row: preset::Model,
) -> Result<Preset, PresetError> {
    let config = settings(db, cartridge.manifest(), &row.id).await?;
    Ok(told(row, config))
}

async fn settings(db: &impl ConnectionTrait, manifest: &Manifest, id: &str) -> Result<Map<String, Value>, DbErr> {
    let mut select = Query::select();
    select.columns(columns(manifest)).from(table(manifest.cartridge)).and_where(Expr::col("preset_id").eq(id));
    let row = db.query_one(&select).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound(format!("the settings of preset {id}")))?;
    columns::read(manifest, &row)
}

async fn insert(
    db: &impl ConnectionTrait,
    manifest: &Manifest,
    id: &str,
    config: &Map<String, Value>,
) -> Result<(), DbErr> {
    let mut insert = Query::insert();
    let names = std::iter::once("preset_id".to_owned()).chain(columns(manifest));
    let values = std::iter::once(id.into()).chain(columns::values(manifest, config));
    let placed = insert.into_table(table(manifest.cartridge)).columns(names).values(values.map(Expr::val));
    placed.map_err(|mismatch| DbErr::Custom(mismatch.to_string()))?;
    db.execute(&insert).await.map(|_| ())
}

async fn update(
    db: &impl ConnectionTrait,
    manifest: &Manifest,
    id: &str,
    config: &Map<String, Value>,
) -> Result<(), DbErr> {
    let mut update = Query::update();
    let values = columns(manifest).into_iter().zip(columns::values(manifest, config).into_iter().map(Expr::val));
    update.table(table(manifest.cartridge)).values(values).and_where(Expr::col("preset_id").eq(id));
    db.execute(&update).await.map(|_| ())
}

/// What a client wrote, with every setting stated.
fn checked(cartridge: &dyn Cartridge, given: Option<&RawValue>) -> Result<Map<String, Value>, PresetError> {
    let stated = cartridge.configure(given.filter(|given| given.get() != "null")).map_err(|halt| match halt {
        CommandError::Rejected(refusal) => PresetError::Config(refusal),
        CommandError::Engine(fault) => PresetError::Faulty(fault.to_string()),
    })?;
    serde_json::from_str(stated.get()).map_err(|error| PresetError::Faulty(error.to_string()))
}

fn name(typed: &str) -> Result<String, PresetError> {
    clean(typed, MAX_NAME).map_err(PresetError::Name)
}

fn told(row: preset::Model, config: Map<String, Value>) -> Preset {
    Preset {
        preset_id: row.id,
        cartridge: row.cartridge,
        name: row.name,
        is_default: row.is_default,
        config,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
    }
}
