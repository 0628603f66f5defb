//! Stored states, configurations and views decode to the same value.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    conformance::{Law, assert_same},
    playable::Playable,
    script::scripts,
    world::World,
};

pub fn stored_text_decodes_to_the_same_value<D: Playable>(law: Law) {
    law.check(scripts(), |script| {
        World::<D>::record(&script, |moment| {
            let world = moment.world;
            let stored = serde_json::to_value(&world.session).unwrap();
            if let Some(game) = stored.get("g") {
                reads_back::<D::State>(game);
            }
            reads_back::<D::Config>(&stored["o"]);
            if let view @ Value::Object(_) = &world.snapshot(None)["view"] {
                reads_back::<D::View>(view);
            }
        });
    });
}

fn reads_back<T: Serialize + DeserializeOwned>(written: &Value) {
    let read: T = serde_json::from_value(written.clone()).unwrap();
    assert_same("A stored value reads back differently", written, &serde_json::to_value(&read).unwrap());
}
