//! Imports over HTTP: accepted files, refused files with their position, and no effects of refused files.

use reqwest::{Method, StatusCode, header};
use sea_orm::{DatabaseConnection, EntityTrait};
use serde_json::{Value, json};
use wpp_entity::account as account_row;
use wpp_tests::{
    harness::{
        client::{Answer, Api, text},
        environment::TestEnvironment,
        processes::Process,
        schema::sizes,
    },
    on_both_environments,
};

use crate::support::account::{account, token};

on_both_environments! {
    exports_round_trip_over_http,
    reads_tables_and_open_trivia,
    previews_show_what_an_import_reads,
    imports_valid_rows_on_request,
    bad_files_are_refused_with_position,
    rejects_invalid_uploads,
    hostile_texts_are_stored_verbatim,
    unauthorized_imports_change_nothing,
}

/// A logged-in client.
pub struct Client {
    pub api: Api,
    pub token: String,
}

impl Client {
    pub async fn upload(&self, path: &str, file: impl Into<reqwest::Body>) -> Answer {
        self.api.send(self.api.request(Method::POST, path).bearer_auth(&self.token).body(file)).await
    }

    pub async fn call(&self, method: Method, path: &str, body: Value) -> Answer {
        self.api.send(self.api.request(method, path).bearer_auth(&self.token).json(&body)).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.api.send(self.api.request(Method::GET, path).bearer_auth(&self.token)).await
    }
}

/// Starts a server with the accounts Ana and Bo.
pub async fn server(env: &TestEnvironment) -> (Process, DatabaseConnection, [Client; 2]) {
    server_with(env, &[]).await
}

/// Starts a server with further environment variables and with the accounts Ana and Bo.
pub async fn server_with(
    env: &TestEnvironment,
    settings: &[(&str, &str)],
) -> (Process, DatabaseConnection, [Client; 2]) {
    let web = env.start_api_with(settings).await;
    let db = env.open_database().await;
    let api = Api::of(&web);
    let clients = [account(&db, "ana").await, account(&db, "bo").await];
    (web, db, clients.map(|id| Client { api: api.clone(), token: token(&id) }))
}

const IMPORT: &str = "/api/packs/import?title=Mine&language=en";

const OURS: &str = r#"{"format":"wpp-questions","version":1,"title":"Tidy, \"quoted\" & <b>bold</b>","language":"da","description":"Æ, ø og å.","questions":[
{"key":"one","kind":"blank","category":"Ord","prompt":"En ____ er ingen hest; 'siger' man.","answer":"=SUM(A1)","aliases":["-1","@æ|ø\\å"],"decoys":["+2","to","tre, fire","\"fem\""],"family_friendly":true,"language":"da-DK","explanation":"Fordi; det, er \"sådan\".","source":"'=kilde"},
{"key":"two","kind":"open","prompt":"What is this? 👨‍👩‍👧‍👦","answer":"A family","decoys":["A tree"],"family_friendly":false},
{"key":"three","kind":"choice","prompt":"True or false: '; DROP TABLE pack; --","answer":"True","decoys":["False"],"family_friendly":true}
]}
"#;

fn path_of(imported: &Value) -> String {
    format!("/api/packs/{}", text(&imported["pack"]["pack_id"]))
}

