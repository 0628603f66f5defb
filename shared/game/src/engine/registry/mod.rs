//! The cartridges of a build, behind one object-safe trait.
//!
//! A game's types and JSON text meet here and nowhere else: a [`Cartridge`] reads text from outside
//! (a preset's configuration, a stored game) into the driver's types, and returns text again.

mod cartridge;
mod erased;

use std::{collections::BTreeMap, sync::Arc};

pub use self::cartridge::{Cartridge, PreparedGame, StartedGame};
use self::erased::Erased;
use crate::driver::GameDriver;

/// The cartridges of a build. Clones share the same list.
#[derive(Clone, Default)]
pub struct Registry {
    cartridges: Arc<BTreeMap<&'static str, Arc<dyn Cartridge>>>,
}

impl Registry {
    /// Creates a registry without cartridges.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Adds `D`, replacing a cartridge of the same kind.
    #[must_use]
    pub fn with<D: GameDriver>(mut self) -> Self {
        Arc::make_mut(&mut self.cartridges).insert(D::KIND, Arc::new(Erased::<D>::new()));
        self
    }

    /// Returns the registry with those of its cartridges for whose kind `keep` returns true.
    #[must_use]
    pub fn only(&self, mut keep: impl FnMut(&str) -> bool) -> Self {
        let kept = self.cartridges.iter().filter(|(kind, _)| keep(kind));
        Self { cartridges: Arc::new(kept.map(|(kind, cartridge)| (*kind, cartridge.clone())).collect()) }
    }

    /// Returns the cartridge of this kind.
    #[must_use]
    pub fn get(&self, kind: &str) -> Option<&dyn Cartridge> {
        self.cartridges.get(kind).map(|cartridge| &**cartridge)
    }

    /// Returns all cartridges, ordered by kind.
    pub fn cartridges(&self) -> impl Iterator<Item = &dyn Cartridge> {
        self.cartridges.values().map(|cartridge| &**cartridge)
    }

    /// Returns the kinds of all cartridges, in order.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.cartridges.keys().copied()
    }
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.kinds()).finish()
    }
}
