//! Passwords: validation and hashing.
//!
//! Argon2id with the parameters that OWASP recommends: a hash takes 19 MiB and tens of milliseconds of one core.
//! Hashes are computed on blocking threads, a few at a time. Requests are refused while too many wait.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordVerifier, Version,
    password_hash::{self, PasswordHasher, phc::PasswordHash},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use unicode_normalization::UnicodeNormalization;

use super::{name::LoginName, strength};
use wpp_runtime::secure_rng::SecureRng;

/// A typed password. The `Debug` output omits the text, so that no log contains it.
#[derive(Clone, PartialEq, Eq)]
pub struct Password {
    text: String,
}

/// Reasons why a new password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// The password is too short or too long.
    #[error("A password has {} to {} characters.", Password::MIN, Password::MAX)]
    Length,
    /// The password is among the first guesses of an attacker.
    #[error("This password is easy to guess. Use a few words of your own.")]
    Weak,
}

impl Password {
    /// Minimum number of characters.
    pub const MIN: usize = 10;

    /// Maximum number of characters.
    pub const MAX: usize = 128;

    /// Normalizes a typed password to NFC, because keyboards produce different code points for the same letters.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self { text: text.nfc().collect() }
    }

    /// Checks that this is an acceptable new password for the account `name`.
    ///
    /// # Errors
    /// [`PasswordError`].
    pub fn check(&self, name: &LoginName) -> Result<(), PasswordError> {
        if !(Self::MIN..=Self::MAX).contains(&self.text.chars().count()) {
            return Err(PasswordError::Length);
        }
        if strength::is_weak(&self.text, &name.key) { Err(PasswordError::Weak) } else { Ok(()) }
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Reasons why a hash cannot be computed or compared.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// Too many requests are waiting.
    #[error("too many passwords are being checked; try again in a few seconds")]
    Busy,
    /// Argon2 refused the parameters or the stored hash.
    #[error("the password hash cannot be computed: {0}")]
    Failed(password_hash::Error),
}

impl From<password_hash::Error> for HashError {
    fn from(error: password_hash::Error) -> Self {
        Self::Failed(error)
    }
}

/// Computes and compares hashes. Cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    rng: SecureRng,
    /// A hash nobody knows a password of, to be compared where there is no account.
    decoy: Arc<str>,
    /// Hashes computed at a time.
    cores: Arc<Semaphore>,
    /// Hashes computed or waited for.
    queue: Arc<Semaphore>,
}

impl Passwords {
    /// OWASP's first choice for Argon2id: 19 MiB, two passes, one lane.
    const MEMORY_KIB: u32 = 19 * 1024;
    const PASSES: u32 = 2;

    /// Hashes that may wait for each one that is computed: about a second's worth.
    const WAITING: usize = 32;

    /// Computes at most `at_a_time` hashes at a time.
    ///
    /// # Errors
    /// [`HashError::Failed`] when Argon2 does not take the parameters, which it does.
    pub fn new(at_a_time: usize, rng: SecureRng) -> Result<Self, HashError> {
        let params = Params::new(Self::MEMORY_KIB, Self::PASSES, 1, None).map_err(password_hash::Error::from)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash(&argon2, &rng.seed(), &salt(&rng))?;
        Ok(Self {
            argon2,
            rng,
            decoy: decoy.into(),
            cores: Arc::new(Semaphore::new(at_a_time)),
            queue: Arc::new(Semaphore::new(at_a_time.saturating_mul(Self::WAITING + 1))),
        })
    }

    /// The hash to keep of `password`, as a PHC string.
    ///
    /// # Errors
    /// [`HashError`].
    pub async fn hash(&self, password: &Password) -> Result<String, HashError> {
        let (argon2, password, salt) = (self.argon2.clone(), password.clone(), salt(&self.rng));
        self.compute(move || hash(&argon2, password.text.as_bytes(), &salt)).await?
    }

