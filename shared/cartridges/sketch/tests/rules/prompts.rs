//! The prompts.

use std::collections::BTreeSet;

use wpp_game::text::{Key, Profanity, clean};
use wpp_sketch::{Language, MAX_GRAPHEMES, prompts};

#[test]
fn prompts_are_distinct_and_clean() {
    for (language, fewest) in [(Language::English, 60), (Language::Danish, 30)] {
        let prompts = prompts(language);
        let keys: BTreeSet<String> = prompts.iter().map(|prompt| Key::of(prompt).as_str().to_owned()).collect();
        assert_eq!(keys.len(), prompts.len(), "{language:?}");
        assert!(prompts.len() >= fewest, "{language:?}");
        for prompt in prompts {
            assert_eq!(clean(prompt, MAX_GRAPHEMES).as_deref(), Ok(prompt));
            assert_eq!(Profanity::Strict.check(prompt), Ok(()), "{prompt}");
        }
    }
}
