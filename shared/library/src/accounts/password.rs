//! Passwords: what may be one, and their hashes.
//!
//! Argon2id with the parameters OWASP recommends: each hash takes 19 MiB and some tens of
//! milliseconds of one core, which is the point of it. So hashes are computed on threads that may
//! block, a few at a time, and who comes when many wait already is sent away.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordVerifier, Version,
    password_hash::{self, PasswordHasher, phc::PasswordHash},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use unicode_normalization::UnicodeNormalization;

use super::{name::LoginName, strength};
use wpp_runtime::secure_rng::SecureRng;

/// A password as somebody typed it. Its `Debug` says nothing, so that no log can.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Why a password cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Too short or too long.
    #[error("A password has {} to {} characters.", Password::MIN, Password::MAX)]
    Length,
    /// Among the first that would be guessed.
    #[error("This password is one of the first that would be guessed. Take a few words of your own.")]
    Weak,
}

impl Password {
    /// Characters it has at least.
    pub const MIN: usize = 10;

    /// Characters it has at most.
    pub const MAX: usize = 128;

    /// What somebody typed to log in. The same letters typed on another keyboard may be made of other
    /// code points; their normal form is the same.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(text.nfc().collect())
    }

    /// Checks that it may protect the account `name` from now on.
    ///
    /// # Errors
    /// [`PasswordFault`].
    pub fn check(&self, name: &LoginName) -> Result<(), PasswordFault> {
        if !(Self::MIN..=Self::MAX).contains(&self.0.chars().count()) {
            return Err(PasswordFault::Length);
        }
        if strength::is_weak(&self.0, &name.key) { Err(PasswordFault::Weak) } else { Ok(()) }
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A hash could not be computed or compared.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// Too many wait already.
    #[error("too many passwords are being checked")]
    Busy,
    /// The parameters or the stored hash are not Argon2's.
    #[error("a password's hash cannot be computed: {0}")]
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
    entropy: SecureRng,
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
    pub fn new(at_a_time: usize, entropy: SecureRng) -> Result<Self, HashError> {
        let params = Params::new(Self::MEMORY_KIB, Self::PASSES, 1, None).map_err(password_hash::Error::from)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash(&argon2, &entropy.seed(), &salt(&entropy))?;
        Ok(Self {
            argon2,
            entropy,
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
        let (argon2, password, salt) = (self.argon2.clone(), password.clone(), salt(&self.entropy));
        self.compute(move || hash(&argon2, password.0.as_bytes(), &salt)).await?
    }

    /// Whether `stored` is a hash of `password`. Without one the answer is no, and takes as long.
    ///
    /// # Errors
    /// [`HashError`].
    pub async fn verify(&self, password: &Password, stored: Option<&str>) -> Result<bool, HashError> {
        let known = stored.is_some();
        let stored = PasswordHash::new(stored.unwrap_or(&self.decoy)).map_err(password_hash::Error::from)?;
        let (argon2, password) = (self.argon2.clone(), password.clone());
        let verified = self.compute(move || argon2.verify_password(password.0.as_bytes(), &stored)).await?;
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

fn salt(entropy: &SecureRng) -> [u8; 16] {
    let mut salt = [0; 16];
    salt.copy_from_slice(&entropy.seed()[..16]);
    salt
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords() -> Passwords {
        Passwords::new(1, SecureRng::from_seed([3; 32])).unwrap()
    }

    #[tokio::test]
    async fn a_hash_is_of_its_password_alone() {
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
    async fn who_comes_when_too_many_wait_is_sent_away() {
        let passwords = passwords();
        let _all = passwords.queue.clone().acquire_many_owned(Passwords::WAITING as u32 + 1).await.unwrap();
        assert!(matches!(passwords.hash(&Password::typed("x")).await, Err(HashError::Busy)));
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(format!("{:?}", Password::typed("hunter2")), "Password(…)");
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        let name = LoginName::parse("ana").unwrap();
        let check = |text: &str| Password::typed(text).check(&name);
        assert_eq!(check("ni tegn å"), Err(PasswordFault::Length));
        assert_eq!(check("ti tegn åæ"), Ok(()));
        assert_eq!(check(&"abcdefgæ".repeat(17)), Err(PasswordFault::Length));
        assert_eq!(check("password123"), Err(PasswordFault::Weak));
    }
}