async fn exports_round_trip_over_http(env: &TestEnvironment) {
    let (_web, db, [ana, bo]) = server(env).await;
    let made = ana.upload("/api/packs/import", OURS).await.expect(StatusCode::CREATED);
    assert_eq!(made["report"], json!({"added": 3, "already_there": 0, "refused": 0, "rows": []}));
    assert_eq!((&made["pack"]["visibility"], &made["pack"]["questions"]), (&json!("private"), &json!(3)));
    let path = path_of(&made);

    let request = ana.api.request(Method::GET, &format!("{path}/export")).bearer_auth(&ana.token);
    let response = request.send().await.unwrap();
    let named = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
    assert_eq!(named, "attachment; filename=\"tidy-quoted-b-bold-b.json\"");
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json");
    assert_eq!(response.text().await.unwrap(), OURS);

    let before = sizes(&db).await;
    for _ in 0..2 {
        let again = ana.upload(&format!("{path}/import"), OURS).await.expect(StatusCode::OK);
        assert_eq!(again["report"], json!({"added": 0, "already_there": 3, "refused": 0, "rows": []}));
    }
    assert_eq!(sizes(&db).await, before, "importing twice added rows");

    // As CSV, imported by another account: the same questions.
    let table = ana.get(&format!("{path}/export?format=csv")).await;
    assert_eq!(table.content_type, "text/csv; charset=utf-8");
    assert!(table.text.contains("'=SUM(A1)") && !table.text.contains(",=SUM"), "a formula for a spreadsheet");
    let theirs = bo.upload("/api/packs/import?title=Bo&language=da", table.text).await.expect(StatusCode::CREATED);
    let theirs = bo.get(&format!("{}/export", path_of(&theirs))).await.text;
    let questions = |file: &str| file.split_once("\"questions\"").map(|(_, questions)| questions.to_owned());
    assert_eq!(questions(&theirs), questions(OURS));
}

async fn reads_tables_and_open_trivia(env: &TestEnvironment) {
    let (_web, _db, [ana, _]) = server(env).await;
    let trivia = r#"{"response_code":0,"results":[
        {"type":"multiple","difficulty":"easy","category":"Books &amp; more","question":"Who wrote &quot;Les Mis&eacute;rables&quot;?","correct_answer":"Victor Hugo","incorrect_answers":["Moli&egrave;re","&lt;Balzac&gt;","&Eacute;mile Zola"]},
        {"type":"boolean","difficulty":"easy","category":"Animals","question":"Cats can purr.","correct_answer":"True","incorrect_answers":["False"]}
    ]}"#;
    let made = ana.upload(&format!("{IMPORT}&family_friendly=true"), trivia).await.expect(StatusCode::CREATED);
    let kinds = &made["pack"]["kinds"];
    assert_eq!([&kinds["blank"], &kinds["open"], &kinds["choice"]], [0, 1, 1]);
    let listed = ana.get(&format!("{}/questions", path_of(&made))).await.expect(StatusCode::OK);
    let first = &listed["questions"][0];
    assert_eq!(first["prompt"], r#"Who wrote "Les Misérables"?"#);
    assert_eq!((&first["category"], &first["family_friendly"]), (&json!("Books & more"), &json!(true)));
    assert_eq!(first["decoys"], json!(["Molière", "<Balzac>", "Émile Zola"]));
    assert!(text(&first["source"]).contains("CC BY-SA"), "{first}");

    let table = "\u{feff}Question;Answer;Decoy 1;Decoy 2;Notes\r\n\"What, then;\r\nis it?\";'=1+1;three;four;mine\r\n";
    let made = ana.upload(IMPORT, table).await.expect(StatusCode::CREATED);
    assert_eq!(made["report"]["ignored_columns"], json!(["Notes"]));
    let listed = ana.get(&format!("{}/questions", path_of(&made))).await.expect(StatusCode::OK);
    let first = &listed["questions"][0];
    assert_eq!((&first["prompt"], &first["answer"]), (&json!("What, then; is it?"), &json!("=1+1")));
}

const PREVIEW: &str = "/api/packs/preview";

