//! All that is kept about an account, as JSON; and how much of it there is.
//!
//! Which rows these are follows from the list of [`tables`] alone, by the chain of columns from each table to the
//! account. The export is written page by page as it is read, from one snapshot of the database: an
//! account may own hundreds of thousands of questions.

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

/// Rows by table.
pub type Counts = BTreeMap<String, u64>;

/// Rows read at a time.
const PAGE: u64 = 500;

/// A session an account hosts now.
#[derive(Debug, Clone, Serialize)]
pub struct HostedSession {
    /// Its code.
    pub code: SessionCode,
    /// When it was made.
    pub created_at: Timestamp,
}

/// The export stopped before its end.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database failed.
    #[error("the export cannot be read")]
    Database(#[from] DbErr),
    /// Nobody takes it.
    #[error("nobody takes the export")]
    Abandoned,
}

/// Every table there is: those known by name, and each cartridge's own.
#[must_use]
pub fn tables(registry: &Registry) -> Vec<Table> {
    let of_cartridges = registry.kinds().map(|kind| Table::of_presets(presets::table(kind)));
    TABLES.iter().cloned().chain(of_cartridges).collect()
}

/// Writes the export of `account` into `sink`, piece by piece.
///
/// # Errors
/// [`ExportError`]; what was written until then is no whole JSON.
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
    for (place, table) in owned(registry).enumerate() {
        text.push_str(if place == 0 { "\n" } else { ",\n" });
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
                text.push_str(&shown(row, &table).to_string());
                separator = ",\n";
            }
            if !whole {
                break;
            }
            hand_on(sink, &mut text).await?;
        }
        text.push(']');
    }
    view.commit().await?;
    text.push_str("\n}}\n");
    hand_on(sink, &mut text).await
}

/// How many rows of each table belong to `account`; tables without any are left out.
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

/// The tables whose rows can belong to an account.
fn owned(registry: &Registry) -> impl Iterator<Item = Table> {
    tables(registry).into_iter().filter(Table::can_be_owned)
}

/// The next page of the rows of `table` that belong to `account`, by its key.
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

/// The rows of `table` that belong to `account`.
fn rows_of(table: &Table, account: &str) -> SelectStatement {
    let mut rows = Query::select();
    rows.column(Asterisk).from(Alias::new(&*table.name)).and_where(belongs(table, account));
    rows
}

fn belongs(table: &Table, account: &str) -> SimpleExpr {
    match table.owner {
        Owner::Platform => Expr::cust("1 = 0"),
        Owner::Account => Expr::col(Alias::new("id")).eq(account),
        Owner::Through { column, table: "account" } => Expr::col(Alias::new(column)).eq(account),
        Owner::Through { column, table } => {
            let Some(parent) = Table::called(table) else { return Expr::cust("1 = 0") };
            let mut parents = Query::select();
            parents.column(Alias::new("id")).from(Alias::new(&*parent.name)).and_where(belongs(parent, account));
            Expr::col(Alias::new(column)).in_subquery(parents)
        }
    }
}

/// A row as its owner is shown it: without secrets, and with moments that people can read.
fn shown(mut row: JsonValue, table: &Table) -> JsonValue {
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

async fn hand_on(sink: &mpsc::Sender<String>, text: &mut String) -> Result<(), ExportError> {
    let piece = std::mem::take(text);
    // Whoever reads more slowly than this keeps a connection to the database from others.
    const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);
    sink.send_timeout(piece, PATIENCE).await.map_err(|_| ExportError::Abandoned)
}
