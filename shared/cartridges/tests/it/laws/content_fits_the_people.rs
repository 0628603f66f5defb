//! A game draws its content for the people who are there when it starts.

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use wpp_game::{
    content::{Content, ContentNeed},
    manifest::Settings as _,
};

use crate::{
    conformance::Law,
    playable::{Playable, content},
    script::scripts,
    world::{World, raw},
};

/// Enough configurations to have each value of most settings.
const CONFIGURATIONS: u32 = 12;

/// The loaded content is enough for any number of people, and so is what this number asks for. More people never need less.
pub fn any_number_of_people_can_start<D: Playable>(_: Law) {
    for pick in 0..CONFIGURATIONS {
        let config = D::Config::read(&raw(&D::config(pick))).unwrap();
        let seats = D::seats(&config);
        assert!(seats.min <= seats.max, "no number of people can start: {seats:?}");
        let most = D::content(&config, seats.max);
        default_kinds_are_accepted(&most);
        let loaded = content(&most);
        let mut fewer = 0;
        for players in seats.min..=seats.max {
            let need = D::content(&config, players);
            assert!(need.count() >= fewer, "{players} people need fewer items than one person less: {need:?}");
            fewer = need.count();
            let mut least = content(&need);
            if let Content::Questions(questions) = &mut least {
                questions.truncate(need.count());
            }
            let mut rng = ChaCha8Rng::from_seed([9; 32]);
            for content in [loaded.clone(), least] {
                let drawn = D::draw_content(&config, players, content, &mut rng);
                assert!(drawn.is_ok(), "{players} people, configuration {pick}: {:?}", drawn.err());
            }
        }
    }
}

/// A room that chooses no packs gets kinds that the game accepts.
fn default_kinds_are_accepted(need: &ContentNeed) {
    let (kinds, by_default) = (need.kinds(), need.default_kinds());
    assert!(by_default.iter().all(|kind| kinds.contains(kind)), "{by_default:?} are not all in {kinds:?}");
    assert_eq!(by_default.is_empty(), kinds.is_empty(), "a room that chooses no packs gets nothing");
}

/// The group's history has the items that the people at the start need, and no others.
pub fn only_played_items_count_as_known<D: Playable>(law: Law) {
    law.check(scripts(), |script| {
        let mut known = 0;
        World::<D>::record(&script, |moment| {
            let session = &moment.world.session;
            let config = D::Config::read(session.config()).unwrap();
            if moment.step.events.iter().any(|event| event.body.contains(r#""type":"session.started""#)) {
                let need = D::content(&config, session.players().len());
                assert_eq!(session.played_questions().len(), need.count());
                known += need.count();
                assert_eq!(session.question_history().len(), known);
            } else if !session.has_game() {
                assert_eq!(session.played_questions(), [] as [String; 0], "nothing is played in the lobby");
            }
        });
    });
}
