//! Randomness, behind one seam: codes, ids, seeds and jitter.
//!
//! A game's own randomness does not come from here but from its session's seed, so that a step
//! can be repeated.

use std::sync::{Arc, Mutex, PoisonError};

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use wpp_game::ids::{AccountId, Epoch, PlayerId, SessionCode};

/// A cryptographic generator, shared by everything in a process that needs unpredictable values.
#[derive(Debug, Clone)]
pub struct SecureRng(Arc<Mutex<ChaCha20Rng>>);

impl SecureRng {
    /// A generator seeded by the operating system.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn from_os() -> Result<Self, SecureRngError> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|cause| SecureRngError(cause.to_string()))?;
        Ok(Self::from_seed(seed))
    }

    /// A generator whose every draw follows from `seed`, for tests.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(Arc::new(Mutex::new(ChaCha20Rng::from_seed(seed))))
    }

    /// A join code nobody can predict.
    #[must_use]
    pub fn session_code(&self) -> SessionCode {
        self.with(|rng| SessionCode::generate(|below| rng.random_range(0..below)))
    }

    /// An id for a player: 12 letters and digits, 71 bits.
    #[must_use]
    pub fn player_id(&self) -> PlayerId {
        PlayerId(format!("p_{}", self.word(12)))
    }

    /// An id for an account: 20 letters and digits, 119 bits.
    #[must_use]
    pub fn account_id(&self) -> AccountId {
        AccountId(format!("a_{}", self.word(20)))
    }

    /// An id for a preset: 20 letters and digits, so that nobody guesses another's.
    #[must_use]
    pub fn preset_id(&self) -> String {
        format!("s_{}", self.word(20))
    }

    /// A name for a session's numbering.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        Epoch(self.word(8))
    }

    /// A word of `letters` letters and digits, for names that must not collide.
    #[must_use]
    pub fn word(&self, letters: usize) -> String {
        const ALPHABET: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        self.with(|rng| (0..letters).map(|_| char::from(ALPHABET[rng.random_range(0..ALPHABET.len())])).collect())
    }

    /// A seed for a session's own generator, or a secret.
    #[must_use]
    pub fn seed(&self) -> [u8; 32] {
        self.with(|rng| {
            let mut seed = [0; 32];
            rng.fill_bytes(&mut seed);
            seed
        })
    }

    /// A number of `0..=most`, for jitter.
    #[must_use]
    pub fn up_to(&self, most: u64) -> u64 {
        self.with(|rng| rng.random_range(0..=most))
    }

    /// Lends the generator itself. Nothing may be awaited while it is held.
    pub fn with<T>(&self, use_it: impl FnOnce(&mut ChaCha20Rng) -> T) -> T {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The operating system gave no randomness.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no randomness: {0}")]
pub struct SecureRngError(String);
