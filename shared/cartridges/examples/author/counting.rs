//! Counts the lines of code of a game: its rules, its contract, its stored types, and the rest.

/// Lines of code without tests, comments and blank lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lines {
    /// What decides: the folder of the rules, and each function in the files of the driver, of the settings and of the state.
    pub rules: usize,
    /// What clients receive: settings, actions, events, views and rejections.
    pub contract: usize,
    /// The types of the stored state.
    pub stored: usize,
    /// Functions that build events and views, texts for moderation, bots, live input, and declarations of the driver.
    pub rest: usize,
}

impl Lines {
    pub fn all(self) -> usize {
        self.rules + self.contract + self.stored + self.rest
    }

    pub fn add(&mut self, other: Self) {
        self.rules += other.rules;
        self.contract += other.contract;
        self.stored += other.stored;
        self.rest += other.rest;
    }
}

/// What counts as rules in a file.
enum Rules {
    All,
    None,
    /// Functions and whole `impl` blocks.
    Items,
    /// Functions.
    Functions,
    /// The function with this name.
    Function(&'static str),
}

/// Returns the lines of a game's file. `file` is its path below the game's `src`. The code is formatted.
pub fn count(file: &str, text: &str) -> Lines {
    let module = file.split(['/', '.']).next().unwrap_or_default();
    let rules = match module {
        "config" | "state" => Rules::Items,
        "contract" if file == "contract/config.rs" => Rules::Items,
        "lib" => Rules::Functions,
        // Before the rules had a folder, this check stood next to the encoding of drawings.
        "drawing" => Rules::Function("check"),
        "contract" | "events" | "views" | "texts" | "bot" | "doodle" | "stock_titles" | "ephemeral"
        | "foreign_protocol" => Rules::None,
        _ => Rules::All,
    };
    let (rules, others) = split(text, &rules);
    let lines = Lines { rules, ..Lines::default() };
    match module {
        "contract" | "config" => Lines { contract: others, ..lines },
        "state" => Lines { stored: others, ..lines },
        _ => Lines { rest: others, ..lines },
    }
}

/// Returns the lines that are rules, and the others. The tests are at the end of the file.
fn split(text: &str, rules: &Rules) -> (usize, usize) {
    let (mut counted, mut others) = (0, 0);
    // Indentation of the block of rules that contains the line.
    let mut block = None;
    for line in text.lines().take_while(|line| *line != "#[cfg(test)]") {
        let code = line.trim_start();
        if code.is_empty() || code.starts_with("//") {
            continue;
        }
        let indent = line.len() - code.len();
        if block.is_none() && begins_rules(code, rules) {
            block = Some(indent);
        }
        if block.is_some() {
            counted += 1
        } else {
            others += 1
        }
        let opens = code.ends_with(['{', '(', ',']);
        if block == Some(indent) && !opens && code.ends_with(['}', ';']) {
            block = None;
        }
    }
    if matches!(rules, Rules::All) { (counted + others, 0) } else { (counted, others) }
}

fn begins_rules(code: &str, rules: &Rules) -> bool {
    let visible = ["pub ", "pub(crate) ", "pub(super) ", "const "];
    let code = visible.iter().fold(code, |code, word| code.strip_prefix(word).unwrap_or(code));
    let name = code.strip_prefix("fn ").and_then(|rest| rest.split(['(', '<']).next());
    match rules {
        Rules::All | Rules::None => false,
        Rules::Items => name.is_some() || code.starts_with("impl ") || code.starts_with("impl<"),
        Rules::Functions => name.is_some(),
        Rules::Function(wanted) => name == Some(wanted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATE: &str = "//! Text.\n\npub struct State {\n    round: u32,\n}\n\nimpl State {\n    /// Text.\n    fn one(&self) -> u32 {\n        if self.round == 0 {\n            return 1;\n        }\n        2\n    }\n}\n\nmacro!(State);\n";
    const DRIVER: &str = "impl GameDriver for Game {\n    const KIND: &str = \"game\";\n\n    fn start(\n        config: &Config,\n    ) -> State {\n        State {}\n    }\n\n    items!();\n}\n\n#[cfg(test)]\nmod tests {}\n";

    #[test]
    fn functions_are_rules_wherever_they_are() {
        assert_eq!(count("state.rs", STATE), Lines { rules: 8, stored: 4, ..Lines::default() });
        assert_eq!(count("config.rs", STATE), Lines { rules: 8, contract: 4, ..Lines::default() });
        assert_eq!(count("lib.rs", DRIVER), Lines { rules: 5, rest: 4, ..Lines::default() });
        assert_eq!(count("rules/mod.rs", DRIVER), Lines { rules: 9, ..Lines::default() });
        assert_eq!(count("views.rs", DRIVER), Lines { rest: 9, ..Lines::default() });
        assert_eq!(count("contract/view.rs", STATE), Lines { contract: 12, ..Lines::default() });
    }
}
