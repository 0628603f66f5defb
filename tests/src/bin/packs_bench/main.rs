//! Measures large packs: drawing from a million questions, importing fifty thousand, and chat during imports.
//!
//! `cargo run --release -p wpp-tests --bin packs_bench -- draw` fills packs of a million questions and draws
//! from them as sessions do; `… import` imports a file of 50,000 questions as the API does. Both use a new
//! SQLite file, or a new database on a PostgreSQL server with `--postgres URL`, and delete it afterwards.
//! `… chat --url http://127.0.0.1:8080` chats on a running API while packs are imported and copied.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints its results and ends on failure")]

mod chat;
mod draw;
mod fill;
mod import;

use std::sync::Arc;

use clap::{Parser, Subcommand};
use hdrhistogram::Histogram;
use wpp_library::packs::Packs;
use wpp_migration::prepare;
use wpp_runtime::{clock::SystemClock, db::Writer, secure_rng::SecureRng};
use wpp_tests::harness::database::TestDatabase;

/// Measures drawing from large packs and importing large files.
#[derive(Debug, Parser)]
struct Options {
    /// Address of any database on a PostgreSQL server; a SQLite file without it.
    #[arg(long, global = true)]
    postgres: Option<String>,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Draw the questions of many games and show the database's plans.
    Draw(draw::Draw),
    /// Import a file of questions.
    Import(import::Import),
    /// Chat while packs are imported and copied.
    Chat(chat::Chat),
}

/// The account that plays and imports.
const OWNER: &str = "a_bench";

#[tokio::main]
async fn main() {
    let options = Options::parse();
    if let What::Chat(chat) = options.what {
        return chat.run().await;
    }
    let database = match &options.postgres {
        Some(url) => TestDatabase::postgres_at(url).await,
        None => TestDatabase::sqlite().await,
    };
    prepare(&database.db).await.expect("the schema and the platform's packs");
    fill::owner(&database.db).await;
    println!("on {:?}", database.db.get_database_backend());
    match options.what {
        What::Draw(draw) => draw.run(&database).await,
        What::Import(import) => import.run(&database).await,
        What::Chat(_) => {}
    }
    database.close().await;
}

/// Opens the packs of `database` as a process does.
fn packs(database: &TestDatabase) -> Packs {
    let (db, entropy) = (database.db.clone(), SecureRng::from_os().expect("randomness"));
    Packs::new(db.clone(), Writer::new(db), Arc::new(SystemClock), entropy)
}

/// Returns an empty histogram of microseconds.
fn spans() -> Histogram<u64> {
    Histogram::new(3).expect("three digits")
}

fn print(name: &str, micros: &Histogram<u64>) {
    let [p50, p99, max] = [micros.value_at_quantile(0.5), micros.value_at_quantile(0.99), micros.max()]
        .map(|value| format!("{}.{:02}", value / 1000, value % 1000 / 10));
    println!("{name:<34} {:>8} {p50:>8} {p99:>8} {max:>8}", micros.len());
}

/// A timestamp for rows that need one.
const SOME_TIME: i64 = 0;
