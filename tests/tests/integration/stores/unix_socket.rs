//! Redis over a socket of the machine.

use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_game_over_a_socket_of_the_machine() {
    let env = TestEnvironment::start().await;
    let socket = env.redis.unix_socket();
    for scheme in ["unix", "redis+unix"] {
        let settings = [("REDIS_URL", &*format!("{scheme}://{}?db=2", socket.display()))];
        let (web, _worker) = (env.start_api_with(&settings).await, env.start_worker_with(&settings).await);
        let api = Api::of(&web);
        let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
        game.play(&api).await;
        game.play_question().await;
        game.screen.next("phase.game_over").await;
    }
    assert_eq!(env.redis.keys().await, Vec::<String>::new(), "a process used another database than number 2");
}
