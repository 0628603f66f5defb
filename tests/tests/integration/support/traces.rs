//! Searches for traces of a session that must not exist.

use std::path::Path;
use wpp_runtime::redis_connection::RedisConnection;

use redis::Value;
use wpp_tests::harness::{environment::TestEnvironment, redis::RedisServer, schema};

/// Returns all keys whose name or content contains one of `names`, with the content.
pub async fn in_redis(server: &RedisServer, names: &[String]) -> Vec<String> {
    let mut connection = server.connect().await;
    let mut found = Vec::new();
    for key in server.keys().await {
        let text = format!("{key} {}", content(&mut connection, &key).await);
        found.extend(names.iter().filter(|name| text.contains(*name)).map(|name| format!("{name} in {text}")));
    }
    found
}

/// Returns the content of a key as text.
async fn content(connection: &mut RedisConnection, key: &str) -> String {
    let kind: String = redis::cmd("TYPE").arg(key).query_async(connection).await.unwrap();
    let mut read = match kind.as_str() {
        "string" => redis::cmd("GET"),
        "hash" => redis::cmd("HGETALL"),
        "list" => redis::cmd("LRANGE"),
        "set" => redis::cmd("SMEMBERS"),
        "zset" => redis::cmd("ZRANGE"),
        "stream" => redis::cmd("XRANGE"),
        "none" => return String::new(),
        other => panic!("{key} is a {other}: add how to read it"),
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
        other => panic!("{other:?}: add how to read it"),
    }
    text.push(' ');
}

/// Searches the database: the SQLite files including deleted pages, or all rows on a PostgreSQL server.
pub async fn in_database(env: &TestEnvironment, names: &[String]) -> Vec<String> {
    if let Some(file) = env.database() {
        return in_files(&file, names);
    }
    let db = env.open_database().await;
    let found = schema::traces(&db, names).await;
    db.close().await.unwrap();
    found
}

/// Searches the files of a SQLite database, deleted pages included.
pub fn in_files(database: &Path, names: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let files = std::fs::read_dir(database.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    // The folder of a party is next to the files.
    for path in files.filter(|path| path.is_file()) {
        let bytes = std::fs::read(&path).unwrap();
        let holds = |name: &&String| bytes.windows(name.len()).any(|window| window == name.as_bytes());
        found.extend(names.iter().filter(holds).map(|name| format!("{name} in {}", path.display())));
    }
    found
}
