//! The stored form of a game. Running games continue with a later version of the program.

use wpp_last_word::{Config, State};

#[test]
fn stored_form_stays_the_same() {
    let config = serde_json::to_string(&Config::default()).unwrap();
    let prompt = r#"{"text":"Why?","writers":["p1","p2"],"answers":[{"player":"p1","text":"x"},{"player":"p2","text":"y"}],"votes":[{"voter":"p3","option":1}],"audience":[2,0]}"#;
    let record = r#"{"score":5,"gain":1,"votes":2,"audience":3,"sweeps":0,"best":{"text":"x","votes":2}}"#;
    let stages = [
        r#"{"write":{"waiting":["p1"]}}"#,
        r#"{"vote":{"waiting":[]}}"#,
        r#"{"result":{"results":[]}}"#,
        r#"{"scoreboard":{"ranking":[]}}"#,
        r#"{"game_over":{"ranking":[],"awards":[]}}"#,
    ];
    for stage in stages {
        let stored = format!(
            r#"{{"config":{config},"deck":["Next"],"round":1,"prompts":[{prompt}],"current":0,"players":{{"p3":{record}}},"stage":{stage}}}"#
        );
        let state: State = serde_json::from_str(&stored).unwrap();
        assert_eq!(serde_json::to_string(&state).unwrap(), stored);
    }
}
