//! Columns of a cartridge's preset table: one typed column for each setting, with the bounds of the manifest
//! as check constraints. The application validates first; the constraints protect against other writers.
//!
//! A list is stored in the columns `key_1` to `key_n`. Columns beyond the minimum length may be null, but no value
//! may follow a null. A picture or a sound is stored in the columns `key` (the name of the file) and `key_alt` (its
//! description), which are null without one.

use std::ops::RangeInclusive;

use sea_orm_migration::prelude::*;

use super::belongs_to;

/// Maximum average number of scalar values in a grapheme of a text.
pub const SCALARS_PER_GRAPHEME: usize = 4;

/// End of the name of the column with the description of a picture or a sound.
const ALT: &str = "_alt";

/// Length of the name of a picture or a sound: 64 hexadecimal digits and an ending such as `.png`.
const FILE_LENGTH: usize = 68;

/// Maximum length of the description of a picture or a sound in graphemes.
const ALT_LENGTH: usize = 300;

/// Returns a name in quotation marks, because the key of a setting may be a word of SQL such as `order`.
pub fn identifier(name: &str) -> String {
    format!("\"{name}\"")
}

/// Columns of one setting.
#[derive(Debug, Clone)]
pub struct Columns {
    /// Key of the setting.
    pub key: &'static str,
    /// Type and bounds.
    pub kind: Kind,
}

/// Type and bounds of a setting.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A whole number.
    Integer(RangeInclusive<i32>),
    /// True or false.
    Switch,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Whole numbers: how many, and their bounds.
    List(RangeInclusive<usize>, RangeInclusive<i32>),
    /// A text, with the bounds of its length in graphemes.
    Text(RangeInclusive<usize>),
    /// Texts: how many, and the bounds of their lengths in graphemes.
    Texts(RangeInclusive<usize>, RangeInclusive<usize>),
    /// A picture or a sound, or nothing.
    Media(Medium),
}

/// The kind of a medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A picture.
    Picture,
    /// A sound.
    Sound,
}

/// Defines the table `table`: one row for each preset, deleted with the preset.
pub fn preset_table<const N: usize>(table: &'static str, settings: [Columns; N]) -> TableCreateStatement {
    let mut create = Table::create();
    create.table(table).col(ColumnDef::new("preset_id").text().not_null().primary_key()).foreign_key(&mut belongs_to(
        table,
        "preset_id",
        "preset",
    ));
    for setting in settings {
        for name in setting.names(setting.key) {
            create.col(setting.define(&name));
        }
    }
    create
}

/// Defines an integer setting within `bounds`.
pub fn integer(key: &'static str, bounds: RangeInclusive<i32>) -> Columns {
    Columns { key, kind: Kind::Integer(bounds) }
}

/// Defines a boolean setting.
pub fn switch(key: &'static str) -> Columns {
    Columns { key, kind: Kind::Switch }
}

/// Defines a setting with one of the values `words`.
pub fn word(key: &'static str, words: &'static [&'static str]) -> Columns {
    Columns { key, kind: Kind::Word(words) }
}

/// Defines a list setting of `length` integers, each within `bounds`.
pub fn list(key: &'static str, length: RangeInclusive<usize>, bounds: RangeInclusive<i32>) -> Columns {
    Columns { key, kind: Kind::List(length, bounds) }
}

/// Defines a setting of one text of `length` graphemes.
pub fn text(key: &'static str, length: RangeInclusive<usize>) -> Columns {
    Columns { key, kind: Kind::Text(length) }
}

/// Defines a setting of `count` texts, each of `length` graphemes.
pub fn texts(key: &'static str, count: RangeInclusive<usize>, length: RangeInclusive<usize>) -> Columns {
    Columns { key, kind: Kind::Texts(count, length) }
}

/// Defines a setting of a picture, or nothing.
pub fn picture(key: &'static str) -> Columns {
    Columns { key, kind: Kind::Media(Medium::Picture) }
}

/// Defines a setting of a sound, or nothing.
pub fn sound(key: &'static str) -> Columns {
    Columns { key, kind: Kind::Media(Medium::Sound) }
}

impl Columns {
    /// Returns how many columns may not be null, and how many columns there are; `None` for a setting that is no list.
    pub fn list_bounds(&self) -> Option<(usize, usize)> {
        match &self.kind {
            Kind::List(length, _) | Kind::Texts(length, _) => Some((*length.start(), *length.end())),
            Kind::Integer(_) | Kind::Switch | Kind::Word(_) | Kind::Text(_) | Kind::Media(_) => None,
        }
    }

    /// Returns the names of the columns of a setting that is called `key`.
    pub fn names(&self, key: &str) -> Vec<String> {
        match self.list_bounds() {
            Some((_, most)) => (1..=most).map(|n| format!("{key}_{n}")).collect(),
            None if self.is_media() => vec![key.to_owned(), format!("{key}{ALT}")],
            None => vec![key.to_owned()],
        }
    }

    /// Defines the column `name`, which is one of [`names`](Self::names).
    pub fn define(&self, name: &str) -> ColumnDef {
        let mut column = ColumnDef::new(name.to_owned());
        match self.kind {
            Kind::Integer(_) | Kind::List(..) => column.integer(),
            Kind::Switch => column.boolean(),
            Kind::Word(_) | Kind::Text(_) | Kind::Texts(..) | Kind::Media(_) => column.text(),
        };
        let before = self.optional_place(name).map(|before| Expr::col(before).is_not_null());
        let within = self.within(name);
        let column = match (before, within) {
            // No value may follow a null.
            (Some(before), Some(within)) => column.check(Expr::col(name.to_owned()).is_null().or(before.and(within))),
            (None, Some(within)) => column.not_null().check(within),
            (_, None) => column.not_null(),
        };
        column.take()
    }

    fn is_media(&self) -> bool {
        matches!(self.kind, Kind::Media(_))
    }

    /// Returns the column before `name` in a list, if `name` may be null.
    fn optional_place(&self, name: &str) -> Option<String> {
        if self.is_media() {
            return Some(name.strip_suffix(ALT).unwrap_or("preset_id").to_owned());
        }
        let (fewest, _) = self.list_bounds()?;
        let (list, place) = name.rsplit_once('_')?;
        let place: usize = place.parse().ok()?;
        (place > fewest).then(|| if place == 1 { "preset_id".to_owned() } else { format!("{list}_{}", place - 1) })
    }

    /// Returns the condition that a value is within its bounds.
    fn within(&self, name: &str) -> Option<Expr> {
        let column = || Expr::col(name.to_owned());
        let length_within = |length: &RangeInclusive<usize>| {
            let scalars = length.end() * SCALARS_PER_GRAPHEME;
            Expr::cust(format!("length({}) BETWEEN {} AND {scalars}", identifier(name), length.start()))
        };
        match &self.kind {
            Kind::Switch => None,
            Kind::Integer(bounds) | Kind::List(_, bounds) => Some(column().between(*bounds.start(), *bounds.end())),
            Kind::Word(words) => Some(column().is_in(words.iter().copied())),
            Kind::Text(length) | Kind::Texts(_, length) => Some(length_within(length)),
            Kind::Media(_) if name.ends_with(ALT) => Some(length_within(&(0..=ALT_LENGTH))),
            Kind::Media(medium) => {
                let is_sound = match medium {
                    Medium::Picture => "NOT LIKE",
                    Medium::Sound => "LIKE",
                };
                let name = identifier(name);
                Some(Expr::cust(format!("length({name}) = {FILE_LENGTH} AND {name} {is_sound} '%.mp3'")))
            }
        }
    }
}
