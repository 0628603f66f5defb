//! Settings of question packs.

use wpp_runtime::config::{ConfigError, Env};

use crate::media::MediaSettings;

/// Limits of question packs.
#[derive(Debug, Clone)]
pub struct PackSettings {
    /// `QUESTIONS_PER_ACCOUNT`: maximum number of questions in all packs of an account; default 500000.
    pub questions_per_account: usize,
    /// Pictures and sounds of questions.
    pub media: MediaSettings,
}

impl PackSettings {
    /// Reads the limits.
    ///
    /// # Errors
    /// [`ConfigError`] for the first unusable setting.
    pub fn read(env: &Env<'_>) -> Result<Self, ConfigError> {
        let most = Self::default().questions_per_account;
        Ok(Self {
            questions_per_account: env.number("QUESTIONS_PER_ACCOUNT", most, 1, 100_000_000)?,
            media: MediaSettings::read(env)?,
        })
    }
}

impl Default for PackSettings {
    fn default() -> Self {
        Self { questions_per_account: 500_000, media: MediaSettings::default() }
    }
}
