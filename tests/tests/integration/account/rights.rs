//! Every row about an account is listed, exported and deleted, in every table.
//!
//! The test knows no table by name. The schema shows which tables can belong to an account; the test fills
//! them, searches the export and searches the database after the deletion.

use std::collections::BTreeMap;

use reqwest::{Method, StatusCode, header};
use sea_orm::{
    ConnectionTrait, DatabaseConnection,
    sea_query::{Alias, Expr, Query},
};
use serde_json::{Value, json};
use wpp_entity::tables::{Owner, Table};
use wpp_game::{ids::AccountId, time::Timestamp};
use wpp_library::{
    accounts::export::tables,
    presets::{NewPreset, Presets},
};
use wpp_migration::prepare;
use wpp_runtime::db::Writer;
use wpp_tests::{
    harness::{client::Api, database::TestDatabase, environment::TestEnvironment, schema, test_game::short_config},
    on_both_databases,
};

use crate::support::{
    member::{Member, call, log_in},
    traces,
};

/// Text in every text column of the account's rows.
const MARK: &str = "mark7f3a";

on_both_databases! { lists_every_table_with_its_owner }

async fn lists_every_table_with_its_owner(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    let tables = tables(&wpp_cartridges::registry());
    let mut listed: Vec<&str> = tables.iter().map(|table| &*table.name).collect();
    listed.sort_unstable();
    assert_eq!(listed, schema::tables(db).await, "the list has other tables than there are");
    for table in &tables {
        let columns: Vec<String> =
            schema::columns(db, &table.name).await.into_iter().map(|column| column.name).collect();
        for column in table.withheld.iter().chain(std::iter::once(&table.key)) {
            assert!(columns.iter().any(|name| name == column), "{}.{column} is not there", table.name);
        }
        let references = schema::references(db, &table.name).await;
        let owners: Vec<_> = references
            .iter()
            .filter(|reference| Table::named(&reference.table).is_some_and(Table::can_be_owned))
            .collect();
        match table.owner {
            Owner::Account => assert_eq!(table.name, "account"),
            Owner::Platform => assert!(owners.is_empty(), "{} can belong to an account: {owners:?}", table.name),
            Owner::Through { column, table: owner } => {
                let named = references.iter().find(|found| found.column == column && found.table == owner);
                let named = named.unwrap_or_else(|| panic!("{}.{column} does not refer to {owner}", table.name));
                assert!(named.cascades, "{}.{column}: rows stay behind when {owner} goes", table.name);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn exports_and_deletes_all_on_sqlite() {
    let database = TestDatabase::sqlite().await;
    let names = export_and_deletion(&database).await;
    // SQLite keeps written pages in its log until a checkpoint. After the checkpoint the file must not contain
    // them.
    database.db.execute_unprepared("PRAGMA wal_checkpoint").await.unwrap();
    let file = database.url.trim_start_matches("sqlite://").split('?').next().unwrap().to_owned();
    let mut found = traces::in_files(std::path::Path::new(&file), &names);
    found.retain(|trace| trace.ends_with(".db"));
    assert_eq!(found, Vec::<String>::new());
    database.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn exports_and_deletes_all_on_postgres() {
    let Some(database) = TestDatabase::postgres().await else { return };
    export_and_deletion(&database).await;
    database.close().await;
}

/// Returns the texts that must no longer exist.
async fn export_and_deletion(database: &TestDatabase) -> Vec<String> {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("DATABASE_URL", &database.url)]).await;
    let api = Api::of(&web);
    let db = &database.open_again().await;
    let (ana, bo) = (Member::register(&api, "Ana.Traceable").await, Member::register(&api, "bob").await);
    let _ = log_in(&api, "ana.traceable", "a wrong password").await.problem("wrong_credentials");
    let session = json!({"cartridge": "fib", "config": short_config(1, 1)});
    let session = api.post("/api/sessions", Some(&ana.access), &session).await.expect(StatusCode::CREATED);
    fill(&api, db, &ana).await;
    let names = vec![ana.id.clone(), "Ana.Traceable".to_owned(), "ana.traceable".to_owned(), MARK.to_owned()];
    assert_ne!(schema::traces(db, &names).await, Vec::<String>::new(), "the search finds what is there");

    let export = export(&api, &ana).await;
    assert_eq!(export["sessions"][0]["code"], session["code"]);
    for table in tables(&wpp_cartridges::registry()) {
        let rows = &export["tables"][&*table.name];
        if !table.can_be_owned() {
            assert!(rows.is_null(), "the export holds {}, which has no owner", table.name);
            continue;
        }
        let rows = rows.as_array().unwrap_or_else(|| panic!("{} is not in the export", table.name));
        assert!(!rows.is_empty(), "no row of {} is in the export", table.name);
        for row in rows {
            for column in schema::columns(db, &table.name).await {
                let withheld = table.withheld.contains(&column.name.as_str());
                assert_eq!(row.get(&column.name).is_none(), withheld, "{}.{}: {row}", table.name, column.name);
            }
        }
    }
    assert!(!export.to_string().contains(&bo.id), "another account's rows are in the export");
    assert!(export["tables"]["account"][0]["created_at"].as_str().is_some_and(|at| at.ends_with('Z')), "{export}");

    let deleted = ana.delete(&api).await;
    let counted: BTreeMap<String, u64> = serde_json::from_value(deleted["rows"].clone()).unwrap();
    let owned = tables(&wpp_cartridges::registry())
        .into_iter()
        .filter(Table::can_be_owned)
        .map(|table| table.name.into_owned());
    assert_eq!(counted.keys().cloned().collect::<Vec<_>>(), {
        let mut names: Vec<_> = owned.collect();
        names.sort();
        names
    });
    assert_eq!(deleted["sessions"], 1);
    assert_eq!(schema::traces(db, &names).await, Vec::<String>::new());
    assert_eq!(traces::in_redis(&env.redis, &names).await, Vec::<String>::new());
    let attempts = wpp_library::accounts::attempts::of_account("ana.traceable");
    assert!(!env.redis.keys().await.contains(&attempts), "its tries are still counted");
    let path = format!("/api/sessions/{}", session["code"].as_str().unwrap());
    let _ = api.get(&path).await.problem("unknown_session");
    assert!(bo.has_valid_token(&api).await, "another account went too");
    db.clone().close().await.unwrap();
    names
}

async fn export(api: &Api, member: &Member) -> Value {
    let answer = call(api, Method::GET, "/api/account/export", Some(&member.access), &Value::Null).await;
    assert_eq!(answer.content_type, "application/json");
    answer.expect(StatusCode::OK)
}

/// Inserts a row into every table that can belong to an account and has none yet. Texts contain [`MARK`];
/// references lead to rows of the account.
async fn fill(api: &Api, db: &DatabaseConnection, member: &Member) {
    // Preset tables accept only values that their cartridge allows.
    let presets = Presets::new(db.clone(), Writer::new(db.clone()), wpp_cartridges::registry());
    for kind in wpp_cartridges::registry().kinds() {
        let (preset_id, name) = (format!("{MARK}-{kind}"), format!("{MARK} {kind}"));
        let draft = NewPreset { preset_id, cartridge: kind, name: &name, config: None, is_default: false };
        presets.create(&AccountId(member.id.clone()), draft, Timestamp::EPOCH).await.unwrap();
    }
    let held = export(api, member).await;
    let mut ids: BTreeMap<String, Value> = BTreeMap::from([("account".to_owned(), json!(member.id))]);
    for table in tables(&wpp_cartridges::registry()).into_iter().filter(Table::can_be_owned) {
        if let Some(row) = held["tables"][&*table.name].as_array().and_then(|rows| rows.first()) {
            ids.insert(table.name.to_string(), row[table.key].clone());
            continue;
        }
        let references = schema::references(db, &table.name).await;
        let (mut columns, mut values) = (Vec::new(), Vec::new());
        for column in schema::columns(db, &table.name).await {
            let referred = references.iter().find(|reference| reference.column == column.name);
            let value = match referred.and_then(|reference| ids.get(&reference.table)) {
                Some(id) => id.clone(),
                // A reference to a row without an owner stays empty where the column allows it.
                None if referred.is_some() => continue,
                None => filling(&column),
            };
            if column.name == table.key {
                ids.insert(table.name.to_string(), value.clone());
            }
            columns.push(Alias::new(&column.name));
            values.push(match value {
                Value::String(text) => Expr::val(text),
                Value::Bool(flag) => Expr::val(flag),
                number => Expr::val(number.as_i64().unwrap()),
            });
        }
        let mut insert = Query::insert();
        insert.into_table(Alias::new(&*table.name)).columns(columns).values_panic(values);
        db.execute(&insert).await.unwrap_or_else(|error| panic!("{} cannot be filled: {error}", table.name));
    }
}

/// Returns a value of the column's type. A column that accepts only certain values needs a line here.
fn filling(column: &schema::Column) -> Value {
    match column.kind.as_str() {
        _ if column.name == "difficulty" => json!("hard"),
        _ if column.name == "time_limit_s" => json!(600),
        kind if kind.contains("text") || kind.contains("char") => json!(format!("{MARK} {}", column.name)),
        kind if kind.contains("bool") => json!(true),
        _ if column.name == "points" => json!(2),
        _ => json!(900_001),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn export_is_private() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let ana = Member::register(&api, "ana").await;
    let response = api.request(Method::GET, "/api/account/export").bearer_auth(&ana.access).send().await.unwrap();
    let named = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
    assert!(named.starts_with("attachment; filename="), "{named}");
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
}
