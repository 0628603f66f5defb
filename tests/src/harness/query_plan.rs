//! How a database executes the statements that a piece of code sends.

use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use wpp_runtime::db;

/// The plan of one statement.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The statement.
    pub statement: String,
    /// The database's description, one line a step.
    pub steps: Vec<String>,
}

impl Plan {
    /// Returns the tables that the database reads completely.
    pub fn read_whole(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter_map(|step| {
            // SQLite puts the keyword first; PostgreSQL indents it within a tree.
            let table = step.strip_prefix("SCAN ").or_else(|| step.split_once("Seq Scan on ").map(|(_, table)| table));
            // Values within the statement are not a table.
            table?.split(' ').next().filter(|_| !step.ends_with("VALUES CLAUSE") && !step.ends_with("CONSTANT ROW"))
        })
    }
}

/// Lets `work` use the database at `url` over a separate pool, and explains every statement it sent.
///
/// # Panics
/// Panics if the database does not answer.
pub async fn of(url: &str, work: impl AsyncFnOnce(DatabaseConnection)) -> Vec<Plan> {
    let sent: Arc<Mutex<Vec<Statement>>> = Arc::default();
    let listener = sent.clone();
    let mut listening = db::connect(url).await.expect("the database opens");
    listening.set_metric_callback(move |info| {
        listener.lock().unwrap_or_else(PoisonError::into_inner).push(info.statement.clone());
    });
    work(listening.clone()).await;
    listening.close().await.expect("the database closes");

    let db = db::connect(url).await.expect("the database opens");
    let statements = std::mem::take(&mut *sent.lock().unwrap_or_else(PoisonError::into_inner));
    let mut plans = Vec::new();
    for statement in statements {
        plans.push(explained(&db, statement).await);
    }
    db.close().await.expect("the database closes");
    plans
}

async fn explained(db: &DatabaseConnection, statement: Statement) -> Plan {
    let (word, column) = match db.get_database_backend() {
        DbBackend::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
        _ => ("EXPLAIN", "QUERY PLAN"),
    };
    let explain = Statement { sql: format!("{word} {}", statement.sql), ..statement.clone() };
    let rows = db.query_all_raw(explain).await.expect("the statement can be explained");
    let steps = rows.iter().map(|row| row.try_get("", column).expect("a line of the plan")).collect();
    Plan { statement: statement.sql, steps }
}
