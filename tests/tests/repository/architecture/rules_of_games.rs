//! The rules of the games on the kit stay short.

#[path = "../../../../shared/cartridges/examples/author/counting.rs"]
mod counting;

use self::counting::Lines;
use crate::{Offences, assert_none, files};

/// Most lines of rules of one of [`GAMES`].
const RULES: usize = 300;

/// Games that show what a game on the kit needs.
const GAMES: [&str; 2] = ["last_word", "sketch"];

#[test]
fn rules_of_a_game_stay_short() {
    let mut offences = Offences::new();
    for game in GAMES {
        let folder = format!("shared/cartridges/{game}/src/");
        let mut lines = Lines::default();
        for path in files::rust_files() {
            if let Some(file) = path.strip_prefix(&folder) {
                lines.add(counting::count(file, &files::read(&path).expect("Rust is UTF-8")));
            }
        }
        assert!(lines.all() > RULES, "{folder} contains the game");
        if lines.rules > RULES {
            offences.insert(folder, vec![format!("{} lines of rules", lines.rules)]);
        }
    }
    assert_none(
        &format!("A game on the kit has at most {RULES} lines of rules: move what games share into the kit."),
        &offences,
    );
}