async fn previews_show_what_an_import_reads(env: &TestEnvironment) {
    let (_web, db, [ana, _]) = server(env).await;
    let before = sizes(&db).await;

    let shown = ana.upload(PREVIEW, MIXED.replace("decoys\n", "decoys,mood\n")).await.expect(StatusCode::OK);
    assert_eq!((&shown["format"], &shown["formats"][0]), (&json!("csv"), &json!("csv")));
    assert_eq!(shown["headings"], json!(["prompt", "answer", "decoys", "mood"]));
    assert_eq!((&shown["ignored_columns"], &shown["questions"]), (&json!(["mood"]), &json!(1)));
    let first = &shown["first_rows"][0];
    assert_eq!((&first["line"], &first["question"]["answer"]), (&json!(2), &json!("Lima")));
    assert_eq!((&first["question"]["kind"], &first["question"]["decoys"]), (&json!("open"), &json!(["Cusco"])));
    let refused = &shown["refused_rows"];
    assert_eq!((&shown["refused"], &refused[0]["line"], &refused[1]["line"]), (&json!(2), &json!(3), &json!(4)));
    assert_eq!(shown["first_rows"][1]["faults"], refused[0]["faults"]);
    // An import refuses the same rows, with the same faults.
    let imported = ana.upload(IMPORT, MIXED).await.problem("import_refused");
    assert_eq!(imported["report"]["rows"], *refused);

    let shown = ana.upload(PREVIEW, OURS).await.expect(StatusCode::OK);
    assert_eq!((&shown["format"], &shown["language"], &shown["questions"]), (&json!("json"), &json!("da"), &json!(3)));

    // `format` overrides the recognition, in previews and in imports.
    let cards = "What is the capital of Peru?\tLima\nWhat is the capital of Chile?\tSantiago\n";
    let shown = ana.upload(PREVIEW, cards).await.expect(StatusCode::OK);
    assert_eq!((&shown["format"], &shown["questions"]), (&json!("quizlet"), &json!(2)));
    let shown = ana.upload(&format!("{PREVIEW}?format=gift"), cards).await.expect(StatusCode::OK);
    assert_eq!((&shown["format"], &shown["questions"], &shown["refused"]), (&json!("gift"), &json!(0), &json!(1)));
    let _ = ana.upload(&format!("{IMPORT}&format=gift"), cards).await.problem("import_refused");
    let problem = ana.upload(&format!("{PREVIEW}?format=csv"), cards).await.problem("invalid_file");
    assert_eq!((&problem["file"]["code"], &problem["file"]["line"]), (&json!("missing_headings"), &json!(1)));
    let problem = ana.upload(&format!("{PREVIEW}?format=docx"), cards).await.problem("invalid_input");
    assert_eq!(problem["field"], "format");

    for (file, code) in [("", "empty"), ("prompt,answer,decoys\n", "no_questions"), ("%PDF-1.4", "pdf")] {
        let problem = ana.upload(PREVIEW, file).await.problem("invalid_file");
        assert_eq!(problem["file"]["code"], code, "{problem}");
    }
    let _ = ana.upload(PREVIEW, vec![b' '; 20 * 1024 * 1024 + 1]).await.problem("too_large");
    let _ = ana.api.send(ana.api.request(Method::POST, PREVIEW).body(MIXED)).await.problem("not_authenticated");
    assert_eq!(sizes(&db).await, before, "a preview wrote something");
}

const MIXED: &str = "prompt,answer,decoys\n\
    What is the capital of Peru?,Lima,Cusco\n\
    What is the capital of Chile?,Santiago,santiago!\n\
    Who?,,\n";

async fn imports_valid_rows_on_request(env: &TestEnvironment) {
    let (_web, db, [ana, _]) = server(env).await;
    let before = sizes(&db).await;
    for asked in [IMPORT.to_owned(), format!("{IMPORT}&rows=all")] {
        let refused = ana.upload(&asked, MIXED).await.problem("import_refused");
        let rows = &refused["report"]["rows"];
        assert_eq!(
            (&refused["report"]["refused"], &rows[0]["row"], &rows[0]["line"]),
            (&json!(2), &json!(2), &json!(3))
        );
        assert_eq!(rows[0]["faults"][0]["field"], "decoys[0]", "{rows}");
        assert_eq!((&rows[1]["line"], rows[1]["faults"].as_array().unwrap().len()), (&json!(4), 3), "{rows}");
    }
    assert_eq!(sizes(&db).await, before, "part of a refused file was written");

    let made = ana.upload(&format!("{IMPORT}&rows=good"), MIXED).await.expect(StatusCode::CREATED);
    assert_eq!((&made["report"]["added"], &made["report"]["refused"]), (&json!(1), &json!(2)));
    assert_eq!(made["pack"]["questions"], 1);
    let into = format!("{}/import?rows=good", path_of(&made));
    let again = ana.upload(&into, MIXED).await.expect(StatusCode::OK);
    assert_eq!((&again["report"]["added"], &again["report"]["already_there"]), (&json!(0), &json!(1)));
}

