//! Selects the packs of a draw.

use std::collections::BTreeSet;

use sea_orm::{DatabaseTransaction, DbErr};
use wpp_entity::pack;

use super::{ContentError, DEFAULT_LANGUAGE, MAX_SELECTED_PACKS, PackSelection};

/// The packs of a draw.
pub(super) struct SelectedPacks {
    /// The packs in the order of their keys, so that a draw is reproducible.
    pub packs: Vec<pack::Model>,
    /// Whether they are all built-in packs of a language, which are the default.
    pub are_default: bool,
}

/// Returns the selected packs.
///
/// A room stores the keys of its packs, also those of the default. All built-in packs of a language are therefore the default,
/// and not a choice of the host.
pub(super) async fn packs(
    view: &DatabaseTransaction,
    selection: PackSelection<'_>,
) -> Result<SelectedPacks, ContentError> {
    if selection.packs.is_empty() {
        let packs = built_in(view, selection.language.unwrap_or(DEFAULT_LANGUAGE)).await?;
        return Ok(SelectedPacks { packs, are_default: true });
    }
    let packs = chosen(view, selection).await?;
    let are_default = match packs.first() {
        Some(first) if packs.iter().all(|pack| pack.built_in) => built_in(view, &first.language).await? == packs,
        _ => false,
    };
    Ok(SelectedPacks { packs, are_default })
}

/// Returns the packs that the selection names.
async fn chosen(view: &DatabaseTransaction, selection: PackSelection<'_>) -> Result<Vec<pack::Model>, ContentError> {
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
