//! Argon2 with reused memory.
//!
//! A hash needs 19 MiB. The system allocator can keep freed blocks of this size for each thread, so a series of
//! attempts would grow the process by hundreds of megabytes. Every concurrent hash therefore takes one block
//! from this pool and returns it. The pool holds at most one block for each hashing permit.

use std::sync::{Arc, Mutex, PoisonError};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{
        self,
        phc::{Output, ParamsString, PasswordHash, Salt},
    },
};

/// Computes and verifies hashes. Cheap to clone.
#[derive(Clone)]
pub(super) struct Hasher {
    argon2: Argon2<'static>,
    /// Blocks that no hash uses at the moment.
    free: Arc<Mutex<Vec<Vec<Block>>>>,
}

impl Hasher {
    /// Creates a hasher with these parameters for new hashes.
    pub fn new(params: Params) -> Self {
        Self { argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params), free: Arc::default() }
    }

    /// Returns the parameters of new hashes.
    pub fn params(&self) -> &Params {
        self.argon2.params()
    }

    /// Returns the hash of a password as a PHC string.
    pub fn hash(&self, password: &[u8], salt: &[u8]) -> Result<String, password_hash::Error> {
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(self.argon2.params())?,
            salt: Some(Salt::new(salt)?),
            hash: Some(self.output(&self.argon2, password, salt)?),
        };
        Ok(hash.to_string())
    }

    /// Returns whether `stored` is a hash of the password, with the parameters in `stored`.
    pub fn verify(&self, password: &[u8], stored: &PasswordHash) -> Result<bool, password_hash::Error> {
        let (Some(salt), Some(expected)) = (&stored.salt, &stored.hash) else {
            return Err(password_hash::Error::PasswordInvalid);
        };
        let algorithm = Algorithm::try_from(stored.algorithm.as_str())?;
        let version = stored.version.map_or(Ok(Version::default()), Version::try_from)?;
        let argon2 = Argon2::new(algorithm, version, Params::try_from(stored)?);
        // `Output` compares in constant time.
        Ok(self.output(&argon2, password, salt)? == *expected)
    }

    fn output(&self, argon2: &Argon2<'_>, password: &[u8], salt: &[u8]) -> Result<Output, password_hash::Error> {
        let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
        let length = argon2.params().output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let out = out.get_mut(..length).ok_or(password_hash::Error::OutputSize)?;
        let mut block = self.take();
        let needed = argon2.params().block_count();
        if block.len() < needed {
            block.resize(needed, Block::default());
        }
        let result = argon2.hash_password_into_with_memory(password, salt, out, &mut block);
        self.put_back(block);
        result?;
        Ok(Output::new(out)?)
    }

    fn take(&self) -> Vec<Block> {
        // The last returned block is taken first: attempts one after another use a single block.
        let block = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        block.unwrap_or_else(|| Vec::with_capacity(self.argon2.params().block_count()))
    }

    fn put_back(&self, block: Vec<Block>) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(block);
    }

    /// Returns the number of blocks that no hash uses at the moment.
    #[cfg(test)]
    pub fn free_blocks(&self) -> usize {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}
