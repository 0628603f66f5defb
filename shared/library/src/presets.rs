//! Presets: named game configurations of an account.
//!
//! A preset is a row of `preset` and a row of the cartridge's table, both written in one transaction. The columns
//! of that table follow from the cartridge's manifest, so that a new cartridge needs only its migration.
//!
//! A setting of a picture or a sound is empty after its file was deleted, because the row of `preset_media` goes with the
//! file.
//!
//! Reverting the migration of a cartridge's table deletes its rows and keeps those of `preset`. After the migration is applied again,
//! such a preset has the defaults of the cartridge. Presets of games that the server does not have are kept, but neither listed nor
//! counted.
//!
//! Every function takes the account and accesses only its presets.

mod columns;
mod error;

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, ModelTrait, PaginatorTrait, QueryFilter, QuerySelect,
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
use crate::media::{
    chosen::{chosen, retain},
    uses,
};
use wpp_runtime::db::{self, WriteTransaction, Writer};

/// Maximum number of presets of an account.
pub const MAX_PRESETS: u64 = 100;

/// Maximum number of graphemes of a name.
pub const MAX_NAME: usize = 60;

/// A named configuration of a cartridge.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Preset {
    /// Opaque random id.
    pub preset_id: String,
    /// Key of the cartridge, such as `fib`.
    pub cartridge: String,
    /// Name chosen by the owner, 1–60 graphemes.
    pub name: String,
    /// Whether this preset is the default. An account has at most one default for each cartridge.
    pub is_default: bool,
    /// The value of every setting.
    #[schema(value_type = Object)]
    pub config: Map<String, Value>,
    /// Creation time.
    pub created_at: Timestamp,
    /// Time of the last change.
    pub updated_at: Timestamp,
}

/// A preset to create.
#[derive(Debug)]
pub struct NewPreset<'a> {
    /// Id of the preset, see [`Preset::preset_id`].
    pub preset_id: String,
    /// The cartridge's key.
    pub cartridge: &'a str,
    /// Name as typed.
    pub name: &'a str,
    /// Settings as JSON. Missing settings get their defaults.
    pub config: Option<&'a RawValue>,
    /// Whether the preset becomes the default.
    pub is_default: bool,
}

/// Changes to a preset. `None` leaves a field unchanged.
#[derive(Debug, Default)]
pub struct PresetChange<'a> {
    /// Name as typed.
    pub name: Option<&'a str>,
    /// All settings as JSON.
    pub config: Option<&'a RawValue>,
    /// Whether the preset is the default.
    pub is_default: Option<bool>,
}

/// Access to the presets. Cheap to clone.
#[derive(Clone)]
pub struct Presets {
    db: DatabaseConnection,
    writer: Writer,
    registry: Registry,
}

impl Presets {
    /// Creates access to the presets of `db` for the cartridges of `registry`. Changes go through `writer`.
    #[must_use]
    pub fn new(db: DatabaseConnection, writer: Writer, registry: Registry) -> Self {
        Self { db, writer, registry }
    }

    /// Returns the cartridges that have presets.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Returns the presets of an account, of one cartridge or of all: ordered by cartridge, default first, then by name.
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
            // Presets of cartridges that this build does not contain are skipped.
            if let Some(cartridge) = self.registry.get(&row.cartridge) {
                presets.push(load(&view, cartridge, row).await?);
            }
        }
        view.commit().await?;
        Ok(presets)
    }

    /// Returns the preset with this id.
    ///
    /// # Errors
    /// [`PresetError::Unknown`] when the account has no such preset.
    pub async fn find(&self, account: &AccountId, id: &str) -> Result<Preset, PresetError> {
        let view = db::snapshot(&self.db).await?;
        let row = preset::Entity::own(account.as_str(), id).one(&view).await?.ok_or(PresetError::Unknown)?;
        let cartridge = self.registry.get(&row.cartridge).ok_or(PresetError::Unknown)?;
        let preset = load(&view, cartridge, row).await?;
        view.commit().await?;
        Ok(preset)
    }

    /// Creates a preset.
    ///
    /// # Errors
    /// [`PresetError`] names the invalid field; no preset is created.
    pub async fn create(
        &self,
        account: &AccountId,
        draft: NewPreset<'_>,
        now: Timestamp,
    ) -> Result<Preset, PresetError> {
        let cartridge =
            self.registry.get(draft.cartridge).ok_or_else(|| PresetError::NoSuchGame(draft.cartridge.to_owned()))?;
        let name = name(draft.name)?;
        let config = checked(cartridge, draft.config)?;
        let tx = self.begin(account).await?;
        let kinds = self.registry.kinds();
        let listed = preset::Entity::of_account(account.as_str()).filter(Expr::col("cartridge").is_in(kinds));
        if listed.count(&*tx).await? >= MAX_PRESETS {
            return Err(PresetError::TooMany);
        }
        if draft.is_default {
            preset::Entity::without_default(account.as_str(), draft.cartridge).exec(&*tx).await?;
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
        let row = row.insert(&*tx).await?;
        insert(&*tx, cartridge.manifest(), &row.id, &config).await?;
        attach_media(&tx, account, cartridge.manifest(), &row.id, &config).await?;
        tx.commit().await?;
        Ok(preset_of(row, config))
    }

    /// Changes a preset.
    ///
    /// # Errors
    /// [`PresetError`]; the preset is unchanged.
    pub async fn change(
        &self,
        account: &AccountId,
        id: &str,
        change: PresetChange<'_>,
        now: Timestamp,
    ) -> Result<Preset, PresetError> {
        let tx = self.begin(account).await?;
        let row = preset::Entity::own(account.as_str(), id).one(&*tx).await?.ok_or(PresetError::Unknown)?;
        let cartridge = self.registry.get(&row.cartridge).ok_or(PresetError::Unknown)?;
        let mut changed: preset::ActiveModel = row.into();
        if let Some(typed) = change.name {
            changed.name = Set(name(typed)?);
        }
        if let Some(is_default) = change.is_default {
            if is_default {
                preset::Entity::without_default(account.as_str(), cartridge.kind()).exec(&*tx).await?;
            }
            changed.is_default = Set(is_default);
        }
        changed.updated_at = Set(now.millis());
        let row = changed.update(&*tx).await?;
        let config = match change.config {
            None => settings(&*tx, cartridge, &row.id).await?,
            Some(given) => {
                let config = checked(cartridge, Some(given))?;
                write(&*tx, cartridge.manifest(), &row.id, &config).await?;
                attach_media(&tx, account, cartridge.manifest(), &row.id, &config).await?;
                config
            }
        };
        tx.commit().await?;
        Ok(preset_of(row, config))
    }

    /// Deletes a preset and its row in the table of the cartridge.
    ///
    /// # Errors
    /// [`PresetError::Unknown`] when the account has no such preset.
    pub async fn delete(&self, account: &AccountId, id: &str) -> Result<(), PresetError> {
        let tx = self.writer.begin().await?;
        let row = preset::Entity::own(account.as_str(), id).one(&*tx).await?.ok_or(PresetError::Unknown)?;
        row.delete(&*tx).await?;
        Ok(tx.commit().await?)
    }

    /// Begins a transaction that locks the account's row, so that concurrent changes cannot exceed the limit
    /// or set two defaults.
    async fn begin(&self, account: &AccountId) -> Result<WriteTransaction, PresetError> {
        let tx = self.writer.begin().await?;
        let owner = account::Entity::find_by_id(account.as_str()).lock_exclusive().one(&*tx).await?;
        owner.map(|_| tx).ok_or(PresetError::Unknown)
    }
}

