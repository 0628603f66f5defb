//! Titles that fit no drawing in particular: those of bots, and false ones when a pack has too few prompts.

use wpp_cartridge_kit::{bluff::FEWEST_OPTIONS, settings::Language};

use crate::state::State;

const ENGLISH: [&str; 16] = [
    "A nervous sandwich",
    "My neighbour's holiday",
    "The secret life of soup",
    "A very small parade",
    "Two clouds arguing",
    "Breakfast on the moon",
    "The mayor's best hat",
    "A shy volcano",
    "An owl at a wedding",
    "Somebody's lost luggage",
    "The last biscuit",
    "A queue for nothing",
    "A polite earthquake",
    "Monday, as a vegetable",
    "Half a helicopter",
    "The quietest disco",
];
const DANISH: [&str; 16] = [
    "En nervøs rundtenom",
    "Naboens sommerferie",
    "Suppens hemmelige liv",
    "En meget lille parade",
    "To skyer, der skændes",
    "Morgenmad på månen",
    "Borgmesterens bedste hat",
    "En genert vulkan",
    "En ugle til bryllup",
    "Nogens glemte kuffert",
    "Den sidste småkage",
    "En kø til ingenting",
    "Et høfligt jordskælv",
    "Mandag som grøntsag",
    "En halv helikopter",
    "Det mest stille diskotek",
];

/// Returns the titles in a language. All differ, and there are twice as many as players.
pub(crate) fn stock_titles(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &ENGLISH,
        Language::Danish => &DANISH,
    }
}

/// Returns prompts for artists for whom the deck has none, in an order in which the first ones are the last decoys.
pub(crate) fn prompts(language: Language) -> impl Iterator<Item = String> {
    stock_titles(language).iter().rev().map(|title| (*title).to_owned())
}

/// Returns false titles of the shown drawing, without those that people draw in the round. Each drawing has other titles first, so that a
/// revealed decoy does not come back at once.
pub(crate) fn decoys(state: &State) -> Vec<String> {
    let titles = stock_titles(state.config.language);
    let order = titles.iter().cycle().skip(state.current * (FEWEST_OPTIONS - 1)).take(titles.len());
    let is_drawn = |title: &&&str| state.drawings.iter().any(|drawing| drawing.prompt == ***title);
    order.filter(|title| !is_drawn(title)).map(|title| (*title).to_owned()).collect()
}
