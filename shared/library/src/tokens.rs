//! Tokens: signed (JWT, HS256), scoped to one session and one role, and gone with it. An account's
//! are another kind ([`access`]); neither works as the other.
//!
//! A token names the session's code *and* the moment the session was made, since a code may be
//! drawn again after its session is gone. Whether a player was removed is not in the token but in
//! the session: the caller checks that after [`Tokens::read`].

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};

use wpp_runtime::{clock::SharedClock, token_secret::TokenSecret};

pub mod access;
mod hs256;

pub use access::Access;

/// Signs and reads tokens.
#[derive(Clone)]
pub struct Tokens {
    signing: EncodingKey,
    verifying: DecodingKey,
    clock: SharedClock,
}

/// Whom a token speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// The session's code.
    pub session: SessionCode,
    /// When the session was made.
    pub born: Timestamp,
    /// In which role.
    pub role: Role,
}

/// Whom a token of either kind speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// Somebody in one session.
    Session(Bearer),
    /// An account, as far as the signature goes: whether it still is logged in is in the database.
    Account(Access),
}

/// A token's role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// The one who made the session.
    Host,
    /// A player of it.
    Player(PlayerId),
}

/// Why a token is not accepted. The client hears the same for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not a token of ours.
    #[error("the token is not valid")]
    Invalid,
    /// Its time is over.
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
    /// When the session was made, in ms since 1970.
    born: i64,
    /// In seconds since 1970.
    exp: i64,
}

impl Tokens {
    /// A token outlives the longest idle session (12 h) with a day to spare; the session's own
    /// end makes it worthless earlier.
    const LIFETIME_MS: u64 = 36 * 3600 * 1000;

    /// Tokens signed with `secret`.
    #[must_use]
    pub fn new(secret: &TokenSecret, clock: SharedClock) -> Self {
        hs256::install();
        Self {
            signing: EncodingKey::from_secret(&secret.bytes()),
            verifying: DecodingKey::from_secret(&secret.bytes()),
            clock,
        }
    }

    /// A token for `bearer`, valid for 36 hours.
    ///
    /// # Errors
    /// [`TokenError::Invalid`] if signing fails, which HMAC does not.
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
            exp: self.clock.now().plus_ms(Self::LIFETIME_MS).millis() / 1000,
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.signing).map_err(|_| TokenError::Invalid)
    }

    /// Whom `token` speaks for, of either kind.
    ///
    /// # Errors
    /// [`TokenError`] when it is not ours, was altered, or is too old.
    pub fn read_any(&self, token: &str) -> Result<Caller, TokenError> {
        match self.read(token) {
            Err(TokenError::Invalid) => self.read_access(token).map(Caller::Account),
            read => read.map(Caller::Session),
        }
    }

    /// Whom `token` speaks for in a session.
    ///
    /// # Errors
    /// [`TokenError`] when it is not ours, was altered, or is too old.
    pub fn read(&self, token: &str) -> Result<Bearer, TokenError> {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.validate_exp = false; // by the library's own clock; ours is checked below
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
        Ok(Bearer { session, born: Timestamp::from_millis(claims.born), role })
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
            session: SessionCode::parse("KWXTR").unwrap(),
            born: Timestamp::from_millis(5),
            role: Role::Player(PlayerId("p_1".into())),
        };
        (clock, tokens, bearer)
    }

    #[test]
    fn a_token_says_what_it_was_issued_for() {
        let (_, tokens, bearer) = setup();
        assert_eq!(tokens.read(&tokens.issue(&bearer).unwrap()), Ok(bearer.clone()));
        let host = Bearer { role: Role::Host, ..bearer };
        assert_eq!(tokens.read(&tokens.issue(&host).unwrap()), Ok(host));
    }

    #[test]
    fn a_foreign_altered_or_empty_token_is_not_accepted() {
        let (clock, tokens, bearer) = setup();
        let foreign = Tokens::new(&TokenSecret::new(vec![2; 32]), clock).issue(&bearer).unwrap();
        let own = tokens.issue(&bearer).unwrap();
        let unsigned = own.rsplit_once('.').unwrap().0.to_owned() + ".";
        for token in [foreign.as_str(), unsigned.as_str(), "", "a.b.c", &own[1..]] {
            assert_eq!(tokens.read(token), Err(TokenError::Invalid), "{token}");
        }
    }

    #[test]
    fn a_token_ends() {
        let (clock, tokens, bearer) = setup();
        let token = tokens.issue(&bearer).unwrap();
        clock.set(clock.now().plus_ms(Tokens::LIFETIME_MS));
        assert_eq!(tokens.read(&token), Err(TokenError::Expired));
    }
}
