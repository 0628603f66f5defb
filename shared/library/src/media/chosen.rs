//! Pictures and sounds that settings of games name.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Map, Value};
use wpp_entity::media;
use wpp_game::manifest::{Manifest, SettingKind};

use super::{MediaError, MediaStore, lock};

/// How long a file is kept for a room that names it. Few rooms last longer.
const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// Returns the files that a configuration names, with the keys of their settings.
pub fn chosen<'a>(
    manifest: &Manifest,
    config: &'a Map<String, Value>,
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let media = manifest.settings.iter().filter(|setting| matches!(setting.kind, SettingKind::Media { .. }));
    media.filter_map(|setting| Some((setting.key, config.get(setting.key)?.get("file")?.as_str()?)))
}

/// Empties the settings of a configuration that name a file for which `has` is false.
pub fn retain(manifest: &Manifest, config: &mut Map<String, Value>, has: impl Fn(&str) -> bool) {
    let missing: Vec<&str> = chosen(manifest, config).filter(|(_, file)| !has(file)).map(|(key, _)| key).collect();
    for key in missing {
        config.insert(key.to_owned(), Value::Null);
    }
}

impl MediaStore {
    /// Keeps the files that a configuration names, for a room of this account. Returns the keys of the settings whose file
    /// the account does not have. A room without an account has no files.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_for_room(
        &self,
        owner: Option<&str>,
        manifest: &Manifest,
        config: &Map<String, Value>,
    ) -> Result<Vec<&'static str>, MediaError> {
        let named: Vec<(&str, &str)> = chosen(manifest, config).collect();
        let keys = |named: Vec<(&'static str, &str)>| named.into_iter().map(|(key, _)| key).collect();
        let Some(owner) = owner.filter(|_| !named.is_empty()) else { return Ok(keys(named)) };
        let tx = self.writer.begin().await?;
        // Otherwise an unused file could be deleted meanwhile.
        lock(&tx).await?;
        let files = named.iter().map(|(_, file)| *file);
        let found = media::Entity::of_owner(Some(owner)).filter(media::Column::File.is_in(files)).all(&*tx).await?;
        media::Entity::update_many()
            .col_expr(media::Column::KeptUntil, Expr::value(self.clock.now().millis() + KEPT_MS))
            .filter(media::Column::Id.is_in(found.iter().map(|row| row.id)))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        let is_missing = |(_, file): &(&str, &str)| !found.iter().any(|row| row.file == *file);
        Ok(keys(named.into_iter().filter(is_missing).collect()))
    }
}
