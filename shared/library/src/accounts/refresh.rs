//! Refresh tokens: each good once, each replaced by the next of its family.
//!
//! A token reads `<family>.<secret>`. The family's row holds the hash of the one that is good; who
//! brings another one of the family brings one that was used, so somebody else has it too, and the
//! family ends.
//!
//! The tabs of one browser share one cookie and may all use it before any of them has its successor;
//! so may a page that is loaded twice before the first answer is in. They are no thieves. A token that
//! came as a cookie is therefore good for [`GRACE_MS`] after its use, and gives the *same* successor:
//! it is made of the token itself, with a secret of the server's, so that it need not be kept. Within
//! that time the successor is not replaced either, so that looking one step back is enough. A client
//! that keeps its token itself has no such excuse, and gets no grace.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QuerySelect,
};
use wpp_entity::{account, refresh_token};
use wpp_game::{ids::AccountId, time::Timestamp};

use super::digest::{hex_digest, keyed_digest};
use wpp_runtime::token_secret::TokenSecret;
use wpp_runtime::{db::Writer, secure_rng::SecureRng};

/// How long a login lasts that is not used.
pub const IDLE_MS: u64 = 30 * 24 * 3600 * 1000;

/// How long a login lasts at most.
pub const LONGEST_MS: u64 = 180 * 24 * 3600 * 1000;

/// How long after its use a cookie's token still gives its successor.
pub const GRACE_MS: u64 = 10_000;

/// Places an account can be logged in at; one more ends the oldest login.
pub const MOST_LOGINS: u64 = 20;

/// Where a token is kept between its uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeper {
    /// A browser, as a cookie that all its tabs share.
    Cookie,
    /// The client itself, one at a time.
    Client,
}

/// A login with the token that is good for it now.
#[derive(Debug, Clone)]
pub struct Login {
    /// Whose.
    pub account: account::Model,
    /// The login's family.
    pub family: String,
    /// The token, to be kept by the client alone.
    pub token: String,
    /// When the token's time is over.
    pub expires_at: Timestamp,
}

/// Writes a new login of `account`.
pub(super) async fn begin(
    db: &impl ConnectionTrait,
    entropy: &SecureRng,
    account: account::Model,
    now: Timestamp,
) -> Result<Login, DbErr> {
    let family = entropy.word(22);
    let token = format!("{family}.{}", entropy.word(43));
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
    forget_surplus(db, &account.id, now).await?;
    Ok(Login { account, family, token, expires_at })
}

/// Exchanges a token for its successor. `None` when it is not good: unknown, too old, or used, in
/// which case its family has ended now.
pub(super) async fn rotate(
    db: &DatabaseConnection,
    writer: &Writer,
    secret: &TokenSecret,
    token: &str,
    keeper: Keeper,
    now: Timestamp,
) -> Result<Option<Login>, DbErr> {
    let Some(family) = family_of(token) else { return Ok(None) };
    let hash = hex_digest(token.as_bytes());
    let successor = format!("{family}.{}", keyed_digest(secret, "refresh token", token));
    // Whoever loses the race to replace a token finds it replaced the second time.
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
        let fresh = keeper == Keeper::Cookie
            && row.previous_hash.is_some()
            && now.ms_since(Timestamp::from_millis(row.rotated_at)) < GRACE_MS;
        if row.hash == hash && fresh {
            return Ok(login(token, row.expires_at));
        }
        if row.hash == hash {
            let expires_at = now.plus_ms(IDLE_MS).millis().min(longest(row.created_at));
            if replace(writer, &row, &hex_digest(successor.as_bytes()), expires_at, now).await? {
                return Ok(login(&successor, expires_at));
            }
            continue;
        }
        let is_next = row.hash == hex_digest(successor.as_bytes());
        if fresh && is_next && row.previous_hash.as_ref() == Some(&hash) {
            return Ok(login(&successor, row.expires_at));
        }
        tracing::warn!(account = row.account_id, "a used refresh token was used again; its login is ended");
        end(writer, family).await?;
        return Ok(None);
    }
    Ok(None)
}

/// Ends a login.
pub(super) async fn end(writer: &Writer, family: &str) -> Result<(), DbErr> {
    let writing = writer.begin().await?;
    refresh_token::Entity::delete_by_id(family).exec(&*writing).await?;
    writing.commit().await
}

/// Ends every login of an account.
pub(super) async fn end_all(db: &impl ConnectionTrait, account: &AccountId) -> Result<(), DbErr> {
    let of_account = refresh_token::Column::AccountId.eq(account.as_str());
    refresh_token::Entity::delete_many().filter(of_account).exec(db).await.map(drop)
}

/// The family a token says it is of. Whether it is, its hash tells.
pub(super) fn family_of(token: &str) -> Option<&str> {
    let (family, _) = token.split_once('.')?;
    family.bytes().all(|byte| byte.is_ascii_alphanumeric()).then_some(family)
}

/// Replaces the row's token, if it still is the one that was read.
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
    let writing = writer.begin().await?;
    let replaced = refresh_token::Entity::update_many()
        .set(row)
        .filter(refresh_token::Column::Family.eq(&read.family))
        .filter(refresh_token::Column::Hash.eq(&read.hash))
        .exec(&*writing)
        .await?;
    writing.commit().await?;
    Ok(replaced.rows_affected == 1)
}

/// Ends logins whose time is over, anybody's, and this account's oldest beyond [`MOST_LOGINS`].
async fn forget_surplus(db: &impl ConnectionTrait, account: &str, now: Timestamp) -> Result<(), DbErr> {
    use refresh_token::Column::{ExpiresAt, Family};
    refresh_token::Entity::delete_many().filter(ExpiresAt.lte(now.millis())).exec(db).await?;
    let surplus: Vec<String> = refresh_token::Entity::of_account(account)
        .select_only()
        .column(Family)
        .offset(MOST_LOGINS)
        .limit(MOST_LOGINS)
        .into_tuple()
        .all(db)
        .await?;
    if !surplus.is_empty() {
        refresh_token::Entity::delete_many().filter(Family.is_in(surplus)).exec(db).await?;
    }
    Ok(())
}

fn longest(created_at: i64) -> i64 {
    Timestamp::from_millis(created_at).plus_ms(LONGEST_MS).millis()
}
