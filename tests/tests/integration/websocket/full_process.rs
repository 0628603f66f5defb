//! Refusals of a process that holds its maximum of sockets.

use serde_json::json;
use wpp_tests::harness::{client::Api, environment::TestEnvironment, foreign_client::ForeignClient, test_socket::End};

/// A client whose token is invalid must not reconnect, so a full process does not answer 1012.
#[tokio::test(flavor = "multi_thread")]
async fn bad_token_is_refused_before_a_full_process() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("MAX_SOCKETS", "1")]).await;
    let api = Api::of(&web);
    let session = api.create_of("air_guitar", json!({})).await;
    let mut only = ForeignClient::open(&api, &format!("/ws/game/{}/?role=host", session.code)).await;
    only.read().await.unwrap();
    for path in ["game", "sessions", "guitar"] {
        let refused = async |query: &str| {
            let mut client = ForeignClient::open(&api, &format!("/ws/{path}/{}/?{query}", session.code)).await;
            client.ended().await
        };
        assert_eq!(refused("token=forged").await, End::Closed(4003), "{path}");
        assert_eq!(refused("").await, End::Closed(4001), "{path}");
        assert_eq!(refused(&format!("token={}", session.token)).await, End::Closed(1012), "{path}");
    }
    let mut unknown = ForeignClient::open(&api, "/ws/game/0/?role=host").await;
    assert_eq!(unknown.ended().await, End::Closed(4005));
}
