//! The prompts, one a line in `prompts/en.txt` and `prompts/da.txt`.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use wpp_cartridge_kit::settings::Language;
use wpp_game::driver::NotEnoughContent;

/// Returns all prompts of a language.
#[must_use]
pub fn prompts(language: Language) -> Vec<&'static str> {
    let lines = match language {
        Language::English => include_str!("../prompts/en.txt"),
        Language::Danish => include_str!("../prompts/da.txt"),
    };
    lines.lines().collect()
}

/// Returns all prompts in random order, at least `needed`. The prompts that nobody draws become decoys.
pub(super) fn shuffled(
    language: Language,
    needed: usize,
    rng: &mut ChaCha8Rng,
) -> Result<Vec<String>, NotEnoughContent> {
    let mut all = prompts(language);
    if all.len() < needed {
        return Err(NotEnoughContent { needed, found: all.len() });
    }
    all.shuffle(rng);
    Ok(all.into_iter().map(str::to_owned).collect())
}
