//! Redis over TLS. The server accepts no other connection, and requires a certificate of its clients.

use wpp_tests::harness::{
    environment::TestEnvironment,
    processes::{Program, certificates::TestCertificates},
    redis::{RedisServer, ServerOptions},
};

use crate::deployment::{backup, support::wpp};

async fn environment(certificates: &TestCertificates) -> TestEnvironment {
    let options = ServerOptions { tls: Some(certificates.clone()), ..ServerOptions::default() };
    TestEnvironment::on(RedisServer::start_as(options).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_and_its_backup_over_tls() {
    let certificates = TestCertificates::make();
    let (env, other) = (environment(&certificates).await, environment(&certificates).await);
    backup::check(&env, &other).await;
    let (_, report) = wpp(&env, &["doctor"], &[]);
    assert!(report.contains("ok      store"), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_certificates_are_named_at_the_start() {
    let (certificates, others) = (TestCertificates::make(), TestCertificates::make());
    let env = environment(&certificates).await;
    let [authority, certificate, key] = [others.authority(), others.client(), others.client_key()].map(path);
    let localhost = env.redis.url().replace("127.0.0.1", "host.invalid");
    for (settings, words) in [
        (&[("REDIS_TLS_CA", &*authority)][..], "do not agree on TLS"),
        (&[("REDIS_TLS_CERT", &certificate), ("REDIS_TLS_KEY", &key)], "cannot run"),
        (&[("REDIS_TLS_CA", ""), ("REDIS_TLS_CERT", ""), ("REDIS_TLS_KEY", "")], "do not agree on TLS"),
        (&[("REDIS_URL", &localhost)], "Redis does not answer"),
    ] {
        for program in [Program::Web, Program::Worker] {
            let error = env.start_error(program, settings).await;
            assert!(error.contains(words), "{settings:?}: {error}");
        }
    }
}

fn path(path: std::path::PathBuf) -> String {
    path.display().to_string()
}
