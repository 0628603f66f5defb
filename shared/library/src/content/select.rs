//! Selects the packs of a draw.

use std::collections::BTreeSet;

use sea_orm::{DatabaseTransaction, DbErr};
use wpp_entity::pack;

use super::{ContentError, DEFAULT_LANGUAGE, MAX_SELECTED_PACKS, PackSelection};

/// Returns the selected packs in the order of their keys, so that a draw is reproducible.
pub(super) async fn packs(
    view: &DatabaseTransaction,
    selection: PackSelection<'_>,
) -> Result<Vec<pack::Model>, ContentError> {
    if selection.packs.is_empty() {
        return Ok(built_in(view, selection.language.unwrap_or(DEFAULT_LANGUAGE)).await?);
    }
    let wanted: BTreeSet<&str> = selection.packs.iter().map(String::as_str).collect();
    if wanted.len() > MAX_SELECTED_PACKS {
        return Err(ContentError::TooManyPacks);
    }
    let mut packs = pack::Entity::with_keys(wanted.iter().copied()).all(view).await?;
    packs.retain(|pack| pack.visible_to(selection.account));
    packs.sort_by(|one, other| one.key.cmp(&other.key));
    let found: BTreeSet<&str> = packs.iter().map(|pack| pack.key.as_str()).collect();
    match wanted.difference(&found).next() {
        Some(&missing) if !selection.skip_missing => Err(ContentError::UnknownPack { pack_id: missing.to_owned() }),
        _ => Ok(packs),
    }
}

/// Returns the built-in packs in `language`, or in [`DEFAULT_LANGUAGE`] if there is none.
async fn built_in(view: &DatabaseTransaction, language: &str) -> Result<Vec<pack::Model>, DbErr> {
    let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let mut packs = pack::Entity::built_in().all(view).await?;
    packs.sort_by(|one, other| one.key.cmp(&other.key));
    let available = packs.iter().any(|pack| base(&pack.language) == base(language));
    let language = base(if available { language } else { DEFAULT_LANGUAGE });
    packs.retain(|pack| base(&pack.language) == language);
    Ok(packs)
}
