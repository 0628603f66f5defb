//! Draws the questions of a game, as the creation of a session does.

use clap::Args;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use sea_orm::DatabaseConnection;
use wpp_game::content::{ContentNeed, QuestionKind};
use wpp_library::content::{self, PackSelection};
use wpp_runtime::db::Writer;
use wpp_tests::{
    harness::{database::TestDatabase, query_plan},
    loadtest::clock,
};

use crate::{OWNER, fill, print, spans};

#[derive(Debug, Args)]
pub struct Draw {
    /// Questions in each pack.
    #[arg(long, default_value_t = 1_000_000)]
    rows: u32,
    /// Number of packs.
    #[arg(long, default_value_t = 2)]
    packs: u32,
    /// Number of games.
    #[arg(long, default_value_t = 1_000)]
    draws: u32,
    /// Questions of each game.
    #[arg(long, default_value_t = 9)]
    questions: usize,
}

/// Kinds of questions in a typical game.
const KINDS: &[QuestionKind] = &[QuestionKind::Blank, QuestionKind::Open];

impl Draw {
    pub async fn run(self, database: &TestDatabase) {
        let began = clock::now();
        let mut keys = Vec::new();
        for n in 0..self.packs {
            keys.push(fill::pack(&database.db, &format!("large-{n}"), self.rows).await);
        }
        println!("filled {} packs of {} questions in {:.0?}", self.packs, self.rows, began.elapsed());

        let need = ContentNeed::Questions {
            count: self.questions,
            family_friendly: false,
            kinds: KINDS,
            default_kinds: KINDS,
        };
        // The account has a question history, which is full after some games and restricts every draw.
        let choice = PackSelection { packs: &keys, account: Some(OWNER), ..PackSelection::default() };
        self.measure(&database.db, &need, choice).await;
        explain(&database.url, &need, choice).await;
    }

    async fn measure(&self, db: &DatabaseConnection, need: &ContentNeed, choice: PackSelection<'_>) {
        let writer = Writer::new(db.clone());
        let mut generator = ChaCha8Rng::seed_from_u64(1);
        let (mut draws, mut notes) = (spans(), spans());
        for game in 0..self.draws {
            let began = clock::now();
            let drawn = content::draw(db, need, choice, &mut generator).await.expect("a draw");
            let between = clock::now();
            content::record_history(&writer, OWNER, drawn.content.ids(), i64::from(game)).await.expect("a note");
            draws.record(clock::micros(between - began)).expect("a countable span");
            notes.record(clock::micros(between.elapsed())).expect("a countable span");
            assert_eq!(drawn.content.ids().count(), self.questions, "the draw is short");
        }
        println!("{:<34} {:>8} {:>8} {:>8} {:>8}", "ms", "times", "p50", "p99", "max");
        print(&format!("drawing {} questions", self.questions), &draws);
        print("noting that they were dealt", &notes);
    }
}

/// Prints the database's plans for the statements of a draw.
async fn explain(url: &str, need: &ContentNeed, choice: PackSelection<'_>) {
    let plans = query_plan::of(url, async |db| {
        let mut generator = ChaCha8Rng::seed_from_u64(2);
        let drawn = content::draw(&db, need, choice, &mut generator).await.expect("a draw");
        content::record_history(&Writer::new(db.clone()), OWNER, drawn.content.ids(), 0).await.expect("a note");
    });
    for plan in plans.await {
        println!("\n{}", shortened(&plan.statement));
        plan.steps.iter().for_each(|step| println!("    {}", shortened(step)));
    }
}

fn shortened(text: &str) -> String {
    const MOST: usize = 200;
    let short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() { format!("{short} …") } else { short }
}
