//! A configuration as JSON Schema, for the documents.

use serde_json::{Map, Value, json};

use super::{Kind, Manifest, Setting, Unit};

impl Manifest {
    /// The configuration's schema: an object of optional, bounded fields.
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
            Kind::Integer { min, max, .. } => json!({ "type": "integer", "minimum": min, "maximum": max }),
            Kind::Boolean => json!({ "type": "boolean" }),
            Kind::Choice { options } => json!({ "type": "string", "enum": options }),
            Kind::Integers { min_length, max_length, min, max, .. } => json!({
                "type": "array", "minItems": min_length, "maxItems": max_length,
                "items": { "type": "integer", "minimum": min, "maximum": max },
            }),
        };
        schema["description"] = format!("{}{}", self.description, self.kind.unit()).into();
        schema["default"] = self.default.clone();
        schema
    }
}

impl Kind {
    /// What has to be said of its unit.
    fn unit(&self) -> &'static str {
        match self {
            Self::Integer { unit: Unit::Ms, .. } | Self::Integers { unit: Unit::Ms, .. } => " In milliseconds.",
            _ => "",
        }
    }
}
