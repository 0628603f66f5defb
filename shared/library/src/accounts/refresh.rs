//! Refresh tokens: each is valid once and replaced by the next one of its family.
//!
//! A token reads `<family>.<secret>`. The row of the family stores the hash of the valid token. Another token of
//! the same family has been used before, so two parties have it: the login ends.
//!
//! Browser tabs share one cookie and may use it concurrently, before the successor has arrived. A token sent as
//! a cookie is therefore accepted for [`GRACE_MS`] after its use and returns the *same* successor. The successor
//! is derived from the token with a server secret, so it is not stored. During the grace period the successor is
//! not rotated, so that one previous hash is enough. Clients that store the token themselves get no grace period.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QuerySelect,
};
use wpp_entity::{account, refresh_token};
use wpp_game::{ids::AccountId, time::Timestamp};

use crate::digest::{hex_digest, keyed_digest};
use wpp_runtime::token_secret::TokenSecret;
use wpp_runtime::{db::Writer, secure_rng::SecureRng};

/// Lifetime of a login without use.
pub const IDLE_MS: u64 = 30 * 24 * 3600 * 1000;

/// Maximum lifetime of a login.
pub const LONGEST_MS: u64 = 180 * 24 * 3600 * 1000;

/// Period after its use in which a cookie token still returns its successor.
pub const GRACE_MS: u64 = 10_000;

/// Maximum number of logins of an account. A further login ends the oldest one.
pub const MAX_LOGINS: u64 = 20;

/// Where the client stores its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenStorage {
    /// In a cookie that all tabs of a browser share.
    Cookie,
    /// In the client, which uses it once at a time.
    Client,
}

/// A login with its valid token.
#[derive(Debug, Clone)]
pub struct Login {
    /// PackFilter.
    pub account: account::Model,
    /// The token family.
    pub family: String,
    /// The token. The server stores only its hash.
    pub token: String,
    /// Expiry of the token.
    pub expires_at: Timestamp,
}

/// Inserts a new login of `account`.
pub(super) async fn begin(
    db: &impl ConnectionTrait,
    rng: &SecureRng,
    account: account::Model,
    now: Timestamp,
) -> Result<Login, DbErr> {
    let family = rng.word(22);
    let token = format!("{family}.{}", rng.word(43));
    let expires_at = now.plus_ms(IDLE_MS);
    let row = refresh_token::ActiveModel {
        family: Set(family.clone()),
        account_id: Set(account.id.clone()),
        hash: Set(hex_digest(token.as_bytes())),
        previous_hash: Set(None),
        created_at: Set(now.millis()),
        rotated_at: Set(now.millis()),
        expires_at: Set(expires_at.millis()),
    };
    refresh_token::Entity::insert(row).exec_without_returning(db).await?;
    delete_surplus(db, &account.id, now).await?;
    Ok(Login { account, family, token, expires_at })
}

/// Exchanges a token for its successor. Returns `None` if the token is unknown, expired or reused; reuse ends
/// the login.
pub(super) async fn rotate(
    db: &DatabaseConnection,
    writer: &Writer,
    secret: &TokenSecret,
    token: &str,
    storage: TokenStorage,
    now: Timestamp,
) -> Result<Option<Login>, DbErr> {
    let Some(family) = family_of(token) else { return Ok(None) };
    let hash = hex_digest(token.as_bytes());
    let successor = format!("{family}.{}", keyed_digest(secret, "refresh token", token));
    // After a lost race, the second iteration finds the token replaced.
    for _ in 0..2 {
        let found = refresh_token::Entity::find_by_id(family).find_also_related(account::Entity).one(db).await?;
        let Some((row, Some(account))) = found else { return Ok(None) };
        if row.expires_at <= now.millis() {
            end(writer, family).await?;
            return Ok(None);
        }
        let login = |token: &str, expires_at| {
            let (family, token) = (family.to_owned(), token.to_owned());
            Some(Login { account, family, token, expires_at: Timestamp::from_millis(expires_at) })
        };
        let fresh = storage == TokenStorage::Cookie
            && row.previous_hash.is_some()
            && now.ms_since(Timestamp::from_millis(row.rotated_at)) < GRACE_MS;
        if row.hash == hash && fresh {
            return Ok(login(token, row.expires_at));
        }
        if row.hash == hash {
            let expires_at = now.plus_ms(IDLE_MS).millis().min(latest_expiry(row.created_at));
            if replace(writer, &row, &hex_digest(successor.as_bytes()), expires_at, now).await? {
                return Ok(login(&successor, expires_at));
            }
            continue;
        }
        let is_next = row.hash == hex_digest(successor.as_bytes());
        if fresh && is_next && row.previous_hash.as_ref() == Some(&hash) {
            return Ok(login(&successor, row.expires_at));
        }
        tracing::warn!(account = row.account_id, "refresh token reused, login ended");
        end(writer, family).await?;
        return Ok(None);
    }
    Ok(None)
}

/// Ends a login.
pub(super) async fn end(writer: &Writer, family: &str) -> Result<(), DbErr> {
    let tx = writer.begin().await?;
    refresh_token::Entity::delete_by_id(family).exec(&*tx).await?;
    tx.commit().await
}

/// Ends every login of an account.
pub(super) async fn end_all(db: &impl ConnectionTrait, account: &AccountId) -> Result<(), DbErr> {
    let of_account = refresh_token::Column::AccountId.eq(account.as_str());
    refresh_token::Entity::delete_many().filter(of_account).exec(db).await.map(drop)
}

/// Returns the family that a token names. The hash decides whether the token is valid.
pub(super) fn family_of(token: &str) -> Option<&str> {
    let (family, _) = token.split_once('.')?;
    family.bytes().all(|byte| byte.is_ascii_alphanumeric()).then_some(family)
}

/// Replaces the token of the row if it is still the one that was read.
async fn replace(
    writer: &Writer,
    read: &refresh_token::Model,
    hash: &str,
    expires_at: i64,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let row = refresh_token::ActiveModel {
        hash: Set(hash.to_owned()),
        previous_hash: Set(Some(read.hash.clone())),
        rotated_at: Set(now.millis()),
        expires_at: Set(expires_at),
        ..Default::default()
    };
    let tx = writer.begin().await?;
    let replaced = refresh_token::Entity::update_many()
        .set(row)
        .filter(refresh_token::Column::Family.eq(&read.family))
        .filter(refresh_token::Column::Hash.eq(&read.hash))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    Ok(replaced.rows_affected == 1)
}

/// Deletes expired logins of all accounts, and the oldest logins of this account beyond [`MAX_LOGINS`].
async fn delete_surplus(db: &impl ConnectionTrait, account: &str, now: Timestamp) -> Result<(), DbErr> {
    use refresh_token::Column::{ExpiresAt, Family};
    refresh_token::Entity::delete_many().filter(ExpiresAt.lte(now.millis())).exec(db).await?;
    let surplus: Vec<String> = refresh_token::Entity::of_account(account)
        .select_only()
        .column(Family)
        .offset(MAX_LOGINS)
        .limit(MAX_LOGINS)
        .into_tuple()
        .all(db)
        .await?;
    if !surplus.is_empty() {
        refresh_token::Entity::delete_many().filter(Family.is_in(surplus)).exec(db).await?;
    }
    Ok(())
}

fn latest_expiry(created_at: i64) -> i64 {
    Timestamp::from_millis(created_at).plus_ms(LONGEST_MS).millis()
}
