//! Access tokens of accounts: short-lived, and valid only while their login exists.
//!
//! The signature proves who issued the token and for which account. The caller checks that the login's row
//! exists ([`wpp_entity::account::Entity::logged_in`]), so that logout, a new password and deletion of the account
//! end the token immediately.

use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use wpp_game::ids::AccountId;

use super::{TokenError, Tokens};

/// Audience claim. Session tokens have none, which separates the two kinds.
const AUDIENCE: &str = "wpp:account";

/// The identity in an access token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The account.
    pub account: AccountId,
    /// The login: its family of refresh tokens.
    pub family: String,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    aud: String,
    /// Id of the account.
    sub: String,
    /// Token family of the login.
    fam: String,
    /// Expiry, in seconds since 1970.
    exp: i64,
}

impl Tokens {
    /// Lifetime of an access token.
    pub const ACCESS_LIFETIME_MS: u64 = 15 * 60 * 1000;

    /// Issues a token for `access`, valid for 15 minutes.
    ///
    /// # Errors
    /// [`TokenError::Invalid`] if signing fails. HMAC signing does not fail.
    pub fn issue_access(&self, access: &Access) -> Result<String, TokenError> {
        let claims = Claims {
            aud: AUDIENCE.to_owned(),
            sub: access.account.as_str().to_owned(),
            fam: access.family.clone(),
            exp: self.clock.now().plus_ms(Self::ACCESS_LIFETIME_MS).millis() / 1000,
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.signing).map_err(|_| TokenError::Invalid)
    }

    /// Verifies an access token.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn read_access(&self, token: &str) -> Result<Access, TokenError> {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.validate_exp = false; // the library uses the system clock; expiry is checked below
        rules.set_required_spec_claims(&["aud"]);
        rules.set_audience(&[AUDIENCE]);
        let claims =
            jsonwebtoken::decode::<Claims>(token, &self.verifying, &rules).map_err(|_| TokenError::Invalid)?.claims;
        if claims.exp <= self.clock.now().millis() / 1000 {
            return Err(TokenError::Expired);
        }
        Ok(Access { account: AccountId(claims.sub), family: claims.fam })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use wpp_game::{ids::SessionCode, time::Timestamp};

    use super::*;
    use crate::tokens::{Bearer, Caller, Role};
    use wpp_runtime::clock::{Clock, ManualClock};
    use wpp_runtime::token_secret::TokenSecret;

    fn setup() -> (Arc<ManualClock>, Tokens, Access) {
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_800_000_000_000)));
        let tokens = Tokens::new(&TokenSecret::new(vec![1; 32]), clock.clone());
        (clock, tokens, Access { account: AccountId("a_1".into()), family: "f".into() })
    }

    #[test]
    fn reads_back_until_expiry() {
        let (clock, tokens, access) = setup();
        let token = tokens.issue_access(&access).unwrap();
        assert_eq!(tokens.read_access(&token), Ok(access.clone()));
        assert_eq!(tokens.read_any(&token), Ok(Caller::Account(access)));
        clock.set(clock.now().plus_ms(Tokens::ACCESS_LIFETIME_MS));
        assert_eq!(tokens.read_access(&token), Err(TokenError::Expired));
        assert_eq!(tokens.read_any(&token), Err(TokenError::Expired));
    }

    #[test]
    fn the_two_kinds_are_not_interchangeable() {
        let (_, tokens, access) = setup();
        let session = SessionCode::parse("KWXTRN").unwrap();
        let bearer = Bearer { session, born: Timestamp::from_millis(5), role: Role::Host, holder: 0 };
        let (of_session, of_account) = (tokens.issue(&bearer).unwrap(), tokens.issue_access(&access).unwrap());
        assert_eq!(tokens.read_access(&of_session), Err(TokenError::Invalid));
        assert_eq!(tokens.read(&of_account), Err(TokenError::Invalid));
        assert_eq!(tokens.read_any(&of_session), Ok(Caller::Session(bearer)));
    }
}
