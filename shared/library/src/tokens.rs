//! Session tokens: signed (JWT, HS256), for one session and one role. Accounts have separate [`access`] tokens;
//! neither kind is accepted as the other.
//!
//! A token contains the session's code *and* its creation time, because a code can be reused after its session
//! ends. The session records which players were removed and how often a seat changed hands; callers check both
//! after [`Tokens::read`].

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};

use wpp_runtime::{clock::SharedClock, token_secret::TokenSecret};

use crate::digest::hex_digest;

pub mod access;
mod hs256;

pub use access::Access;

/// Issues and verifies tokens.
#[derive(Clone)]
pub struct Tokens {
    signing: EncodingKey,
    verifying: DecodingKey,
    clock: SharedClock,
}

/// The identity in a session token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// Code of the session.
    pub session: SessionCode,
    /// Creation time of the session.
    pub born: Timestamp,
    /// Role in the session.
    pub role: Role,
    /// For a player: the holder of the seat to whom the token was issued. The session rejects earlier holders.
    pub holder: u32,
}

/// Returns the digest of a host link's secret. Sessions store only the digest.
#[must_use]
pub fn link_digest(secret: &str) -> String {
    hex_digest(secret.as_bytes())
}

/// The identity in a token of either kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A participant of one session.
    Session(Bearer),
    /// An account. The caller checks in the database whether the login still exists.
    Account(Access),
}

/// Role of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// The host of the session.
    Host,
    /// A player of the session.
    Player(PlayerId),
}

/// Reasons why a token is refused. Clients receive the same answer for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The token was not issued by this server, or was altered.
    #[error("the token is not valid")]
    Invalid,
    /// The token has expired.
    #[error("the token has expired")]
    Expired,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    /// The player's id; empty for the host.
    sub: String,
    role: String,
    /// The session's code.
    code: String,
    /// Creation time of the session, in ms since 1970.
    born: i64,
    /// Number of the seat's holder; absent for the first one.
    #[serde(default, skip_serializing_if = "is_zero")]
    holder: u32,
    /// Expiry, in seconds since 1970.
    exp: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Tokens {
    /// Lifetime of a session token: a day longer than the longest idle session (12 h). The end of the session
    /// voids the token earlier.
    const LIFETIME_MS: u64 = 36 * 3600 * 1000;

    /// Creates tokens that are signed with `secret`.
    #[must_use]
    pub fn new(secret: &TokenSecret, clock: SharedClock) -> Self {
        hs256::install();
        Self {
            signing: EncodingKey::from_secret(secret.bytes()),
            verifying: DecodingKey::from_secret(secret.bytes()),
            clock,
        }
    }

    /// Issues a token for `bearer`, valid for 36 hours.
    ///
    /// # Errors
    /// [`TokenError::Invalid`] if signing fails. HMAC signing does not fail.
    pub fn issue(&self, bearer: &Bearer) -> Result<String, TokenError> {
        let (role, sub) = match &bearer.role {
            Role::Host => ("host", ""),
            Role::Player(id) => ("player", id.as_str()),
        };
        let claims = Claims {
            sub: sub.to_owned(),
            role: role.to_owned(),
            code: bearer.session.as_str().to_owned(),
            born: bearer.born.millis(),
            holder: bearer.holder,
            exp: self.clock.now().plus_ms(Self::LIFETIME_MS).millis() / 1000,
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.signing).map_err(|_| TokenError::Invalid)
    }

    /// Verifies a token of either kind.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn read_any(&self, token: &str) -> Result<Caller, TokenError> {
        match self.read(token) {
            Err(TokenError::Invalid) => self.read_access(token).map(Caller::Account),
            read => read.map(Caller::Session),
        }
    }

    /// Verifies a session token.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn read(&self, token: &str) -> Result<Bearer, TokenError> {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.validate_exp = false; // the library uses the system clock; expiry is checked below
        rules.required_spec_claims.clear();
        let claims =
            jsonwebtoken::decode::<Claims>(token, &self.verifying, &rules).map_err(|_| TokenError::Invalid)?.claims;
        if claims.exp <= self.clock.now().millis() / 1000 {
            return Err(TokenError::Expired);
        }
        let role = match claims.role.as_str() {
            "host" => Role::Host,
            "player" if !claims.sub.is_empty() => Role::Player(PlayerId(claims.sub)),
            _ => return Err(TokenError::Invalid),
        };
        let session = SessionCode::parse(&claims.code).ok_or(TokenError::Invalid)?;
        Ok(Bearer { session, born: Timestamp::from_millis(claims.born), role, holder: claims.holder })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use wpp_runtime::clock::{Clock, ManualClock};

    fn setup() -> (Arc<ManualClock>, Tokens, Bearer) {
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_800_000_000_000)));
        let tokens = Tokens::new(&TokenSecret::new(vec![1; 32]), clock.clone());
        let bearer = Bearer {
            session: SessionCode::parse("KWXTRN").unwrap(),
            born: Timestamp::from_millis(5),
            role: Role::Player(PlayerId("p_1".into())),
            holder: 3,
        };
        (clock, tokens, bearer)
    }

    #[test]
    fn reads_back_what_was_issued() {
        let (_, tokens, bearer) = setup();
        assert_eq!(tokens.read(&tokens.issue(&bearer).unwrap()), Ok(bearer.clone()));
        let host = Bearer { role: Role::Host, ..bearer };
        assert_eq!(tokens.read(&tokens.issue(&host).unwrap()), Ok(host));
    }

    #[test]
    fn rejects_foreign_and_altered_tokens() {
        let (clock, tokens, bearer) = setup();
        let foreign = Tokens::new(&TokenSecret::new(vec![2; 32]), clock).issue(&bearer).unwrap();
        let own = tokens.issue(&bearer).unwrap();
        let unsigned = own.rsplit_once('.').unwrap().0.to_owned() + ".";
        for token in [foreign.as_str(), unsigned.as_str(), "", "a.b.c", &own[1..]] {
            assert_eq!(tokens.read(token), Err(TokenError::Invalid), "{token}");
        }
    }

    #[test]
    fn rejects_expired_tokens() {
        let (clock, tokens, bearer) = setup();
        let token = tokens.issue(&bearer).unwrap();
        clock.set(clock.now().plus_ms(Tokens::LIFETIME_MS));
        assert_eq!(tokens.read(&token), Err(TokenError::Expired));
    }
}
