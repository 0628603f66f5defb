//! Flash cards: Quizlet's export (term, tab, definition) and Anki's notes (fields with tabs, and a header).
//!
//! A card has no wrong answers. The answers of other cards of the file become its decoys.

use std::collections::VecDeque;

use wpp_game::text::Key;

use super::{
    Defaults, FileError, FileHeader, Format, Row, Sink, csv::Splitter, error::excerpt, row::blank, table::TableRow,
};

/// Decoys taken from other cards.
const DECOYS: usize = 3;

/// Cards looked at for one decoy, so that reading takes linear time.
const TRIES: usize = 12;

/// Longer answers are not used as decoys; the rules allow 80 graphemes.
const MAX_ANSWER: usize = 320;

struct Card {
    line: usize,
    prompt: String,
    answer: String,
}

/// Returns whether a text is an Anki export: it begins with a line such as `#separator:tab`.
pub(super) fn is_anki(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    ["#separator:", "#html:", "#tags column:", "#columns:", "#notetype", "#deck", "#guid column:"]
        .iter()
        .any(|start| first.starts_with(start))
}

/// Returns whether every line has a tab: the form of a Quizlet export.
pub(super) fn is_quizlet(text: &str) -> bool {
    let lines = || text.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    lines().all(|line| line.contains('\t')) && lines().any(|line| line.trim().contains('\t'))
}

/// Reads every card.
pub(super) fn read(
    text: &str,
    format: Format,
    defaults: &Defaults,
    sink: &mut Sink<'_>,
) -> Result<FileHeader, FileError> {
    let (header, body, first_line) = header(text);
    let mut refused: VecDeque<(usize, Row)> = VecDeque::new();
    let mut cards = Vec::new();
    let mut number = 0;
    for row in rows(body, format, header.separator, first_line) {
        let row = row?;
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        number += 1;
        let fields: Vec<String> = row
            .cells
            .iter()
            .enumerate()
            .filter(|(at, _)| !header.skipped.contains(at))
            .take(8)
            .map(
                |(_, cell)| {
                    if header.html || format == Format::Anki { without_html(cell) } else { cell.trim().to_owned() }
                },
            )
            .collect();
        match card(row.line, fields) {
            Ok(card) => cards.push((number, card)),
            Err((text, code, message)) => {
                refused.push_back((number, Row::refused(number, row.line, &text, code, message.to_owned())));
            }
        }
    }
    turn_around(&mut cards);
    let keys: Vec<Option<Key>> =
        cards.iter().map(|(_, card)| (card.answer.len() <= MAX_ANSWER).then(|| Key::of(&card.answer))).collect();
    for at in 0..cards.len() {
        while refused.front().is_some_and(|(number, _)| *number < cards[at].0) {
            if let Some((_, row)) = refused.pop_front()
                && !sink(row)
            {
                return Ok(FileHeader { format: Some(format), ..FileHeader::default() });
            }
        }
        let (number, card) = &cards[at];
        let mut draft = blank(defaults);
        draft.decoys = decoys(at, &cards, &keys);
        draft.prompt.clone_from(&card.prompt);
        draft.answer.clone_from(&card.answer);
        if !sink(Row::new(*number, card.line, None, draft)) {
            break;
        }
    }
    for (_, row) in refused {
        if !sink(row) {
            break;
        }
    }
    Ok(FileHeader { format: Some(format), ..FileHeader::default() })
}

/// Splits the cards. Anki quotes fields, Quizlet does not.
fn rows<'a>(
    text: &'a str,
    format: Format,
    separator: u8,
    first_line: usize,
) -> Box<dyn Iterator<Item = Result<TableRow, FileError>> + 'a> {
    if format == Format::Anki {
        return Box::new(Splitter::new(text, separator, first_line));
    }
    let row = move |(at, line): (usize, &str)| {
        let cells = line.split(char::from(separator)).take(8).map(str::to_owned).collect();
        Ok(TableRow { line: first_line + at, cells })
    };
    Box::new(text.lines().enumerate().map(row))
}

/// Returns answers of the following cards that differ from the answer and from each other.
fn decoys(at: usize, cards: &[(usize, Card)], keys: &[Option<Key>]) -> Vec<String> {
    let Some(Some(own)) = keys.get(at) else { return Vec::new() };
    let (mut decoys, mut taken) = (Vec::new(), vec![own]);
    for step in 1..=TRIES.min(cards.len().saturating_sub(1)) {
        let other = (at + step) % cards.len();
        let (Some(Some(key)), Some((_, card))) = (keys.get(other), cards.get(other)) else { continue };
        if taken.iter().all(|known| !known.near(key)) {
            decoys.push(card.answer.clone());
            taken.push(key);
        }
        if decoys.len() == DECOYS {
            break;
        }
    }
    decoys
}

