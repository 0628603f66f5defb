//! A server with one more game, built from another workspace (`docs/examples/own_server`).

use std::net::SocketAddr;

use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio_util::sync::CancellationToken;
use wpp_api::server::Server;
use wpp_runtime::{
    config::{Env, Process},
    secure_rng::SecureRng,
    telemetry,
};
use wpp_tests::harness::{client::Api, environment::TestEnvironment, test_socket::TestSocket};
use wpp_worker::Worker;

/// Runs both roles in this process until `stop`. Sends the address of the API when both have started.
#[tokio::main(flavor = "current_thread")]
async fn serve(
    variables: Vec<(&'static str, String)>,
    started: tokio::sync::oneshot::Sender<SocketAddr>,
    stop: CancellationToken,
) {
    let lookup = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
    let (env, rng) = (Env::new(&lookup), SecureRng::from_os().unwrap());
    let metrics = telemetry::start_metrics(&[Process::Web, Process::Worker]).unwrap();
    let web = wpp_api::settings::Settings::read(&env, &rng).unwrap();
    let server = Server::start(&web, own_server::registry(), rng.clone(), metrics.clone()).await.unwrap();
    let worker = wpp_worker::settings::Settings::read(&env, &rng).unwrap();
    let worker = Worker::connect(&worker, own_server::registry(), rng, metrics).await.unwrap();
    started.send(server.address().unwrap()).unwrap();
    let (served, ()) = tokio::join!(server.serve(stop.clone()), worker.run(stop));
    served.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn own_server_offers_one_more_game() {
    let env = TestEnvironment::start().await;
    let mut variables = env.backends();
    for (name, value) in [("HOST", "127.0.0.1"), ("PORT", "0"), ("METRICS_PORT", "0")] {
        variables.push((name, value.to_owned()));
    }
    let (started, start) = tokio::sync::oneshot::channel();
    let stop = CancellationToken::new();
    let server = std::thread::spawn({
        let stop = stop.clone();
        move || serve(variables, started, stop)
    });
    let api = Api::at(&start.await.unwrap().to_string());

    let document = api.send(api.request(Method::GET, "/openapi.json")).await;
    assert!(document.text.contains("TallyView") && document.text.contains("FibView"));
    let session = api.create_of("tally", json!({"press_ms": 600})).await;
    let ana = api.join(&session.code, "Ana").await;
    api.join(&session.code, "Bob").await;
    let mut screen = TestSocket::screen(&api, &session).await;
    let mut phone = TestSocket::player(&api, &session.code, &ana).await;
    let _ = api.control(&session, "play").await.expect(StatusCode::OK);
    phone.accepted("button.press", json!({})).await;
    // The worker ends the phase.
    screen.next("phase.game_over").await;
    let snapshot = api.snapshot(&session.code, Some(&ana.token)).await;
    assert_eq!((&snapshot["view"]["pressed"], &snapshot["you"]["has_pressed"]), (&json!(1), &json!(true)));
    assert_eq!((&snapshot["players"][0]["score"], &snapshot["status"]), (&json!(1), &json!("finished")));

    drop((screen, phone));
    stop.cancel();
    server.join().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn only_games_with_a_table_have_presets() {
    let env = TestEnvironment::start().await;
    let db = env.open_database().await;
    wpp_migration::prepare(&db).await.unwrap();
    let games = own_server::registry();
    let with_presets = wpp_migration::with_presets(&db, games.kinds()).await.unwrap();
    assert!(with_presets.contains("fib") && !with_presets.contains("tally"));
}
