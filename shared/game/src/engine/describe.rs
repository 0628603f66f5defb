//! Descriptions of a driver: its manifest and its message schemas.

use crate::{
    content::ContentNeed,
    contract::snapshot::Feature,
    driver::{GameDriver, foreign_protocol::ForeignProtocol, foreign_protocol::MessageKind},
    manifest::{
        About, ActionKind, ContentKind, EphemeralKind, Manifest, Players, Settings,
        vocabulary::{ForeignProtocolSchema, MessageSchema, Vocabulary, collected, named, object, variants},
    },
};

impl Manifest {
    /// Returns the manifest of `D`, with the limits of its default configuration.
    #[must_use]
    pub fn of<D: GameDriver>() -> Self {
        let defaults = D::Config::default();
        let (About { name, tagline, phases }, seats) = (D::ABOUT, D::seats(&defaults));
        let need = D::content(&defaults, seats.max);
        let offers = [
            (Feature::Audience, true),
            (Feature::Bots, D::CAPABILITIES.bots.is_some()),
            (Feature::LateJoin, D::CAPABILITIES.late_join.is_some()),
        ];
        Self {
            cartridge: D::KIND,
            name,
            tagline,
            players: Players { min: seats.min, max: seats.max },
            phases,
            features: offers.into_iter().filter_map(|(feature, offered)| offered.then_some(feature)).collect(),
            content_kinds: need.kinds(),
            content: match need {
                ContentNeed::None => ContentKind::None,
                ContentNeed::Questions { .. } | ContentNeed::Items { .. } => ContentKind::Questions,
            },
            settings: D::Config::declared(),
        }
    }
}

impl Vocabulary {
    /// Returns the schemas of every message that `D` sends or receives.
    #[must_use]
    pub fn of<D: GameDriver>() -> Self {
        let mut schemas = collected::<D::Event>();
        schemas.extend(collected::<D::View>());
        schemas.extend(collected::<D::You>());
        let view = named::<D::View>(&mut schemas);
        let you = named::<D::You>(&mut schemas);
        let actions = D::ACTIONS.iter().map(|&ActionKind { kind, description, fields }| MessageSchema {
            kind,
            description,
            data: object(fields),
        });
        let ephemeral = D::CAPABILITIES.ephemeral.map(|messages| messages.kinds()).unwrap_or_default();
        Self {
            events: variants::<D::Event>(),
            actions: actions.collect(),
            ephemeral: ephemeral.iter().map(EphemeralKind::schema).collect(),
            foreign_protocol: D::CAPABILITIES.foreign_protocol.map(describe),
            view,
            you,
            schemas,
        }
    }
}

fn describe(protocol: &dyn ForeignProtocol) -> ForeignProtocolSchema {
    let schemas = |kinds: &[MessageKind]| {
        let schema = |&MessageKind { kind, description, fields }: &MessageKind| MessageSchema {
            kind,
            description,
            data: object(fields),
        };
        kinds.iter().map(schema).collect()
    };
    ForeignProtocolSchema {
        path: protocol.path(),
        client_messages: schemas(protocol.client_messages()),
        server_messages: schemas(protocol.server_messages()),
    }
}
