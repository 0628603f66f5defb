//! JSON Schema of a configuration, for the contract documents.

use serde_json::{Map, Value, json};

use super::{Manifest, Setting, SettingKind, Unit};
use crate::content::{MediaKind, form::MAX_SENTENCE};

impl Manifest {
    /// Returns the schema of the configuration: an object of optional, bounded fields.
    #[must_use]
    pub fn config_schema(&self) -> Value {
        let fields = self.settings.iter().map(|setting| (setting.key.to_owned(), setting.schema()));
        json!({
            "type": "object",
            "description": format!("The configuration of {}. Every field is optional; unknown ones are ignored.", self.name),
            "properties": fields.collect::<Map<_, _>>(),
        })
    }
}

impl Setting {
    fn schema(&self) -> Value {
        let mut schema = match self.kind {
            SettingKind::Integer { min, max, .. } => json!({ "type": "integer", "minimum": min, "maximum": max }),
            SettingKind::Boolean => json!({ "type": "boolean" }),
            SettingKind::Choice { options } => json!({ "type": "string", "enum": options }),
            SettingKind::Integers { min_length, max_length, min, max, .. } => json!({
                "type": "array", "minItems": min_length, "maxItems": max_length,
                "items": { "type": "integer", "minimum": min, "maximum": max },
            }),
            SettingKind::Text { min_length, max_length } => {
                json!({ "type": "string", "minLength": min_length, "maxLength": max_length })
            }
            SettingKind::Media { .. } => {
                json!({ "type": ["object", "null"], "required": ["file"], "additionalProperties": false })
            }
            SettingKind::Texts { min_count, max_count, min_length, max_length } => json!({
                "type": "array", "minItems": min_count, "maxItems": max_count, "uniqueItems": true,
                "items": { "type": "string", "minLength": min_length, "maxLength": max_length },
            }),
        };
        if let SettingKind::Media { media } = self.kind {
            let endings = match media {
                MediaKind::Picture => "jpg|png",
                MediaKind::Sound => "mp3",
            };
            schema["properties"] = json!({
                "file": { "type": "string", "pattern": format!("^[0-9a-f]{{64}}\\.({endings})$") },
                "alt": { "type": "string", "maxLength": MAX_SENTENCE },
            });
        }
        schema["description"] = format!("{}{}", self.description, self.kind.unit()).into();
        schema["default"] = self.default.clone();
        schema
    }
}

impl SettingKind {
    /// Returns a description of the unit, or an empty text.
    fn unit(&self) -> &'static str {
        match self {
            Self::Integer { unit: Unit::Ms, .. } | Self::Integers { unit: Unit::Ms, .. } => " In milliseconds.",
            _ => "",
        }
    }
}
