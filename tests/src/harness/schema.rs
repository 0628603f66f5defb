//! The schema that a database really has: tables, columns and references.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, FromQueryResult, JsonValue, QueryResult, Statement};

/// A column that refers to rows of another table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The column.
    pub column: String,
    /// The table it refers to.
    pub table: String,
    /// Whether deleting the row it refers to deletes this row (`ON DELETE CASCADE`).
    pub cascades: bool,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// The column's name.
    pub name: String,
    /// The database's name of the type, in lower case.
    pub kind: String,
}

/// Returns all tables except the one that records migrations.
///
/// # Panics
/// Panics if the database does not answer.
pub async fn tables(db: &DatabaseConnection) -> Vec<String> {
    let of = match db.get_database_backend() {
        DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
        _ => "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    };
    let names =
        rows(db, of.to_owned()).await.into_iter().map(|row| row.try_get("", "name").expect("the schema can be read"));
    let mut names: Vec<String> = names.filter(|name: &String| name != "seaql_migrations").collect();
    names.sort();
    names
}

/// Returns the columns of a table.
///
/// # Panics
/// Panics if the database does not answer.
pub async fn columns(db: &DatabaseConnection, table: &str) -> Vec<Column> {
    let of = match db.get_database_backend() {
        DbBackend::Sqlite => format!("SELECT name, type AS kind FROM pragma_table_info('{table}')"),
        _ => format!(
            "SELECT column_name::text AS name, data_type::text AS kind FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
        ),
    };
    let read = |row: QueryResult| Column {
        name: row.try_get("", "name").expect("the schema can be read"),
        kind: row.try_get::<String>("", "kind").expect("the schema can be read").to_lowercase(),
    };
    rows(db, of).await.into_iter().map(read).collect()
}

/// Returns the references of a table.
///
/// # Panics
/// Panics if the database does not answer.
pub async fn references(db: &DatabaseConnection, table: &str) -> Vec<Reference> {
    let of = match db.get_database_backend() {
        DbBackend::Sqlite => format!(
            "SELECT \"from\" AS col, \"table\" AS target, on_delete AS rule FROM pragma_foreign_key_list('{table}')"
        ),
        _ => format!(
            "SELECT a.attname::text AS col, c.confrelid::regclass::text AS target, \
             CASE c.confdeltype WHEN 'c' THEN 'CASCADE' ELSE 'OTHER' END AS rule \
             FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) \
             WHERE c.contype = 'f' AND c.conrelid = '{table}'::regclass"
        ),
    };
    let read = |row: QueryResult| Reference {
        column: row.try_get("", "col").expect("the schema can be read"),
        table: row.try_get("", "target").expect("the schema can be read"),
        cascades: row.try_get::<String>("", "rule").expect("the schema can be read") == "CASCADE",
    };
    rows(db, of).await.into_iter().map(read).collect()
}

/// Returns the statements that create the indices of a table.
///
/// # Panics
/// Panics if the database does not answer.
pub async fn indices(db: &DatabaseConnection, table: &str) -> Vec<String> {
    let of = match db.get_database_backend() {
        DbBackend::Sqlite => {
            format!("SELECT sql AS made FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}' AND sql <> ''")
        }
        _ => format!("SELECT indexdef::text AS made FROM pg_indexes WHERE tablename = '{table}'"),
    };
    let read = |row: QueryResult| row.try_get("", "made").expect("the schema can be read");
    rows(db, of).await.into_iter().map(read).collect()
}

/// Returns the rows of any table that contain one of `names` in any column.
///
/// # Panics
/// Panics if the database does not answer.
pub async fn traces(db: &DatabaseConnection, names: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for table in tables(db).await {
        for row in rows(db, format!("SELECT * FROM {table}")).await {
            let text = JsonValue::from_query_result(&row, "").expect("the schema can be read").to_string();
            found.extend(
                names.iter().filter(|name| text.contains(*name)).map(|name| format!("{name} in {table}: {text}")),
            );
        }
    }
    found
}

/// Returns the number of rows of every table.
///
/// # Panics
/// Panics if the database does not answer.
pub async fn sizes(db: &DatabaseConnection) -> BTreeMap<String, i64> {
    let mut sizes = BTreeMap::new();
    for table in tables(db).await {
        let counted = rows(db, format!("SELECT COUNT(*) AS rows_there FROM {table}")).await;
        let size = counted.first().and_then(|row| row.try_get("", "rows_there").ok());
        sizes.insert(table, size.expect("a count"));
    }
    sizes
}

async fn rows(db: &DatabaseConnection, sql: String) -> Vec<QueryResult> {
    db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("the schema can be read")
}
