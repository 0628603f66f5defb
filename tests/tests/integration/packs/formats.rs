//! File formats: accepted files, refused files with the reason, and round trips.

use std::io::{Seek, Write};

use wpp_entity::pack::{self, Visibility};
use wpp_game::content::QuestionKind;
use wpp_library::packs::{
    PackError,
    format::{Format, MAX_FILE},
    import::{ImportError, MAX_LISTED_ROWS, Options, Report, Target},
};
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

use super::support::{assert_in_order, exported, imported, into_new, ready, rows, titled};

on_both_databases! {
    own_files_round_trip,
    importing_twice_adds_nothing,
    broken_files_are_refused_with_position,
    reports_every_refused_row,
    imports_all_rows_or_the_valid_ones,
    reads_open_trivia,
    reads_spreadsheet_tables,
    imports_only_into_own_packs,
    previews_change_nothing,
    semicolon_tables_round_trip,
}

const GOOD: Options = Options { format: None, skip_refused: true, family_friendly: false };
const ALL: Options = Options { format: None, skip_refused: false, family_friendly: false };

const OURS: &str = r#"{"format":"wpp-questions","version":1,"title":"Tidy, \"quoted\" & <b>bold</b>","language":"da","description":"","questions":[
{"key":"one","kind":"blank","category":"Ord","prompt":"En ____ er ingen hest; 'siger' man.","answer":"=SUM(A1)","aliases":["-1","@æ|ø\\å"],"decoys":["+2","\tto","tre, fire","\"fem\""],"family_friendly":true,"language":"da-DK","explanation":"Fordi; det, er \"sådan\".","source":"'=kilde"},
{"key":"two","kind":"open","prompt":"What is this? 👨‍👩‍👧‍👦","answer":"A family","decoys":["A tree"],"family_friendly":false},
{"key":"three","kind":"choice","prompt":"True or false: '; DROP TABLE pack; --","answer":"True","decoys":["False"],"family_friendly":true}
]}
"#;

