//! The stored form of a game. Running games continue with a later version of the program.

use wpp_sketch::{Config, State};

#[test]
fn stored_form_stays_the_same() {
    let config = serde_json::to_string(&Config::default()).unwrap();
    let stages = [
        r#"{"draw":{"waiting":["p1"]}}"#,
        r#"{"title":{"lies":[{"player":"p1","text":"x"}],"waiting":[]}}"#,
        r#"{"guess":{"table":{"choices":[],"guesses":[]},"waiting":[]}}"#,
        r#"{"reveal":{"table":{"choices":[],"guesses":[]},"to_come":[[0]]}}"#,
        r#"{"scoreboard":{"ranking":[]}}"#,
        r#"{"game_over":{"ranking":[],"awards":[]}}"#,
    ];
    let reviewed = r#"{"artist":"p2","prompt":"A dog","strokes":["1AAAA"],"review":{"t":"","i":7}}"#;
    for stage in stages {
        let stored = format!(
            r#"{{"config":{config},"deck":["Next"],"round":1,"drawings":[{{"artist":"p1","prompt":"A cat","strokes":["0AAAA"]}},{reviewed}],"current":0,"players":{{}},"latecomer_reactions":{{}},"best":null,"stage":{stage}}}"#
        );
        let state: State = serde_json::from_str(&stored).unwrap();
        assert_eq!(serde_json::to_string(&state).unwrap(), stored);
    }
}
