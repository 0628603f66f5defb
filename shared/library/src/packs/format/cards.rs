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

/// Cards looked at for the decoys of one card, so that reading takes linear time.
const TRIES: usize = 12;

/// Longer answers are not used as decoys; the rules allow 80 graphemes.
const MAX_ANSWER: usize = 320;

/// Rows looked at for the decoys of a card, with the card itself. Bounds the memory of the reader.
const WINDOW: usize = 64;

struct Card {
    prompt: String,
    answer: String,
}

/// One row of a file.
struct CardRow<C> {
    number: usize,
    line: usize,
    card: Result<C, Refusal>,
}

/// A card with the key of its answer. The key is missing if the answer is too long for a decoy.
struct KeyedCard {
    card: Card,
    key: Option<Key>,
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

/// Reads every card. The file is read twice, so that only a few rows are in memory.
pub(super) fn read(
    text: &str,
    format: Format,
    defaults: &Defaults,
    sink: &mut Sink<'_>,
) -> Result<FileHeader, FileError> {
    let (header, body, first_line) = header(text);
    let sides = CardSides::of(card_rows(body, format, &header, first_line))?;
    let mut rows = card_rows(body, format, &header, first_line);
    let mut window = VecDeque::with_capacity(WINDOW);
    loop {
        while window.len() < WINDOW
            && let Some(row) = rows.next()
        {
            let CardRow { number, line, card } = row?;
            window.push_back(CardRow { number, line, card: card.map(|card| sides.keyed(card)) });
        }
        let Some(CardRow { number, line, card }) = window.pop_front() else { break };
        let row = match card {
            Ok(KeyedCard { card, key }) => {
                let following = window.iter().filter_map(|row| row.card.as_ref().ok());
                let mut draft = blank(defaults);
                draft.decoys = decoys(key.as_ref(), following.chain(&sides.first));
                (draft.prompt, draft.answer) = (card.prompt, card.answer);
                Row::new(number, line, None, draft)
            }
            Err((text, code, message)) => Row::refused(number, line, &text, code, message.to_owned()),
        };
        if !sink(row) {
            break;
        }
    }
    Ok(FileHeader { format: Some(format), ..FileHeader::default() })
}

/// What the reader needs to know about all cards before it reads the first one.
struct CardSides {
    /// Whether the second side of the cards is the prompt.
    is_turned: bool,
    /// The first cards. The last cards take their decoys from them.
    first: Vec<KeyedCard>,
}

impl CardSides {
    /// Uses the longer side of the cards as the prompt, unless the first side has questions or gaps.
    fn of(rows: impl Iterator<Item = Result<CardRow<Card>, FileError>>) -> Result<Self, FileError> {
        let (mut asks, mut prompts, mut answers) = (false, 0, 0);
        let mut first = Vec::new();
        for row in rows {
            let Ok(card) = row?.card else { continue };
            asks |= card.prompt.trim_end().ends_with('?') || card.prompt.contains("__");
            prompts += card.prompt.len();
            answers += card.answer.len();
            if first.len() <= TRIES {
                first.push(card);
            }
        }
        let mut sides = Self { is_turned: !asks && answers > prompts, first: Vec::new() };
        sides.first = first.into_iter().map(|card| sides.keyed(card)).collect();
        Ok(sides)
    }

    fn keyed(&self, mut card: Card) -> KeyedCard {
        if self.is_turned {
            std::mem::swap(&mut card.prompt, &mut card.answer);
        }
        let key = (card.answer.len() <= MAX_ANSWER).then(|| Key::of(&card.answer));
        KeyedCard { card, key }
    }
}

/// Returns the cards and the refused rows of a file. Blank rows are left out.
fn card_rows<'a>(
    text: &'a str,
    format: Format,
    header: &'a Header,
    first_line: usize,
) -> impl Iterator<Item = Result<CardRow<Card>, FileError>> + 'a {
    let is_html = header.html || format == Format::Anki;
    let field = move |cell: &String| if is_html { without_html(cell) } else { cell.trim().to_owned() };
    let is_blank = |row: &TableRow| row.cells.iter().all(|cell| cell.trim().is_empty());
    let rows = rows(text, format, header.separator, first_line);
    rows.filter(move |row| !row.as_ref().is_ok_and(is_blank)).zip(1..).map(move |(row, number)| {
        let row = row?;
        let sides = row.cells.iter().enumerate().filter(|(at, _)| !header.skipped.contains(at));
        let fields: Vec<String> = sides.take(8).map(|(_, cell)| field(cell)).collect();
        Ok(CardRow { number, line: row.line, card: card(&fields) })
    })
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

/// Returns answers of other cards that differ from the answer with the key `own` and from each other.
fn decoys<'a>(own: Option<&'a Key>, others: impl Iterator<Item = &'a KeyedCard>) -> Vec<String> {
    let Some(own) = own else { return Vec::new() };
    let (mut decoys, mut taken) = (Vec::new(), vec![own]);
    for other in others.take(TRIES) {
        let Some(key) = &other.key else { continue };
        if taken.iter().all(|known| !known.near(key)) {
            decoys.push(other.card.answer.clone());
            taken.push(key);
        }
        if decoys.len() == DECOYS {
            break;
        }
    }
    decoys
}

type Refusal = (String, &'static str, &'static str);

fn card(fields: &[String]) -> Result<Card, Refusal> {
    let front = fields.first().cloned().unwrap_or_default();
    if let Some(card) = cloze(&front) {
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
    Ok(Card { prompt: front, answer: back })
}

/// Reads a cloze note such as `{{c1::Paris::city}} is in France.`
fn cloze(text: &str) -> Option<Result<Card, Refusal>> {
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
    Some(Ok(Card { prompt: format!("{before}____{after}"), answer }))
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
    let mut joined = String::with_capacity(decoded.len());
    // Collecting the words first would take sixteen bytes for each.
    for word in decoded.split_whitespace() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
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
