//! What large packs cost: drawing from a million questions, and importing fifty thousand.
//!
//! `cargo run --release -p wpp-tests --bin packs_bench -- draw` fills packs of a million questions in a
//! SQLite file of its own, with `--postgres URL` in a database of its own on that server, and then draws
//! as sessions do; `… import` lets a file of 50,000 questions in as the API does. Both remove what they
//! made.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints its results and ends on failure")]

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

/// Measures drawing from large packs, and importing large files.
#[derive(Debug, Parser)]
struct Options {
    /// A PostgreSQL server, as the address of any of its databases; without it a SQLite file is used.
    #[arg(long, global = true)]
    postgres: Option<String>,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Draws a game's questions again and again, and shows how the database finds them.
    Draw(draw::Draw),
    /// Imports a file of questions.
    Import(import::Import),
}

/// The account that plays and imports.
const OWNER: &str = "a_bench";

#[tokio::main]
async fn main() {
    let options = Options::parse();
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
    }
    database.close().await;
}

/// The packs of `database`, as a process of the platform has them.
fn packs(database: &TestDatabase) -> Packs {
    let (db, entropy) = (database.db.clone(), SecureRng::from_os().expect("randomness"));
    Packs::new(db.clone(), Writer::new(db), Arc::new(SystemClock), entropy)
}

/// Spans in microseconds, for their quantiles.
fn spans() -> Histogram<u64> {
    Histogram::new(3).expect("three digits")
}

fn print(name: &str, micros: &Histogram<u64>) {
    let [p50, p99, max] = [micros.value_at_quantile(0.5), micros.value_at_quantile(0.99), micros.max()]
        .map(|value| format!("{}.{:02}", value / 1000, value % 1000 / 10));
    println!("{name:<34} {:>8} {p50:>8} {p99:>8} {max:>8}", micros.len());
}

/// A moment for rows that need one.
const SOME_TIME: i64 = 0;