type Refusal = (String, &'static str, &'static str);

fn card(line: usize, fields: Vec<String>) -> Result<Card, Refusal> {
    let front = fields.first().cloned().unwrap_or_default();
    if let Some(card) = cloze(line, &front) {
        return card;
    }
    let back = fields.get(1).cloned().unwrap_or_default();
    if front.is_empty() || back.is_empty() {
        return Err((
            front,
            "incomplete_card",
            "the card needs two sides, with a tab between them; add the missing side",
        ));
    }
    Ok(Card { line, prompt: front, answer: back })
}

/// Reads a cloze note such as `{{c1::Paris::city}} is in France.`
fn cloze(line: usize, text: &str) -> Option<Result<Card, Refusal>> {
    let (before, rest) = text.split_once("{{c")?;
    let (number, rest) = rest.split_once("::")?;
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (inner, after) = rest.split_once("}}")?;
    if after.contains("{{c") {
        let message = "the note has several gaps; only notes with one gap can be used";
        return Some(Err((text.to_owned(), "several_gaps", message)));
    }
    let answer = inner.split("::").next().unwrap_or_default().trim().to_owned();
    Some(Ok(Card { line, prompt: format!("{before}____{after}"), answer }))
}

/// Uses the longer side of the cards as the prompt, unless the first side has questions or gaps.
fn turn_around(cards: &mut [(usize, Card)]) {
    let asks = |card: &Card| card.prompt.trim_end().ends_with('?') || card.prompt.contains("__");
    if cards.iter().any(|(_, card)| asks(card)) {
        return;
    }
    let length = |side: fn(&Card) -> &String| cards.iter().map(|(_, card)| side(card).len()).sum::<usize>();
    if length(|card| &card.answer) > length(|card| &card.prompt) {
        cards.iter_mut().for_each(|(_, card)| std::mem::swap(&mut card.prompt, &mut card.answer));
    }
}

struct Header {
    separator: u8,
    html: bool,
    /// Columns with tags, decks and other data that is not a side of the card.
    skipped: Vec<usize>,
}

/// Reads the `#key:value` lines at the beginning. Returns the rest and the number of its first line.
fn header(text: &str) -> (Header, &str, usize) {
    let mut header = Header { separator: b'\t', html: false, skipped: Vec::new() };
    let (mut rest, mut line) = (text, 1);
    while let Some(named) = rest.strip_prefix('#') {
        let end = named.find('\n').map_or(named.len(), |end| end + 1);
        let Some((key, value)) = named.get(..end).and_then(|line| line.split_once(':')) else { break };
        let value = value.trim();
        match key {
            "separator" => {
                header.separator = match value.to_lowercase().as_str() {
                    "comma" | "," => b',',
                    "semicolon" | ";" => b';',
                    "pipe" | "|" => b'|',
                    "colon" | ":" => b':',
                    "space" => b' ',
                    _ => b'\t',
                }
            }
            "html" => header.html = value == "true",
            key if key.ends_with(" column") => {
                header.skipped.extend(value.parse::<usize>().ok().and_then(|column| column.checked_sub(1)));
            }
            _ => {}
        }
        rest = named.get(end..).unwrap_or_default();
        line += 1;
    }
    (header, rest, line)
}

/// Removes tags and decodes entities. Line breaks become blanks.
fn without_html(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match after.split_once('>').filter(|_| is_tag) {
            Some((_, after)) => {
                plain.push(' ');
                rest = after;
            }
            None => {
                plain.push('<');
                rest = after;
                // Without a closing sign there is no further tag.
                if is_tag {
                    break;
                }
            }
        }
    }
    plain.push_str(rest);
    let decoded = html_escape::decode_html_entities(&plain);
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the error for a text in no known format.
pub(super) fn unknown(text: &str) -> FileError {
    let found = excerpt(text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default());
    let why = format!(
        "the file begins with \"{found}\", which is no known format; begin with a heading row such as prompt, answer, \
         decoys, or choose the format"
    );
    FileError::new("no_questions_recognized", why).with("found", found)
}