/// Loads the settings of a row.
async fn load(db: &impl ConnectionTrait, cartridge: &dyn Cartridge, row: preset::Model) -> Result<Preset, PresetError> {
    let config = settings(db, cartridge, &row.id).await?;
    Ok(preset_of(row, config))
}

/// Reads the settings of a preset. A preset without a row of settings has the defaults.
async fn settings(
    db: &impl ConnectionTrait,
    cartridge: &dyn Cartridge,
    id: &str,
) -> Result<Map<String, Value>, PresetError> {
    let manifest = cartridge.manifest();
    let mut select = Query::select();
    select.columns(columns(manifest)).from(table(manifest.cartridge)).and_where(Expr::col("preset_id").eq(id));
    let Some(row) = db.query_one(&select).await? else {
        return checked(cartridge, None);
    };
    let mut config = columns::read(manifest, &row)?;
    if chosen(manifest, &config).next().is_some() {
        let files = uses::of_preset(db, id).await?;
        retain(manifest, &mut config, |file| files.contains(file));
    }
    Ok(config)
}

/// Writes which pictures and sounds the settings of a preset name.
async fn attach_media(
    tx: &WriteTransaction,
    account: &AccountId,
    manifest: &Manifest,
    id: &str,
    config: &Map<String, Value>,
) -> Result<(), PresetError> {
    let files = chosen(manifest, config).map(|(_, file)| file.to_owned()).collect();
    let missing = uses::set_of_preset(tx, account.as_str(), id, files).await?;
    match chosen(manifest, config).find(|(_, file)| missing.contains(*file)) {
        Some((setting, _)) => Err(PresetError::NoMedia { setting }),
        None => Ok(()),
    }
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
    let insertion = insert.into_table(table(manifest.cartridge)).columns(names).values(values.map(Expr::val));
    insertion.map_err(|mismatch| DbErr::Custom(mismatch.to_string()))?;
    db.execute(&insert).await.map(|_| ())
}

/// Writes the settings of a preset that exists.
async fn write(
    db: &impl ConnectionTrait,
    manifest: &Manifest,
    id: &str,
    config: &Map<String, Value>,
) -> Result<(), DbErr> {
    let mut update = Query::update();
    let values = columns(manifest).into_iter().zip(columns::values(manifest, config).into_iter().map(Expr::val));
    update.table(table(manifest.cartridge)).values(values).and_where(Expr::col("preset_id").eq(id));
    match db.execute(&update).await?.rows_affected() {
        0 => insert(db, manifest, id, config).await,
        _ => Ok(()),
    }
}

/// Validates the JSON of a client and adds the defaults.
fn checked(cartridge: &dyn Cartridge, given: Option<&RawValue>) -> Result<Map<String, Value>, PresetError> {
    let stated = cartridge.configure(given.filter(|given| given.get() != "null")).map_err(|error| match error {
        CommandError::Rejected(rejected) => PresetError::Config(rejected),
        CommandError::Engine(error) => PresetError::Cartridge(error.to_string()),
    })?;
    serde_json::from_str(stated.get()).map_err(|error| PresetError::Cartridge(error.to_string()))
}

fn name(typed: &str) -> Result<String, PresetError> {
    clean(typed, MAX_NAME).map_err(PresetError::Name)
}

fn preset_of(row: preset::Model, config: Map<String, Value>) -> Preset {
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
