//! A draw uses indices only. A full scan would read a million questions to find nine.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use wpp_game::content::{ContentNeed, QuestionKind};
use wpp_library::content::{self, Choice};
use wpp_runtime::db::Writer;
use wpp_tests::{
    harness::{database::TestDatabase, query_plan},
    on_both_databases,
};

use super::shelf::{draft, ready, titled};

on_both_databases! { draw_scans_no_table }

async fn draw_scans_no_table(database: &TestDatabase) {
    let packs = ready(database).await;
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    for n in 0..12 {
        packs.add(&made.key, "ana", draft(n)).await.unwrap();
    }
    let keys = [made.key];
    // PostgreSQL prefers full scans for small tables. The setting shows whether an index would serve.
    let url = if database.file().is_some() {
        database.url.clone()
    } else {
        format!("{}&options[enable_seqscan]=off", database.url)
    };
    let plans = query_plan::of(&url, async |db| {
        let mut generator = ChaCha8Rng::seed_from_u64(1);
        let need = ContentNeed::Questions { count: 3, family_friendly: false, kinds: QuestionKind::ALL };
        // The second draw excludes the questions of the first; the third has no account and uses the default
        // packs.
        for choice in [
            Choice { packs: &keys, account: Some("ana"), ..Choice::default() },
            Choice { packs: &keys, account: Some("ana"), ..Choice::default() },
            Choice::default(),
        ] {
            let drawn = content::draw(&db, &need, choice, &mut generator).await.unwrap();
            content::remember(&Writer::new(db.clone()), "ana", &drawn.content, 1).await.unwrap();
        }
    });
    let plans = plans.await;
    assert!(plans.len() >= 15, "the statements were not recorded: {plans:?}");
    for plan in &plans {
        assert_eq!(plan.read_whole().count(), 0, "{}\n{}", plan.statement, plan.steps.join("\n"));
    }
}
