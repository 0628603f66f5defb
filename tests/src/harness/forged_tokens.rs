//! Tokens with a valid signature that the server never issued.

use std::sync::Arc;

use wpp_game::{ids::PlayerId, time::Timestamp};
use wpp_library::tokens::{Role, Tokens};
use wpp_runtime::clock::{Clock, SystemClock};
use wpp_runtime::token_secret::TokenSecret;

use super::{client::Seat, environment::TOKEN_SECRET};

/// Returns a token for a player who never joined the session of `seat`.
///
/// # Panics
/// Panics if this server did not sign the token of `seat`.
#[must_use]
pub fn stranger(seat: &Seat) -> String {
    let tokens = signing(Arc::new(SystemClock));
    let mut bearer = tokens.read(&seat.token).expect("a token of ours");
    bearer.role = Role::Player(PlayerId("nobody-ever".to_owned()));
    tokens.issue(&bearer).expect("claims can be written")
}

/// Returns the token of the same player with an expiry date in the past.
///
/// # Panics
/// Panics if this server did not sign the token of `seat`.
#[must_use]
pub fn expired(seat: &Seat) -> String {
    let bearer = signing(Arc::new(SystemClock)).read(&seat.token).expect("a token of ours");
    signing(Arc::new(LongAgo)).issue(&bearer).expect("claims can be written")
}

fn signing(clock: Arc<dyn Clock>) -> Tokens {
    Tokens::new(&TokenSecret::new(TOKEN_SECRET.as_bytes().to_vec()), clock)
}

struct LongAgo;

impl Clock for LongAgo {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(0)
    }

    fn micros(&self) -> i64 {
        0
    }
}
