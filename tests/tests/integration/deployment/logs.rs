//! The lines that operators search for: errors of requests, and wrong passwords.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use reqwest::{Method, StatusCode};
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use wpp_tests::harness::{client::Api, environment::TestEnvironment, processes::Process};

async fn one_api(settings: &[(&str, &str)]) -> (TestEnvironment, Process, Api) {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(settings).await;
    let api = Api::of(&web);
    (env, web, api)
}

/// Returns the lines with this text.
fn lines_with(process: &Process, text: &str) -> Vec<Value> {
    let lines = process.log().text();
    lines.lines().filter(|line| line.contains(text)).map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_a_request_id() {
    let (_env, _web, api) = one_api(&[]).await;
    let id_of = async |given: Option<&str>| {
        let mut request = api.request(Method::GET, "/api/sessions/ZZZZZZ");
        if let Some(id) = given {
            request = request.header("x-request-id", id);
        }
        let answer = request.send().await.unwrap();
        answer.headers()["x-request-id"].to_str().unwrap().to_owned()
    };
    let (first, second) = (id_of(None).await, id_of(None).await);
    assert!(first.len() >= 16 && first != second, "{first} {second}");
    assert_eq!(id_of(Some("4f1c-9a")).await, "4f1c-9a", "the id of a proxy is kept");
    assert_ne!(id_of(Some("two words")).await, "two words");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_is_one_line_with_request_and_cause() {
    let (env, web, api) = one_api(&[]).await;
    env.open_database().await.execute_unprepared("DROP TABLE question; DROP TABLE pack").await.unwrap();
    let request = api.request(Method::GET, "/api/packs?token=secret").header("x-request-id", "operator-7");
    let answer = api.send(request).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);

    let is_error = |line: &Value| line["level"] == "ERROR";
    let line = web.log().wait_for("the error", |line| is_error(line).then(|| line.clone())).await;
    let errors: Vec<Value> = lines_with(&web, "operator-7").into_iter().filter(is_error).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    let request = &line["span"];
    assert_eq!((&request["method"], &request["path"]), (&json!("GET"), &json!("/api/packs")), "{line}");
    assert_eq!(request["request_id"], "operator-7", "{line}");
    assert!(line["error"].as_str().unwrap().contains("no such table"), "the cause is missing: {line}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_are_logged_and_counted() {
    let (_env, web, api) = one_api(&[("TRUST_PROXY", "1")]).await;
    for client in ["203.0.113.7", "2001:db8:1:2::5"] {
        let wrong = json!({"name": "ana", "password": "hunter2 hunter2"});
        let request = api.request(Method::POST, "/api/account/login").header("x-forwarded-for", client).json(&wrong);
        assert_eq!(api.send(request).await.status, StatusCode::UNAUTHORIZED);
    }
    let failed = |client: &'static str| {
        web.log().wait_for("a failed login", move |line| {
            let is_failure = line["message"].as_str()?.starts_with("login failed");
            (is_failure && line["client"] == client).then_some(())
        })
    };
    failed("203.0.113.7").await;
    failed("2001:db8:1:2::/64").await;
    assert!(web.metrics().await.contains("wpp_login_failures_total 2\n"));
    let log = web.log().text();
    assert!(!log.contains("hunter2"), "a password is in the log:\n{log}");
    assert_eq!(banned(&log), ["203.0.113.7", "2001:db8:1:2::/64"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn fail2ban_reads_the_text_format() {
    let line = "2026-11-29T03:25:02.123456Z  WARN request{method=\"POST\" path=\"/api/account/login\" \
                request_id=\"q7vn1djx0zk5ttr2\"}: wpp_library::accounts::attempts: login failed: wrong name or password \
                client=203.0.113.7";
    assert_eq!(banned(line), ["203.0.113.7"]);
    let forged = "2026-11-29T03:25:02.123456Z ERROR request{method=\"GET\" \
                  path=\"/login%20failed:%20wrong%20name%20or%20password%20client=203.0.113.9\"}: database request failed";
    assert_eq!(banned(forged), Vec::<String>::new());
}

/// Returns the addresses that fail2ban finds with the filter in `docs/deploy`. fail2ban is written in Python, so Python's
/// regular expressions decide.
fn banned(log: &str) -> Vec<String> {
    const SCRIPT: &str = r"
import configparser, re, sys
filters = configparser.ConfigParser()
filters.read(sys.argv[1])
address = r'(?P<host>(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F:]*:[0-9a-fA-F:]+)(?P<cidr>/\d+)?'
patterns = [re.compile(line.strip().replace('<SUBNET>', address))
            for line in filters['Definition']['failregex'].splitlines() if line.strip()]
for line in sys.stdin:
    for pattern in patterns:
        found = pattern.search(line.rstrip('\n'))
        if found:
            print(found['host'] + (found['cidr'] or ''))
            break
";
    let filter = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/deploy/fail2ban-filter.conf");
    let mut python = Command::new("python3")
        .args(["-c", SCRIPT])
        .arg(filter)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python 3 is installed");
    python.stdin.take().unwrap().write_all(log.as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "the filter cannot be read");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}
