//! A network without IPv4: links have an IPv6 address, and lead to the server.

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{client::Api, processes::party::Party, test_game::short_config, test_socket::TestSocket};

use super::support::run_test_in_namespace;

/// The address of the machine in its network.
const ADDRESS: &str = "fd00:7::1";

#[test]
fn links_work_without_ipv4() {
    let network = format!("ip link set lo up && ip -6 address add {ADDRESS}/128 dev lo nodad");
    run_test_in_namespace(&network, module_path!(), "the_links");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "links_work_without_ipv4 runs it in a namespace"]
async fn the_links() {
    let party = Party::start_with(&[("HOST", "")]).await;
    let port = party.process.address().port();
    for host in [format!("[{ADDRESS}]"), "[::1]".to_owned(), "127.0.0.1".to_owned()] {
        let api = Api::at(&format!("http://{host}:{port}"));
        let session = api.create(short_config(1, 1)).await;
        TestSocket::screen(&api, &session).await;
        let version = api.get("/version").await.expect(StatusCode::OK);
        let link = version["public_url"].as_str().unwrap();
        assert!(link.starts_with(&format!("http://[{ADDRESS}]:")), "{link}");
        let body = json!({"cartridge": "fib"});
        let created = api.post("/api/sessions", None, &body).await.expect(StatusCode::CREATED);
        assert!(created["join_url"].as_str().unwrap().starts_with(link), "{created}");
    }
}