async fn own_files_round_trip(database: &TestDatabase) {
    let packs = ready(database).await;
    let untitled = || Target::New { owner: Some("ana".to_owned()), details: Default::default() };
    let (made, report) = imported(&packs, OURS.as_bytes(), untitled(), ALL).await.unwrap();
    assert_eq!((report.added, report.refused), (3, 0));
    assert_eq!(made.pack.title, r#"Tidy, "quoted" & <b>bold</b>"#);
    // The tab is a leading blank and is trimmed.
    let tidy = OURS.replace("\\tto", "to");
    assert_eq!(exported(&packs, &made.pack.key, "ana", Format::Json).await, tidy);

    let table = exported(&packs, &made.pack.key, "ana", Format::Csv).await;
    assert!(table.contains("'=SUM(A1)") && !table.contains(",=SUM"), "a formula for a spreadsheet: {table}");
    let (again, _) = imported(&packs, table.as_bytes(), into_new("bo", "x"), ALL).await.unwrap();
    let json = exported(&packs, &again.pack.key, "bo", Format::Json).await;
    let questions = |file: &str| file.split_once("\"questions\"").map(|(_, questions)| questions.to_owned()).unwrap();
    assert_eq!(questions(&json), questions(&tidy));
    assert_in_order(&database.db).await;
}

async fn importing_twice_adds_nothing(database: &TestDatabase) {
    let packs = ready(database).await;
    let (made, _) = imported(&packs, OURS.as_bytes(), into_new("ana", "Mine"), ALL).await.unwrap();
    let before = exported(&packs, &made.pack.key, "ana", Format::Json).await;
    let into = || Target::Pack { key: made.pack.key.clone(), owner: Some("ana".to_owned()) };
    let (_, report) = imported(&packs, OURS.as_bytes(), into(), ALL).await.unwrap();
    assert_eq!(report, Report { already_there: 3, ..Report::default() });
    let doubled = OURS.replace("]}\n", r#",{"prompt":"WHAT IS THIS? 👨‍👩‍👧‍👦","answer":"a family","decoys":["A bush"]}]}"#);
    let (_, report) = imported(&packs, doubled.as_bytes(), into(), ALL).await.unwrap();
    assert_eq!(report, Report { already_there: 4, ..Report::default() });
    assert_eq!(exported(&packs, &made.pack.key, "ana", Format::Json).await, before);
}

async fn broken_files_are_refused_with_position(database: &TestDatabase) {
    let packs = ready(database).await;
    let before = rows(&database.db).await;
    let utf16: Vec<u8> = OURS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_mark: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16.iter().copied()).collect();
    let latin1 = b"prompt,answer,decoys\nEn \xe6ske er en ____.,kasse,dyr\n";
    let many = format!("prompt,answer,decoys\n{}\"never closed", "What is this?,that,those\n".repeat(3));
    let late = format!("[{}", r#"{"prompt":"Which number is it, $?","answer":"a","decoys":["b"]},"#.repeat(1200));
    let cases: [(&str, &[u8], &str); 20] = [
        ("empty", b"", "the file is empty"),
        ("no questions", br#"{"format":"wpp-questions","questions":[]}"#, "there is no question in this file"),
        ("nothing known", br#"{"qustions":[{}]}"#, "there is no question in this file"),
        ("headings alone", b"prompt,answer,decoys\n", "there is no question in this file"),
        ("no JSON", b"{nonsense}", "line 1, column 2: key must be a string"),
        ("cut off", &OURS.as_bytes()[..400], "line 2, column"),
        ("cut off late", late.as_bytes(), "the file ends too early"),
        ("a number", b"[1, 2", "the file ends too early"),
        ("trailing", br#"{"questions":[]} and more"#, "line 1, column 18: trailing characters"),
        ("UTF-16", &utf16, "the file is in UTF-16; save it as UTF-8"),
        ("UTF-16 marked", &with_mark, "the file is in UTF-16; save it as UTF-8"),
        ("Latin-1", latin1, "line 2, column 4: the byte 0xe6 is not UTF-8"),
        ("half a letter", "prompt,answer,decoys\næ".as_bytes().split_last().unwrap().1, "the middle of a character"),
        ("gzip", b"\x1f\x8b\x08\x00bomb", "the file is compressed; unpack it first"),
        ("zip", b"PK\x03\x04bomb", "the file is compressed; unpack it first"),
        ("another format", br#"{"format":"anki","questions":[]}"#, r#"format of the file is "anki""#),
        ("from the future", br#"{"version":2,"questions":[]}"#, "the newest supported version is 1"),
        ("questions of another shape", br#"{"questions":{"a":1}}"#, "expected a list of questions"),
        ("no such column", b"prompt;solution\nWhat?;That\n", "line 1: the first row must name the columns"),
        ("an open quote", many.as_bytes(), "line 5: a quote is opened here and never closed"),
    ];
    for (name, bytes, expected) in cases {
        for options in [ALL, GOOD] {
            let error = imported(&packs, bytes, into_new("ana", "x"), options).await.expect_err(name);
            assert!(error.to_string().contains(expected), "{name}: {error}");
            assert!(matches!(error, ImportError::File(_)), "{name}: {error:?}");
        }
    }
    let huge = vec![b' '; MAX_FILE + 1];
    let error = imported(&packs, &huge, into_new("ana", "x"), ALL).await.expect_err("too large");
    assert_eq!(error.to_string(), "the file is larger than 20 MB; split it");
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let error = imported(&packs, deep.as_bytes(), into_new("ana", "x"), GOOD).await.expect_err("too deep");
    assert!(matches!(error, ImportError::Refused(_) | ImportError::File(_)), "{error:?}");
    let missing = Target::New { owner: Some("ana".to_owned()), details: Default::default() };
    let error = imported(&packs, b"prompt,answer,decoys\nWhat is it?,a,b\n", missing, ALL).await.expect_err("no title");
    assert!(matches!(error, ImportError::Pack(PackError::Invalid { field: "title", .. })), "{error:?}");
    assert_eq!(rows(&database.db).await, before, "something was written");
}

async fn reports_every_refused_row(database: &TestDatabase) {
    let packs = ready(database).await;
    let text = r#"{"questions":[
  {"prompt":"What is the capital of Peru?","answer":"Lima","decoys":["Cusco"]},
  {"prompt":"Where is this?","answer":"Lima","decoys":["LIMA!", "Cusco"]},
  {"prompt":"Where is it?","anwser":"Lima","decoys":["Cusco"]},
  17,

  {"prompt":"Who is it?","answer":"A\u0000B","decoys":[]}
]}"#;
    let (made, report) = imported(&packs, text.as_bytes(), into_new("ana", "x"), GOOD).await.unwrap();
    assert_eq!((report.added, report.refused), (1, 4));
    let places: Vec<(usize, usize)> = report.rows.iter().map(|row| (row.row, row.line)).collect();
    assert_eq!(places, [(2, 3), (3, 4), (4, 5), (5, 7)]);
    let first = |row: usize| &report.rows[row].faults[0];
    assert_eq!((first(0).field.as_str(), first(0).code), ("decoys[0]", "decoy_is_answer"));
    assert!(first(1).message.contains("unknown field `anwser`"), "{report:?}");
    assert_eq!((first(3).field.as_str(), first(3).code), ("answer", "control"));
    assert_eq!(report.rows[3].faults.len(), 2, "every fault is reported");
    assert_eq!(report.rows[0].excerpt, "Where is this?");
    assert_eq!(made.sizes.values().sum::<u32>(), 1);

    let bad = format!("prompt,answer,decoys\n{}", "x,y,y\n".repeat(3000));
    match imported(&packs, bad.as_bytes(), into_new("ana", "x"), GOOD).await {
        Err(ImportError::Refused(report)) => assert_eq!((report.refused, report.rows.len()), (3000, MAX_LISTED_ROWS)),
        other => panic!("an empty pack was created: {other:?}"),
    }
}

async fn imports_all_rows_or_the_valid_ones(database: &TestDatabase) {
    let packs = ready(database).await;
    let before = rows(&database.db).await;
    let good: String = (0..700).map(|n| format!("What is number {n}?,answer {n},decoy {n}\n")).collect();
    let text = format!("prompt,answer,decoys\n{good}What is it?,same,same\n");
    match imported(&packs, text.as_bytes(), into_new("ana", "x"), ALL).await {
        Err(ImportError::Refused(report)) => assert_eq!((report.refused, report.rows[0].line), (1, 702)),
        other => panic!("one bad row was passed over: {other:?}"),
    }
    assert_eq!(rows(&database.db).await, before, "half a file was written");
    let (made, report) = imported(&packs, text.as_bytes(), into_new("ana", "x"), GOOD).await.unwrap();
    assert_eq!((report.added, report.refused), (700, 1));
    assert_eq!(made.pack.visibility, Visibility::Private);
    assert_in_order(&database.db).await;
}

async fn reads_open_trivia(database: &TestDatabase) {
    let packs = ready(database).await;
    let text = r#"{"response_code":0,"results":[
        {"type":"multiple","difficulty":"easy","category":"Entertainment: Books","question":"Who wrote &quot;Les Mis&eacute;rables&quot;?","correct_answer":"Victor Hugo &amp; nobody else","incorrect_answers":["Moli&egrave;re","Balzac &#039;himself&#039;","&Eacute;mile Zola"]},
        {"type":"boolean","difficulty":"easy","category":"Animals","question":"Cats can purr.","correct_answer":"True","incorrect_answers":["False"]},
        {"type":"multiple","difficulty":"hard","category":"Animals","question":"Which of these is NOT a bird?","correct_answer":"Bat","incorrect_answers":["Emu","Owl","Tit"]},
        {"type":"multiple","difficulty":"hard","category":"Music","question":"Complete the title: &quot;Bohemian ______&quot;.","correct_answer":"Rhapsody","incorrect_answers":["Grove","Night","Waltz"]}
    ]}"#;
    let options = Options { format: Some(Format::OpenTrivia), family_friendly: true, ..ALL };
    let (made, report) = imported(&packs, text.as_bytes(), into_new("ana", "Trivia"), options).await.unwrap();
    assert_eq!((report.added, report.refused), (4, 0));
    let questions = packs.questions(&made.pack.key, "ana", None, None, 10).await.unwrap();
    let kinds: Vec<QuestionKind> = questions.iter().map(|question| question.kind).collect();
    assert_eq!(kinds, [QuestionKind::Open, QuestionKind::Choice, QuestionKind::Choice, QuestionKind::Blank]);
    let first = &questions[0].draft;
    assert_eq!(first.prompt, r#"Who wrote "Les Misérables"?"#);
    assert_eq!(first.answer, "Victor Hugo & nobody else");
    assert_eq!(first.decoys, ["Molière", "Balzac 'himself'", "Émile Zola"]);
    assert!(first.family_friendly && first.source.as_deref().is_some_and(|source| source.contains("CC BY-SA")));
    assert_eq!(questions[3].draft.prompt, r#"Complete the title: "Bohemian ____"."#);
}

async fn reads_spreadsheet_tables(database: &TestDatabase) {
    let packs = ready(database).await;
    let text = "\u{feff}Question;Answer;Decoy 1;Decoy 2;Family friendly;Notes\r\n\
                \"What, then;\r\nis it?\";'=1+1;three;;Ja;to myself\r\n;;;;;\r\nWho was it?;Me;You;They|We;nej;\r\n\
                Who else?;Me;You;They;perhaps;\r\n";
    let (made, report) = imported(&packs, text.as_bytes(), into_new("ana", "Table"), GOOD).await.unwrap();
    assert_eq!((report.added, report.refused), (2, 1));
    assert_eq!(report.ignored_columns, ["Notes"]);
    assert_eq!((report.rows[0].row, report.rows[0].line), (3, 6));
    assert_eq!(report.rows[0].faults[0].field, "family_friendly");
    let questions = packs.questions(&made.pack.key, "ana", None, None, 10).await.unwrap();
    assert_eq!(questions[0].draft.prompt, "What, then; is it?");
    assert_eq!((questions[0].draft.answer.as_str(), questions[0].draft.family_friendly), ("=1+1", true));
    assert_eq!(questions[1].draft.decoys, ["You", "They", "We"]);
}

async fn imports_only_into_own_packs(database: &TestDatabase) {
    let packs = ready(database).await;
    let (made, _) = imported(&packs, OURS.as_bytes(), into_new("ana", "Mine"), ALL).await.unwrap();
    let table = b"prompt,answer,decoys\nWhat is it?,this,that\n";
    let into = |owner: Option<&str>, key: &str| Target::Pack { key: key.to_owned(), owner: owner.map(str::to_owned) };
    let error = imported(&packs, table, into(Some("bo"), &made.pack.key), ALL).await.expect_err("written");
    assert!(matches!(error, ImportError::Pack(PackError::Unknown)));
    for owner in [None, Some("ana")] {
        let error = imported(&packs, table, into(owner, "starter-en"), ALL).await.expect_err("written");
        assert!(matches!(error, ImportError::Pack(PackError::NotYours)));
    }
    let (_, report) = imported(&packs, table, into(None, &made.pack.key), ALL).await.expect("the operator may");
    assert_eq!(report.added, 1);

    let operators = Target::New { owner: None, details: titled("For all") };
    let (of_operator, _) = imported(&packs, table, operators, ALL).await.unwrap();
    assert!(!of_operator.pack.built_in && of_operator.pack.owner_id.is_none());
    assert!(pack::Entity::with_key(&of_operator.pack.key).one(&database.db).await.unwrap().is_some());
}

async fn previews_change_nothing(database: &TestDatabase) {
    let packs = ready(database).await;
    let before = rows(&database.db).await;
    let preview = async |text: &str| {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.rewind().unwrap();
        packs.preview(file, None, &ALL).await
    };
    let table = format!("prompt,answer,decoys,mood\n{}", "What is it?,same,same,good\n".repeat(120));
    let read = preview(&table).await.unwrap();
    assert_eq!((read.format, read.first_rows.len()), (Format::Csv, 5));
    assert_eq!((read.questions, read.refused, read.refused_rows.len()), (0, 120, 100));
    assert_eq!((read.first_rows[0].question.is_err(), read.header.ignored), (true, vec!["mood".to_owned()]));
    assert_eq!(read.header.headings, ["prompt", "answer", "decoys", "mood"]);
    let read = preview(OURS).await.unwrap();
    assert_eq!((read.format, read.questions, read.header.language.as_deref()), (Format::Json, 3, Some("da")));
    let many =
        OURS.replace("]}\n", &format!("{}]}}\n", r#",{"prompt":"What?","answer":"a","decoys":["b"]}"#.repeat(9)));
    let read = preview(&many).await.unwrap();
    assert_eq!((read.first_rows.len(), read.questions), (5, 12));
    // The last line voids what was read before.
    for (text, code) in [("", "empty"), (&OURS.replace("]}\n", ""), "truncated")] {
        let error = preview(text).await.unwrap_err();
        assert!(matches!(&error, ImportError::File(error) if error.code == code), "{error:?}");
    }
    assert_eq!(rows(&database.db).await, before);
}

async fn semicolon_tables_round_trip(database: &TestDatabase) {
    let packs = ready(database).await;
    let (made, _) = imported(&packs, OURS.as_bytes(), into_new("ana", "Mine"), ALL).await.unwrap();
    let table = exported(&packs, &made.pack.key, "ana", Format::CsvSemicolon).await;
    assert!(table.starts_with("\u{feff}key;kind;"), "{table}");
    // Excel writes CR LF, and TRUE in the language of the system.
    let saved = table.replace(";true;", ";SAND;").replace(";false;", ";FALSK;").replace('\n', "\r\n");
    let (again, report) = imported(&packs, saved.as_bytes(), into_new("bo", "x"), ALL).await.unwrap();
    assert_eq!(report.added, 3);
    let questions = async |key: &str, account: &str| {
        let json = exported(&packs, key, account, Format::Json).await;
        json.split_once("\"questions\"").map(|(_, questions)| questions.to_owned()).unwrap()
    };
    assert_eq!(questions(&made.pack.key, "ana").await, questions(&again.pack.key, "bo").await);
}
