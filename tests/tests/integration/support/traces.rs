//! Looking for traces of a session where there must be none.

use std::path::Path;

use redis::{Value, aio::ConnectionManager};
use wpp_tests::harness::{environment::TestEnvironment, redis::RedisServer, schema};

/// Keys of any type whose name or content holds one of `names`, with what was found.
pub async fn in_redis(server: &RedisServer, names: &[String]) -> Vec<String> {
    let mut connection = server.connect().await;
    let mut found = Vec::new();
    for key in server.keys().await {
        let text = format!("{key} {}", content(&mut connection, &key).await);
        found.extend(names.iter().filter(|name| text.contains(*name)).map(|name| format!("{name} in {text}")));
    }
    found
}

/// All a key holds, as text.
async fn content(connection: &mut ConnectionManager, key: &str) -> String {
    let kind: String = redis::cmd("TYPE").arg(key).query_async(connection).await.unwrap();
    let mut read = match kind.as_str() {
        "string" => redis::cmd("GET"),
        "hash" => redis::cmd("HGETALL"),
        "list" => redis::cmd("LRANGE"),
        "set" => redis::cmd("SMEMBERS"),
        "zset" => redis::cmd("ZRANGE"),
        "stream" => redis::cmd("XRANGE"),
        "none" => return String::new(),
        other => panic!("{key} is a {other}: say how to read it"),
    };
    read.arg(key);
    match kind.as_str() {
        "list" | "zset" => read.arg(&[0, -1]),
        "stream" => read.arg(&["-", "+"]),
        _ => &mut read,
    };
    let content: Value = read.query_async(connection).await.unwrap();
    let mut text = String::new();
    write(&content, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::BulkString(bytes) => text.push_str(&String::from_utf8_lossy(bytes)),
        Value::SimpleString(simple) => text.push_str(simple),
        Value::Array(items) | Value::Set(items) => items.iter().for_each(|item| write(item, text)),
        Value::Map(pairs) => pairs.iter().for_each(|(key, value)| {
            write(key, text);
            write(value, text);
        }),
        Value::Int(_) | Value::Double(_) | Value::Boolean(_) | Value::Nil => {}
        other => panic!("{other:?}: say how to read it"),
    }
    text.push(' ');
}

/// Where one of `names` is in the database: in its files, deleted pages and all, or in any row of any table
/// where the files are a server's own.
pub async fn in_database(env: &TestEnvironment, names: &[String]) -> Vec<String> {
    if let Some(file) = env.database() {
        return in_files(&file, names);
    }
    let db = env.open_database().await;
    let found = schema::traces(&db, names).await;
    db.close().await.unwrap();
    found
}

/// Files beside and including the database's that hold one of `names`, deleted pages and all.
pub fn in_files(database: &Path, names: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(database.parent().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let holds = |name: &&String| bytes.windows(name.len()).any(|window| window == name.as_bytes());
        found.extend(names.iter().filter(holds).map(|name| format!("{name} in {}", path.display())));
    }
    found
}
