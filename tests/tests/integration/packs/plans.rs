//! Query plans of a draw: every query must use an index.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use wpp_game::content::{ContentNeed, QuestionKind};
use wpp_library::content::{self, PackSelection};
use wpp_runtime::db::Writer;
use wpp_tests::{
    harness::{database::TestDatabase, query_plan},
    on_both_databases,
};

use super::support::{draft, ready, titled};

on_both_databases! { draws_scan_no_table }

async fn draws_scan_no_table(database: &TestDatabase) {
    let packs = ready(database).await;
    let made = packs.create(Some("ana"), titled("Mine")).await.unwrap().pack;
    for n in 0..12 {
        packs.add_question(&made.key, "ana", draft(n)).await.unwrap();
    }
    let keys = [made.key];
    // PostgreSQL scans small tables; with scans disabled, the plan shows whether an index exists.
    let url = if database.file().is_some() {
        database.url.clone()
    } else {
        format!("{}&options[enable_seqscan]=off", database.url)
    };
    let plans = query_plan::of(&url, async |db| {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let need = ContentNeed::Questions {
            count: 3,
            family_friendly: false,
            kinds: QuestionKind::ALL,
            default_kinds: QuestionKind::ALL,
        };
        // The second draw excludes the questions of the first one. The third one is anonymous, from the built-in packs.
        for choice in [
            PackSelection { packs: &keys, account: Some("ana"), ..PackSelection::default() },
            PackSelection { packs: &keys, account: Some("ana"), ..PackSelection::default() },
            PackSelection::default(),
        ] {
            let drawn = content::draw(&db, &need, choice, &mut rng).await.unwrap();
            content::record_history(&Writer::new(db.clone()), "ana", drawn.content.ids(), 1).await.unwrap();
        }
    });
    let plans = plans.await;
    assert!(plans.len() >= 15, "statements are missing: {plans:?}");
    for plan in &plans {
        assert_eq!(plan.read_whole().count(), 0, "{}\n{}", plan.statement, plan.steps.join("\n"));
    }
}
