//! How the database finds what a draw asks for: by indices alone, or a million questions would be read to
//! find nine.

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

on_both_databases! { a_draw_reads_no_table_from_end_to_end }

async fn a_draw_reads_no_table_from_end_to_end(database: &TestDatabase) {
    let packs = ready(database).await;
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    for n in 0..12 {
        packs.add(&made.key, "ana", draft(n)).await.unwrap();
    }
    let keys = [made.key];
    // PostgreSQL rightly reads a small table whole; told not to, it shows whether it could do otherwise.
    let url = if database.file().is_some() {
        database.url.clone()
    } else {
        format!("{}&options[enable_seqscan]=off", database.url)
    };
    let plans = query_plan::of(&url, async |db| {
        let mut generator = ChaCha8Rng::seed_from_u64(1);
        let need = ContentNeed::Questions { count: 3, family_friendly: false, kinds: QuestionKind::ALL };
        // The second draw leaves out what the first one dealt; the third one is of nobody, from the usual packs.
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
    assert!(plans.len() >= 15, "the statements were not heard: {plans:?}");
    for plan in &plans {
        assert_eq!(plan.read_whole().count(), 0, "{}\n{}", plan.statement, plan.steps.join("\n"));
    }
}
