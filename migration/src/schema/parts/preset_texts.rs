//! Texts of presets after the bounds of their setting changed.
//!
//! SQL cannot count graphemes, which the bounds are in, so the texts are read and written row by row. A text is never cut: a cut text
//! could be equal to another one of its list, and the game would reject the preset.

use std::ops::RangeInclusive;

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, QueryResult},
};
use unicode_segmentation::UnicodeSegmentation;

use super::preset_columns::{Columns, Kind, SCALARS_PER_GRAPHEME};

/// Maximum number of presets that are read at a time.
const PAGE: u64 = 500;

/// Copies the texts of every preset to the columns `copies`, which have the default of the setting `to`.
pub async fn copy(
    db: &impl ConnectionTrait,
    table: &str,
    from: &Columns,
    to: &Columns,
    copies: &[String],
) -> Result<(), DbErr> {
    let old = from.names(from.key);
    let mut last = String::new();
    loop {
        let mut page = Query::select();
        page.column("preset_id").columns(old.iter().cloned()).from(table.to_owned());
        page.and_where(Expr::col("preset_id").gt(last.as_str())).order_by("preset_id", Order::Asc).limit(PAGE);
        let rows = db.query_all(&page).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in &rows {
            last = row.try_get("", "preset_id")?;
            let Some(texts) = within(read(row, &old)?, to) else { continue };
            let places = copies.iter().enumerate();
            let values = places.map(|(at, copy)| (copy.clone(), Expr::val(texts.get(at).cloned())));
            let mut update = Query::update();
            update.table(table.to_owned()).values(values).and_where(Expr::col("preset_id").eq(last.as_str()));
            db.execute(&update).await?;
        }
    }
}

/// Reads the texts of a setting, without the nulls at the end of a list.
fn read(row: &QueryResult, columns: &[String]) -> Result<Vec<String>, DbErr> {
    let texts = columns.iter().map(|column| row.try_get::<Option<String>>("", column));
    texts.filter_map(Result::transpose).collect()
}

/// Returns the texts that are within the bounds of a setting; `None` if they are too few.
fn within(mut texts: Vec<String>, setting: &Columns) -> Option<Vec<String>> {
    let length = match &setting.kind {
        Kind::Text(length) | Kind::Texts(_, length) => length,
        Kind::Integer(_) | Kind::Switch | Kind::Word(_) | Kind::List(..) | Kind::Media(_) => return None,
    };
    let (fewest, most) = setting.list_bounds().unwrap_or((1, 1));
    texts.retain(|text| is_within(text, length));
    texts.truncate(most);
    (texts.len() >= fewest).then_some(texts)
}

fn is_within(text: &str, length: &RangeInclusive<usize>) -> bool {
    length.contains(&text.graphemes(true).count()) && text.chars().count() <= length.end() * SCALARS_PER_GRAPHEME
}

#[cfg(test)]
mod tests {
    use super::{
        super::preset_columns::{text, texts},
        *,
    };

    fn kept(given: &[&str], setting: &Columns) -> Option<Vec<String>> {
        within(given.iter().map(|text| (*text).to_owned()).collect(), setting)
    }

    /// Returns a text of `count` graphemes, each of which has four scalar values.
    fn long(count: usize) -> String {
        "e\u{301}\u{301}\u{301}".repeat(count)
    }

    #[test]
    fn counts_graphemes() {
        let twenty = long(20);
        assert_eq!(kept(&[&twenty], &text("motto", 0..=20)), Some(vec![twenty.clone()]));
        assert_eq!(kept(&[&twenty], &text("motto", 0..=19)), None);
        assert_eq!(kept(&[&twenty], &text("motto", 21..=40)), None, "80 scalar values are 20 characters");
        let family = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}";
        assert_eq!(kept(&[family], &text("motto", 0..=1)), None, "the column has room for four scalar values");
    }

    #[test]
    fn lists_lose_texts_out_of_bounds() {
        let lines = texts("lines", 1..=2, 3..=5);
        assert_eq!(kept(&["no", "three", "too long", "four", "five"], &lines).unwrap(), ["three", "four"]);
        assert_eq!(kept(&["no", "too long"], &lines), None, "the default, because the list needs a text");
        assert_eq!(kept(&["no"], &texts("lines", 0..=2, 3..=5)), Some(vec![]));
    }
}
