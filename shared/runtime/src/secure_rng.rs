//! Unpredictable values: codes, ids, seeds and jitter.
//!
//! Games do not draw from this generator. A session's seed determines its random numbers, so that a step can
//! be repeated.

use std::sync::{Arc, Mutex, PoisonError};

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use wpp_game::ids::{AccountId, Epoch, PlayerId, SessionCode};

/// A cryptographic generator, shared by a process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct SecureRng {
    rng: Arc<Mutex<ChaCha20Rng>>,
}

/// The operating system provides no randomness.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no randomness: {cause}")]
pub struct SecureRngError {
    cause: String,
}

impl SecureRng {
    /// Returns a generator seeded by the operating system.
    ///
    /// # Errors
    /// When the operating system provides no randomness.
    pub fn from_os() -> Result<Self, SecureRngError> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|cause| SecureRngError { cause: cause.to_string() })?;
        Ok(Self::from_seed(seed))
    }

    /// Returns a generator determined by `seed`, for tests.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self { rng: Arc::new(Mutex::new(ChaCha20Rng::from_seed(seed))) }
    }

    /// Returns a random join code.
    #[must_use]
    pub fn session_code(&self) -> SessionCode {
        self.with(|rng| SessionCode::generate(|below| rng.random_range(0..below)))
    }

    /// Returns an id for a player: 12 letters and digits, 71 bits.
    #[must_use]
    pub fn player_id(&self) -> PlayerId {
        PlayerId(format!("p_{}", self.word(12)))
    }

    /// Returns an id for an account: 20 letters and digits, 119 bits.
    #[must_use]
    pub fn account_id(&self) -> AccountId {
        AccountId(format!("a_{}", self.word(20)))
    }

    /// Returns an id for a preset: 20 letters and digits, 119 bits.
    #[must_use]
    pub fn preset_id(&self) -> String {
        format!("s_{}", self.word(20))
    }

    /// Returns an epoch: 8 letters and digits.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        Epoch(self.word(8))
    }

    /// Returns `letters` random letters and digits, for names that must be unique.
    #[must_use]
    pub fn word(&self, letters: usize) -> String {
        const ALPHABET: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        self.with(|rng| (0..letters).map(|_| char::from(ALPHABET[rng.random_range(0..ALPHABET.len())])).collect())
    }

    /// Returns 32 random bytes: a session's seed, or a secret.
    #[must_use]
    pub fn seed(&self) -> [u8; 32] {
        self.with(|rng| {
            let mut seed = [0; 32];
            rng.fill_bytes(&mut seed);
            seed
        })
    }

    /// Returns an id for a step that may have to be repeated.
    #[must_use]
    pub fn step_id(&self) -> u64 {
        self.with(Rng::next_u64)
    }

    /// Returns a number within `0..=most`, for jitter.
    #[must_use]
    pub fn up_to(&self, most: u64) -> u64 {
        self.with(|rng| rng.random_range(0..=most))
    }

    /// Calls `draw` with exclusive access to the generator.
    pub fn with<T>(&self, draw: impl FnOnce(&mut ChaCha20Rng) -> T) -> T {
        draw(&mut self.rng.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