async fn bad_files_are_refused_with_position(env: &TestEnvironment) {
    let (_web, db, [ana, _]) = server(env).await;
    let filled = ana.upload("/api/packs/import", OURS).await.expect(StatusCode::CREATED);
    let into = format!("{}/import", path_of(&filled));
    let before = sizes(&db).await;

    let utf16: Vec<u8> = OURS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [0xfe, 0xff].into_iter().chain(OURS.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let late = format!("[{}", r#"{"prompt":"Which number is it, $?","answer":"a","decoys":["b"]},"#.repeat(1200));
    let deep = format!("{{\"questions\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let cases: Vec<(&str, Vec<u8>, &str, &str)> = vec![
        ("nothing", vec![], "invalid_file", "the file is empty"),
        ("no questions", br#"{"questions":[]}"#.to_vec(), "invalid_file", "there is no question in this file"),
        ("headings alone", b"prompt,answer,decoys\n".to_vec(), "invalid_file", "there is no question in this file"),
        ("malformed", br#"{"questions":[{"prompt" "x"}]}"#.to_vec(), "invalid_file", "line 1, column 25"),
        ("truncated", OURS.as_bytes()[..400].to_vec(), "invalid_file", "line 2, column"),
        ("truncated late", late.into_bytes(), "invalid_file", "the file ends too early"),
        ("too deep", deep.into_bytes(), "import_refused", "1 rows are refused"),
        ("UTF-16", utf16, "invalid_file", "the file is in UTF-16; save it as UTF-8"),
        ("UTF-16 from the other end", marked, "invalid_file", "the file is in UTF-16; save it as UTF-8"),
        (
            "Latin-1",
            b"prompt,answer,decoys\nEn \xe6ske er en ____.,kasse,dyr\n".to_vec(),
            "invalid_file",
            "line 2, column 4: the byte 0xe6",
        ),
        ("gzip", b"\x1f\x8b\x08\x00bomb".to_vec(), "invalid_file", "the file is compressed; unpack it first"),
        ("zip", b"PK\x03\x04bomb".to_vec(), "invalid_file", "the file is compressed; unpack it first"),
        (
            "from the future",
            br#"{"version":2,"questions":[]}"#.to_vec(),
            "invalid_file",
            "the version of the file is 2",
        ),
        (
            "another's",
            br#"{"format":"anki","questions":[]}"#.to_vec(),
            "invalid_file",
            r#"format of the file is "anki""#,
        ),
        (
            "an open quote",
            b"prompt,answer,decoys\n\"never closed".to_vec(),
            "invalid_file",
            "line 2: a quote is opened",
        ),
        ("too large", vec![b' '; 20 * 1024 * 1024 + 1], "too_large", "larger than 20 MB"),
    ];
    for (name, file, code, expected) in cases {
        for path in [IMPORT, &format!("{IMPORT}&rows=good"), &into] {
            let problem = ana.upload(path, file.clone()).await.problem(code);
            assert!(text(&problem["detail"]).contains(expected), "{name} at {path}: {problem}");
            assert_eq!(problem["file"]["code"].is_string(), code == "invalid_file", "{name}: {problem}");
        }
    }
    assert_eq!(sizes(&db).await, before, "a refused file was written");
}

async fn rejects_invalid_uploads(env: &TestEnvironment) {
    let (_web, db, [ana, _]) = server(env).await;
    let before = sizes(&db).await;
    // A compressed body could expand ten thousand times.
    let coded = ana.api.request(Method::POST, IMPORT).bearer_auth(&ana.token).header(header::CONTENT_ENCODING, "gzip");
    let _ = ana.api.send(coded.body(vec![0; 2048])).await.problem("invalid_file");
    for (path, field) in [
        ("/api/packs/import?language=en", "title"),
        ("/api/packs/import?title=Mine", "language"),
        ("/api/packs/import?title=Mine&language='%3B--", "language"),
        ("/api/packs/import?title=%00&language=en", "title"),
        ("/api/packs/import?title=Mine&language=en&visibility=everybody", "visibility"),
        ("/api/packs/import?title=Mine&language=en&format=docx", "format"),
        ("/api/packs/import?title=Mine&language=en&rows=some", "rows"),
        ("/api/packs/import?title=Mine&language=en&family_friendly=maybe", "family_friendly"),
    ] {
        let refused = ana.upload(path, "prompt,answer,decoys\nWhat is it?,this,that\n").await;
        assert_eq!(refused.problem("invalid_input")["field"], field, "{path}");
    }
    assert_eq!(sizes(&db).await, before, "a refused file was written");
}

async fn hostile_texts_are_stored_verbatim(env: &TestEnvironment) {
    const HOSTILE: [&str; 5] = [
        "'); DROP TABLE question; --",
        "\" OR 1=1 UNION SELECT password_hash FROM account",
        "<script>alert(1)</script><img src=x onerror=alert(2)>",
        "{{7*7}} ${jndi:ldap://x} %s %n",
        "../../etc/passwd\\..\\",
    ];
    let (_web, db, [ana, _]) = server(env).await;
    let tables = sizes(&db).await;
    for (n, hostile) in HOSTILE.into_iter().enumerate() {
        let short: String = hostile.chars().take(40).collect();
        let question = json!({
            "key": format!("key-{n}"), "kind": "open", "category": short, "prompt": format!("{hostile} {n}?"), "answer": hostile,
            "aliases": [format!("{hostile} alias")], "decoys": [format!("{hostile} decoy")], "family_friendly": false,
            "explanation": hostile, "source": hostile,
        });
        let file = json!({"title": hostile, "language": "en", "description": hostile, "questions": [question]});
        let made = ana.upload("/api/packs/import", file.to_string()).await.expect(StatusCode::CREATED);
        assert_eq!((&made["pack"]["title"], &made["pack"]["description"]), (&json!(hostile), &json!(hostile)));
        let path = path_of(&made);
        let exported = ana.get(&format!("{path}/export")).await;
        assert_eq!(exported.content_type, "application/json");
        assert_eq!(exported.json()["questions"], json!([question]));

        // Through the editing calls as well.
        let mut other = question.clone();
        other["prompt"] = json!(format!("{hostile}: what is it?"));
        other.as_object_mut().unwrap().remove("key");
        let added = ana.call(Method::POST, &format!("{path}/questions"), other.clone()).await;
        let added = added.expect(StatusCode::CREATED);
        assert_eq!((&added["answer"], &added["source"]), (&json!(hostile), &json!(hostile)));
        // As an id the text matches nothing.
        let named: String = hostile.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let _ = ana.get(&format!("/api/packs/{named}")).await.problem("unknown_pack");
        let _ = ana
            .call(Method::DELETE, &format!("{path}/questions/{named}"), Value::Null)
            .await
            .problem("unknown_question");
        let _ = ana
            .call(Method::POST, "/api/sessions", json!({"cartridge": "fib", "pack_ids": [hostile]}))
            .await
            .problem("invalid_input");
    }
    assert_eq!(sizes(&db).await.keys().collect::<Vec<_>>(), tables.keys().collect::<Vec<_>>());
}

async fn unauthorized_imports_change_nothing(env: &TestEnvironment) {
    let (_web, db, [ana, bo]) = server(env).await;
    let mine = ana.upload("/api/packs/import", OURS).await.expect(StatusCode::CREATED);
    let into = format!("{}/import", path_of(&mine));
    let before = sizes(&db).await;
    let table = "prompt,answer,decoys\nWhat is it?,this,that\n";
    let _ = bo.upload(&into, table).await.problem("unknown_pack");
    let _ = bo.upload("/api/packs/starter-en/import", table).await.problem("not_allowed");
    let nobody = ana.api.request(Method::POST, IMPORT).body(table);
    let _ = ana.api.send(nobody).await.problem("not_authenticated");
    assert_eq!(sizes(&db).await, before);

    // A token of a deleted account is refused before it expires.
    account_row::Entity::delete_by_id("a_bo").exec(&db).await.unwrap();
    let before = sizes(&db).await;
    let _ = bo.upload(IMPORT, table).await.problem("not_authenticated");
    let _ = bo.upload(&into, table).await.problem("not_authenticated");
    let _ = bo.get(&format!("{}/export", path_of(&mine))).await.problem("not_authenticated");
    assert_eq!(sizes(&db).await, before);
}
