//! Inserts accounts as rows, for tests in which the login does not matter.

use std::sync::Arc;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseConnection};
use wpp_entity::{account, refresh_token};
use wpp_game::ids::AccountId;
use wpp_library::tokens::{Access, Tokens};
use wpp_runtime::clock::SystemClock;
use wpp_runtime::token_secret::TokenSecret;
use wpp_tests::harness::environment::TOKEN_SECRET;

/// Inserts an account with one login. Returns its id.
pub async fn account(db: &DatabaseConnection, name: &str) -> AccountId {
    let id = format!("a_{name}");
    let row = account::ActiveModel {
        id: Set(id.clone()),
        name: Set(name.to_owned()),
        name_key: Set(name.to_owned()),
        password_hash: Set("none".to_owned()),
        created_at: Set(0),
        password_changed_at: Set(0),
    };
    row.insert(db).await.unwrap();
    let login = refresh_token::ActiveModel {
        family: Set(format!("f_{name}")),
        account_id: Set(id.clone()),
        hash: Set("none".to_owned()),
        previous_hash: Set(None),
        created_at: Set(0),
        rotated_at: Set(0),
        expires_at: Set(i64::MAX),
    };
    login.insert(db).await.unwrap();
    AccountId(id)
}

/// Returns an access token of that login.
pub fn token(account: &AccountId) -> String {
    let tokens = Tokens::new(&TokenSecret::new(TOKEN_SECRET.into()), Arc::new(SystemClock));
    let family = account.as_str().replacen("a_", "f_", 1);
    tokens.issue_access(&Access { account: account.clone(), family }).unwrap()
}
