//! Creates packs of any size in a few statements.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseConnection, DbBackend};
use wpp_entity::{account, pack};

use crate::{OWNER, SOME_TIME};

/// Inserts the account that plays.
pub async fn owner(db: &DatabaseConnection) {
    let row = account::ActiveModel {
        id: Set(OWNER.to_owned()),
        name: Set("bench".to_owned()),
        name_key: Set("bench".to_owned()),
        password_hash: Set("none".to_owned()),
        created_at: Set(SOME_TIME),
        password_changed_at: Set(SOME_TIME),
    };
    row.insert(db).await.expect("an account");
}

/// Inserts a pack of `rows` questions in four question pools, each question with four decoys and an alias.
/// Returns its key.
pub async fn pack(db: &DatabaseConnection, key: &str, rows: u32) -> String {
    let pack = pack::ActiveModel {
        key: Set(key.to_owned()),
        title: Set(format!("Pack {key}")),
        language: Set("en".to_owned()),
        description: Set(String::new()),
        built_in: Set(false),
        digest: Set(String::new()),
        owner_id: Set(Some(OWNER.to_owned())),
        visibility: Set(pack::Visibility::Private),
        created_at: Set(SOME_TIME),
        updated_at: Set(SOME_TIME),
        end_position: Set(i32::try_from(rows).expect("a number of questions")),
        ..Default::default()
    };
    let pack = pack.insert(db).await.expect("a pack").id;
    // Question n is family-friendly when n is even, and a blank when n / 2 is even: four pools with slots n /
    // 4. The fingerprints are scattered as real ones are, and distinct because the factor is odd.
    let kind = "CASE WHEN n / 2 % 2 = 0 THEN 'blank' ELSE 'open' END";
    let statements = [
        format!(
            "INSERT INTO question (pack_id, key, position, kind, prompt, answer, category, family_friendly,
                 explanation, place, digest)
             WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {rows})
             SELECT {pack}, 'question-' || n, n, {kind}, 'Which number comes right after number ' || n || ': ____?',
                 'number ' || (n + 1), 'Numbers', n % 2 = 0, 'They were counted one after the other.', n / 4,
                 'd' || (CAST(n AS BIGINT) * 2654435761 % 4294967296)
             FROM numbers"
        ),
        format!(
            "INSERT INTO decoy (question_id, position, text)
             SELECT question.id, places.n, 'lie ' || places.n || ' about ' || question.position
             FROM question CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) AS places
             WHERE question.pack_id = {pack}"
        ),
        format!(
            "INSERT INTO alias (question_id, position, text)
             SELECT id, 0, 'no. ' || position FROM question WHERE pack_id = {pack}"
        ),
        format!(
            "INSERT INTO shelf (pack_id, kind, family_friendly, size)
             SELECT pack_id, kind, family_friendly, COUNT(*) FROM question WHERE pack_id = {pack}
             GROUP BY pack_id, kind, family_friendly"
        ),
    ];
    for statement in statements {
        db.execute_unprepared(&statement).await.expect("rows");
    }
    if db.get_database_backend() == DbBackend::Postgres {
        // PostgreSQL does this within a minute by default. SQLite never does, so draws must work without
        // statistics.
        db.execute_unprepared("ANALYZE").await.expect("statistics");
    }
    key.to_owned()
}
