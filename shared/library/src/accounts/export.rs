//! The data export of an account, as JSON, and the number of its rows.
//!
//! The list of [`tables`] decides which rows are included, by the chain of foreign keys from each table to the
//! account. The export is written page by page from one snapshot of the database, because an account may own
//! hundreds of thousands of questions.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, FromQueryResult, JsonValue,
    sea_query::{Alias, Asterisk, Expr, ExprTrait, Order, Query, SelectStatement, SimpleExpr},
};
use serde::Serialize;
use serde_json::json;
use tokio::sync::mpsc;
use wpp_entity::tables::{Owner, TABLES, Table};
use wpp_game::{
    ids::{AccountId, SessionCode},
    registry::Registry,
    time::Timestamp,
};

use crate::presets;
use wpp_runtime::db;

/// Number of rows by table.
pub type Counts = BTreeMap<String, u64>;

/// Rows read at a time.
const PAGE: u64 = 500;

/// A session that the account hosts.
#[derive(Debug, Clone, Serialize)]
pub struct HostedSession {
    /// Session code.
    pub code: SessionCode,
    /// Creation time.
    pub created_at: Timestamp,
}

/// Reasons why an export stops early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database failed.
    #[error("the export cannot be read")]
    Database(#[from] DbErr),
    /// The client stopped reading.
    #[error("the client stopped reading the export")]
    Abandoned,
}

/// Returns every table, including the preset table of each cartridge.
#[must_use]
pub fn tables(registry: &Registry) -> Vec<Table> {
    let of_cartridges = registry.kinds().map(|kind| Table::of_presets(presets::table(kind)));
    TABLES.iter().cloned().chain(of_cartridges).collect()
}

/// Sends the export of `account` to `sink`, piece by piece.
///
/// # Errors
/// [`ExportError`]; the pieces sent so far are incomplete JSON.
pub async fn write(
    db: &DatabaseConnection,
    registry: &Registry,
    account: &AccountId,
    sessions: &[HostedSession],
    now: Timestamp,
    sink: &mpsc::Sender<String>,
) -> Result<(), ExportError> {
    let head = json!({"format": "wpp-account", "version": 1, "exported_at": now, "sessions": sessions}).to_string();
    let mut text = head.trim_end_matches('}').to_owned() + ",\n\"tables\": {";
    let view = db::snapshot(db).await?;
    for (index, table) in owned(registry).enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&format!("{:?}: [", table.name));
        let mut separator = "\n";
        let mut last = None;
        loop {
            let page = view.query_all(&page_after(&table, account.as_str(), last)).await?;
            let whole = page.len() as u64 == PAGE;
            last = None;
            for row in page {
                let row = JsonValue::from_query_result(&row, "")?;
                last = Some(row[table.key].clone());
                text.push_str(separator);
                text.push_str(&exported_row(row, &table).to_string());
                separator = ",\n";
            }
            if !whole {
                break;
            }
            send(sink, &mut text).await?;
        }
        text.push(']');
    }
    view.commit().await?;
    text.push_str("\n}}\n");
    send(sink, &mut text).await
}

/// Counts the rows of `account` in each table. Tables without rows are left out.
pub(super) async fn count(db: &impl ConnectionTrait, registry: &Registry, account: &str) -> Result<Counts, DbErr> {
    let mut counts = Counts::new();
    for table in owned(registry) {
        let mut counting = rows_of(&table, account);
        counting.clear_selects().expr_as(Expr::cust("COUNT(*)"), Alias::new("rows"));
        let row = db.query_one(&counting).await?;
        let rows: i64 = row.map_or(Ok(0), |row| row.try_get("", "rows"))?;
        if rows > 0 {
            counts.insert(table.name.into_owned(), rows.unsigned_abs());
        }
    }
    Ok(counts)
}

/// Returns the tables that can contain rows of an account.
fn owned(registry: &Registry) -> impl Iterator<Item = Table> {
    tables(registry).into_iter().filter(Table::can_be_owned)
}

/// Selects the next page of the rows of `account` in `table`, in the order of the key.
fn page_after(table: &Table, account: &str, last: Option<JsonValue>) -> SelectStatement {
    let key = || Expr::col(Alias::new(table.key));
    let mut page = rows_of(table, account);
    match last {
        Some(JsonValue::String(last)) => page.and_where(key().gt(last)),
        Some(last) => page.and_where(key().gt(last.as_i64().unwrap_or(i64::MAX))),
        None => &mut page,
    };
    page.order_by(Alias::new(table.key), Order::Asc).limit(PAGE);
    page
}

/// Selects the rows of `account` in `table`.
fn rows_of(table: &Table, account: &str) -> SelectStatement {
    let mut rows = Query::select();
    rows.column(Asterisk).from(Alias::new(&*table.name)).and_where(is_owned(table, account));
    rows
}

fn is_owned(table: &Table, account: &str) -> SimpleExpr {
    match table.owner {
        Owner::Platform => Expr::cust("1 = 0"),
        Owner::Account => Expr::col(Alias::new("id")).eq(account),
        Owner::Through { column, table: "account" } => Expr::col(Alias::new(column)).eq(account),
        Owner::Through { column, table } => {
            let Some(parent) = Table::named(table) else { return Expr::cust("1 = 0") };
            let mut parents = Query::select();
            parents.column(Alias::new("id")).from(Alias::new(&*parent.name)).and_where(is_owned(parent, account));
            Expr::col(Alias::new(column)).in_subquery(parents)
        }
    }
}

/// Returns a row for the export: without secrets, and with readable times.
fn exported_row(mut row: JsonValue, table: &Table) -> JsonValue {
    if let Some(columns) = row.as_object_mut() {
        columns.retain(|column, _| !table.withheld.contains(&column.as_str()));
        for (column, value) in columns {
            if let Some(millis) = value.as_i64().filter(|_| column.ends_with("_at")) {
                *value = json!(Timestamp::from_millis(millis));
            }
        }
    }
    row
}

async fn send(sink: &mpsc::Sender<String>, text: &mut String) -> Result<(), ExportError> {
    let piece = std::mem::take(text);
    // A slow reader would hold a database connection.
    const SEND_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(20);
    sink.send_timeout(piece, SEND_TIMEOUT).await.map_err(|_| ExportError::Abandoned)
}