    /// Whether `stored` is a hash of `password`. Without one the answer is no, and takes as long.
    ///
    /// # Errors
    /// [`HashError`].
    pub async fn verify(&self, password: &Password, stored: Option<&str>) -> Result<bool, HashError> {
        let known = stored.is_some();
        let stored = PasswordHash::new(stored.unwrap_or(&self.decoy)).map_err(password_hash::Error::from)?;
        let (argon2, password) = (self.argon2.clone(), password.clone());
        let verified = self.compute(move || argon2.verify_password(password.text.as_bytes(), &stored)).await?;
        match verified {
            Ok(()) => Ok(known),
            Err(password_hash::Error::PasswordInvalid) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether `stored` was made with other parameters than new hashes are.
    #[must_use]
    pub fn is_outdated(&self, stored: &str) -> bool {
        let used = PasswordHash::new(stored).ok().and_then(|hash| Params::try_from(&hash).ok());
        let wanted = self.argon2.params();
        used.is_none_or(|used| {
            (used.m_cost(), used.t_cost(), used.p_cost()) != (wanted.m_cost(), wanted.t_cost(), wanted.p_cost())
        })
    }

    async fn compute<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, HashError> {
        let place = self.queue.clone().try_acquire_owned().map_err(|_| HashError::Busy)?;
        // Neither semaphore is ever closed, and the work does not panic: both are the only ways to fail.
        let core = self.cores.clone().acquire_owned().await.map_err(|_| HashError::Busy)?;
        // The permits go with the work: it is done to its end even when nobody waits for it any more.
        let counted = move |_: (OwnedSemaphorePermit, OwnedSemaphorePermit)| work();
        tokio::task::spawn_blocking(move || counted((place, core))).await.map_err(|_| HashError::Busy)
    }
}

fn hash(argon2: &Argon2<'_>, password: &[u8], salt: &[u8]) -> Result<String, HashError> {
    Ok(argon2.hash_password_with_salt(password, salt)?.to_string())
}

fn salt(rng: &SecureRng) -> [u8; 16] {
    let mut salt = [0; 16];
    salt.copy_from_slice(&rng.seed()[..16]);
    salt
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords() -> Passwords {
        Passwords::new(1, SecureRng::from_seed([3; 32])).unwrap()
    }

    #[tokio::test]
    async fn verifies_only_its_password() {
        let (passwords, password) = (passwords(), Password::typed("café by the sea"));
        let stored = passwords.hash(&password).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_ne!(stored, passwords.hash(&password).await.unwrap(), "two accounts share a salt");
        assert!(passwords.verify(&Password::typed("cafe\u{301} by the sea"), Some(&stored)).await.unwrap());
        assert!(!passwords.verify(&Password::typed("Café by the sea"), Some(&stored)).await.unwrap());
        assert!(!passwords.verify(&password, None).await.unwrap());
        assert!(!passwords.is_outdated(&stored));
        assert!(passwords.is_outdated(&stored.replace("t=2", "t=1")));
    }

    #[tokio::test]
    async fn refuses_when_the_queue_is_full() {
        let passwords = passwords();
        let _all = passwords.queue.clone().acquire_many_owned(Passwords::WAITING as u32 + 1).await.unwrap();
        assert!(matches!(passwords.hash(&Password::typed("x")).await, Err(HashError::Busy)));
    }

    #[test]
    fn debug_omits_the_password() {
        assert_eq!(format!("{:?}", Password::typed("hunter2")), "Password(…)");
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        let name = LoginName::parse("ana").unwrap();
        let check = |text: &str| Password::typed(text).check(&name);
        assert_eq!(check("ni tegn å"), Err(PasswordError::Length));
        assert_eq!(check("ti tegn åæ"), Ok(()));
        assert_eq!(check(&"abcdefgæ".repeat(17)), Err(PasswordError::Length));
        assert_eq!(check("password123"), Err(PasswordError::Weak));
    }
}
