//! The prompts of a game in which people answer or draw them.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use wpp_game::{
    content::{Content, ContentNeed},
    driver::NotEnoughContent,
    text::Key,
};

use crate::settings::CommonSettings;

/// The settings of a game with prompts. [`prompt_settings!`](crate::prompt_settings!) implements the trait.
pub trait PromptSettings: CommonSettings {
    /// Returns the prompts of the host.
    fn own_prompts(&self) -> &[String];

    /// Returns the items that a game with `count` prompts needs from packs, and `spare` further ones. The prompts of the host
    /// come first. One of them may equal one of the packs.
    fn prompts_of_packs(&self, count: usize, spare: usize) -> ContentNeed;

    /// Returns the settings of a running game, whose prompts are in its deck.
    #[must_use]
    fn without_prompts(&self) -> Self;
}

/// How many prompts a game needs. The game's [deck](crate::prompt_items!) follows from the trait.
pub trait PromptCount: PromptSettings {
    /// Returns the number of prompts that a game with `players` needs.
    fn prompt_count(&self, players: usize) -> usize;

    /// Returns the number of further prompts that a game with `players` can use. By default, none.
    fn spare_prompts(&self, _players: usize) -> usize {
        0
    }
}

/// Returns the items that a game with `players` needs from packs.
pub fn content(config: &impl PromptCount, players: usize) -> ContentNeed {
    config.prompts_of_packs(config.prompt_count(players), config.spare_prompts(players))
}

/// Draws the prompts of a game with `players`, the next one last, and those for people who may join later.
///
/// # Errors
/// [`NotEnoughContent`] when there are fewer different prompts than `players` need.
pub fn draw_content(
    config: &impl PromptCount,
    players: usize,
    content: Content,
    rng: &mut ChaCha8Rng,
) -> Result<Vec<String>, NotEnoughContent> {
    let (needed, most) = (config.prompt_count(players), config.most_players(players));
    let reserve = config.prompt_count(most).saturating_sub(needed) + config.spare_prompts(most);
    draw(config.own_prompts(), content, needed, reserve, rng)
}

/// Returns `needed` prompts in random order, the next one last: those of the host, then those of packs. Before them are up to
/// `reserve` further ones, for people who join later and for other uses, as the packs have them.
///
/// # Errors
/// [`NotEnoughContent`] when there are fewer different prompts.
fn draw(
    own: &[String],
    content: Content,
    needed: usize,
    reserve: usize,
    rng: &mut ChaCha8Rng,
) -> Result<Vec<String>, NotEnoughContent> {
    let keys: Vec<Key> = own.iter().map(|prompt| Key::of(prompt)).collect();
    let mut prompts: Vec<String> = match content {
        Content::Questions(items) => items.into_iter().map(|item| item.prompt).collect(),
        Content::None => Vec::new(),
    };
    prompts.retain(|prompt| !keys.contains(&Key::of(prompt)));
    let found = own.len() + prompts.len();
    if found < needed {
        return Err(NotEnoughContent { needed, found });
    }
    let mut own = own.to_vec();
    let mut deck = prompts.split_off(needed.saturating_sub(own.len()).min(prompts.len()));
    prompts.shuffle(rng);
    own.shuffle(rng);
    deck.append(&mut prompts);
    deck.append(&mut own);
    deck.drain(..deck.len().saturating_sub(needed + reserve));
    Ok(deck)
}

/// Implements [`PromptSettings`](crate::prompts::PromptSettings) for a configuration with the fields `own_prompts`,
/// `family_friendly` and `language`. The second argument is the kind of the items in packs.
///
/// ```ignore
/// wpp_cartridge_kit::prompt_settings!(Config, QuestionKind::Prompt);
/// ```
#[macro_export]
macro_rules! prompt_settings {
    ($config:ty, $kind:expr) => {
        impl $crate::prompts::PromptSettings for $config {
            fn own_prompts(&self) -> &[String] {
                &self.own_prompts
            }

            fn prompts_of_packs(&self, count: usize, spare: usize) -> ::wpp_game::content::ContentNeed {
                let own = self.own_prompts.len();
                ::wpp_game::content::ContentNeed::Items {
                    count: count.saturating_sub(own),
                    spare: spare + own,
                    family_friendly: self.family_friendly,
                    kinds: &[$kind],
                    language: self.language.tag(),
                }
            }

            fn without_prompts(&self) -> Self {
                Self { own_prompts: Vec::new(), ..self.clone() }
            }
        }
    };
}

/// The items of an `impl GameDriver` for a game whose deck has its prompts, the next one last. The settings implement
/// [`PromptCount`](crate::prompts::PromptCount).
///
/// ```ignore
/// impl GameDriver for Sketch {
///     wpp_cartridge_kit::prompt_items!();
/// }
/// ```
#[macro_export]
macro_rules! prompt_items {
    () => {
        type Deck = Vec<String>;

        fn content(config: &Config, players: usize) -> ::wpp_game::content::ContentNeed {
            $crate::prompts::content(config, players)
        }

        fn draw_content(
            config: &Config,
            players: usize,
            content: ::wpp_game::content::Content,
            rng: &mut ::rand_chacha::ChaCha8Rng,
        ) -> Result<Vec<String>, ::wpp_game::driver::NotEnoughContent> {
            $crate::prompts::draw_content(config, players, content, rng)
        }
    };
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;
    use wpp_game::content::Question;

    use super::*;

    fn packs(prompts: &[&str]) -> Content {
        let item = |prompt: &&str| Question { prompt: (*prompt).to_owned(), ..Question::default() };
        Content::Questions(prompts.iter().map(item).collect())
    }

    #[test]
    fn own_prompts_are_next_and_spare_ones_last() {
        let own = ["Mine".to_owned(), "The cat".to_owned()];
        let mut rng = ChaCha8Rng::from_seed([1; 32]);
        let deck = draw(&own, packs(&["a cat", "One", "Two", "Spare", "Last"]), 4, 9, &mut rng).unwrap();
        assert_eq!(deck.len(), 6, "{deck:?} has the cat twice");
        let (spare, next) = deck.split_at(2);
        assert_eq!(spare, ["Spare", "Last"]);
        assert!(["One", "Two"].iter().all(|prompt| next[..2].contains(&(*prompt).to_owned())), "{deck:?}");
        assert!(own.iter().all(|prompt| next[2..].contains(prompt)), "{deck:?}");
    }

    #[test]
    fn the_reserve_is_bounded() {
        let own = ["Mine".to_owned(), "The cat".to_owned(), "Third".to_owned()];
        for (needed, reserve, lengths) in
            [(2, 0, [2, 2]), (2, 1, [3, 3]), (4, 0, [4, 4]), (4, 2, [6, 6]), (1, 9, [7, 4])]
        {
            let mut rng = ChaCha8Rng::from_seed([1; 32]);
            let all = draw(&own, packs(&["One", "Two", "Three", "Four"]), needed, reserve, &mut rng).unwrap();
            let few = draw(&own, packs(&["One"]), needed.min(4), reserve, &mut rng).unwrap();
            assert_eq!(all.len(), lengths[0], "{needed} and {reserve}: {all:?}");
            assert!(few.len() <= lengths[1], "{needed} and {reserve}: {few:?}");
        }
    }

    #[test]
    fn too_few_prompts_are_refused() {
        let mut rng = ChaCha8Rng::from_seed([1; 32]);
        let refused = draw(&["Mine".to_owned()], packs(&["One", "mine!"]), 3, 0, &mut rng).unwrap_err();
        assert_eq!((refused.needed, refused.found), (3, 2));
    }
}
