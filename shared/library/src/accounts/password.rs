//! Passwords: validation and hashing.
//!
//! Argon2id with the parameters that OWASP recommends: a hash takes 19 MiB and tens of milliseconds of one core.
//! Hashes are computed on blocking threads, a few at a time. Requests are refused while too many wait.

mod memory;
mod queue;

use std::sync::Arc;

use argon2::{
    Params,
    password_hash::{self, phc::PasswordHash},
};
use unicode_normalization::UnicodeNormalization;

use self::{memory::Hasher, queue::HashQueue};
use super::{name::LoginName, strength};
use wpp_runtime::{client_address::ClientAddress, secure_rng::SecureRng};

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

/// Computes and compares password hashes. Cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    hasher: Hasher,
    rng: SecureRng,
    /// Hash of a random password, compared when the account does not exist.
    decoy: Arc<str>,
    queue: HashQueue,
}

impl Passwords {
    /// First choice of OWASP for Argon2id: 19 MiB, two passes, one lane.
    const MEMORY_KIB: u32 = 19 * 1024;
    const PASSES: u32 = 2;

    /// Creates access to the hashes. At most `concurrent` hashes are computed at the same time.
    ///
    /// # Errors
    /// [`HashError::Failed`] when Argon2 refuses the parameters. The built-in parameters are valid.
    pub fn new(concurrent: usize, rng: SecureRng) -> Result<Self, HashError> {
        let params = Params::new(Self::MEMORY_KIB, Self::PASSES, 1, None).map_err(password_hash::Error::from)?;
        let hasher = Hasher::new(params);
        let decoy = hasher.hash(&rng.seed(), &salt(&rng))?;
        Ok(Self { hasher, rng, decoy: decoy.into(), queue: HashQueue::new(concurrent) })
    }

    /// Returns the hash of a new password as a PHC string. `address` is the client that waits for it, if there is one.
    ///
    /// # Errors
    /// [`HashError`].
    pub async fn hash(&self, password: &Password, address: Option<ClientAddress>) -> Result<String, HashError> {
        let (hasher, password, salt) = (self.hasher.clone(), password.clone(), salt(&self.rng));
        self.compute(address, move || hasher.hash(password.text.as_bytes(), &salt)).await
    }

    /// Returns whether `stored` is a hash of `password`. Without `stored` the answer is `false` after the same work.
    ///
    /// # Errors
    /// [`HashError`].
    pub async fn verify(
        &self,
        password: &Password,
        stored: Option<&str>,
        address: Option<ClientAddress>,
    ) -> Result<bool, HashError> {
        let known = stored.is_some();
        let stored = PasswordHash::new(stored.unwrap_or(&self.decoy)).map_err(password_hash::Error::from)?;
        let (hasher, password) = (self.hasher.clone(), password.clone());
        let matches = self.compute(address, move || hasher.verify(password.text.as_bytes(), &stored)).await?;
        Ok(known && matches)
    }

    /// Returns whether `stored` has other parameters than new hashes.
    #[must_use]
    pub fn is_outdated(&self, stored: &str) -> bool {
        let used = PasswordHash::new(stored).ok().and_then(|hash| Params::try_from(&hash).ok());
        let current = self.hasher.params();
        used.is_none_or(|used| {
            (used.m_cost(), used.t_cost(), used.p_cost()) != (current.m_cost(), current.t_cost(), current.p_cost())
        })
    }

    async fn compute<T: Send + 'static>(
        &self,
        address: Option<ClientAddress>,
        work: impl FnOnce() -> Result<T, password_hash::Error> + Send + 'static,
    ) -> Result<T, HashError> {
        let turn = self.queue.wait(address).await?;
        let task = tokio::task::spawn_blocking(move || {
            // The turn belongs to the work: it runs to its end even if the caller is dropped.
            let _turn = turn;
            work()
        });
        // The work does not panic, so the error below does not occur.
        Ok(task.await.map_err(|_| HashError::Busy)??)
    }
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
        let stored = passwords.hash(&password, None).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_ne!(stored, passwords.hash(&password, None).await.unwrap(), "two accounts share a salt");
        assert!(passwords.verify(&Password::typed("cafe\u{301} by the sea"), Some(&stored), None).await.unwrap());
        assert!(!passwords.verify(&Password::typed("Café by the sea"), Some(&stored), None).await.unwrap());
        assert!(!passwords.verify(&password, None, None).await.unwrap());
        assert!(!passwords.is_outdated(&stored));
        assert!(passwords.is_outdated(&stored.replace("t=2", "t=1")));
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

    #[tokio::test(flavor = "multi_thread")]
    async fn blocks_are_bounded_by_the_permits() {
        let passwords = Passwords::new(2, SecureRng::from_seed([4; 32])).unwrap();
        let password = Password::typed("a wrong password");
        // Few, because a hash that waits for too long is refused.
        let attempts: Vec<_> = (0..5)
            .map(|_| {
                let (passwords, password) = (passwords.clone(), password.clone());
                tokio::spawn(async move { passwords.verify(&password, None, None).await })
            })
            .collect();
        for attempt in attempts {
            assert!(!attempt.await.unwrap().unwrap());
        }
        assert!(passwords.hasher.free_blocks() <= 2);
    }

    #[tokio::test]
    async fn verifies_hashes_with_other_parameters() {
        let passwords = passwords();
        let password = Password::typed("correct horse battery");
        for (memory, passes) in [(8 * 1024, 3), (32 * 1024, 1)] {
            let stored = Hasher::new(Params::new(memory, passes, 1, None).unwrap())
                .hash(b"correct horse battery", b"0123456789abcdef");
            let stored = stored.unwrap();
            assert!(passwords.verify(&password, Some(&stored), None).await.unwrap(), "{stored}");
            assert!(!passwords.verify(&Password::typed("another one"), Some(&stored), None).await.unwrap());
            assert!(passwords.is_outdated(&stored));
        }
    }
}
