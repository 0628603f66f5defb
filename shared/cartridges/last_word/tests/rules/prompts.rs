//! The prompts that ship with the game.

use std::collections::BTreeSet;

use wpp_game::text::{Key, Profanity, clean};
use wpp_last_word::{Language, prompts};

#[test]
fn prompts_are_clean_and_different() {
    for (language, least) in [(Language::English, 60), (Language::Danish, 30)] {
        let all = prompts(language);
        assert!(all.len() >= least);
        let keys: BTreeSet<String> = all.iter().map(|prompt| Key::of(prompt).as_str().to_owned()).collect();
        assert_eq!(keys.len(), all.len(), "a prompt occurs twice");
        for prompt in all {
            assert_eq!(clean(prompt, 90).as_deref(), Ok(prompt));
            assert!(Profanity::Strict.check(prompt).is_ok(), "{prompt}");
            assert!(!prompt.ends_with('.'), "{prompt}");
        }
    }
}
