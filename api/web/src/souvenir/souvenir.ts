/** What is left of an evening: the result, the best lie and the awards. Made on the device; the server keeps nothing. */

/** The result of a player or a team. */
export interface SouvenirRow {
  id: string;
  avatar: string | null | undefined;
  name: string;
  rank: number;
  /** Points, or stars. */
  score: number;
  /** Name of the player's team. */
  team?: string | null;
}

export interface SouvenirAward {
  title: string;
  name: string;
  /** What the player did for it. */
  reason: string;
  emoji: string;
  /** The lie or answer that earned it. */
  quote: string | null;
}

/** A drawing, as SVG paths in the colours of the palette. */
export interface SouvenirDrawing {
  /** What the drawing is, and who drew it. */
  heading: string;
  title: string;
  width: number;
  height: number;
  paths: readonly { colour: string; d: string }[];
}

export interface Souvenir {
  /** Who won. */
  headline: string;
  rows: readonly SouvenirRow[];
  /** The players, where `rows` are teams. */
  people?: readonly SouvenirRow[];
  awards: readonly SouvenirAward[];
  /** The lie that fooled the most, and its author. */
  bestLie: { text: string; name: string } | null;
  /** The best drawing, in games where people draw. */
  drawing?: SouvenirDrawing | null;
}

/** Characters with which a spreadsheet starts a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Formats the results as a table for spreadsheets: commas, quotes, and the byte order mark that Excel needs. The teams
 * follow the players. `team` is the heading of the players' teams.
 */
export function souvenirCsv(souvenir: Souvenir, headings: readonly string[], team: string): string {
  const { rows, people, awards } = souvenir;
  const table = (people ?? rows).map(({ rank, name, score, team }) => {
    const own = awards.filter((award) => award.name === name).map(({ title }) => title);
    return [String(rank), name, String(score), own.join("; "), ...(people ? [team ?? ""] : [])];
  });
  const teams = people
    ? [[], ...rows.map(({ rank, name, score }) => [String(rank), name, String(score)])]
    : [];
  const line = (values: readonly string[]) => values.map(cell).join(",");
  const lines = [[...headings, ...(people ? [team] : [])], ...table, ...teams];
  return `\ufeff${lines.map(line).join("\r\n")}\r\n`;
}

/** A text that looks like a formula gets an apostrophe, because names are written by anybody. */
function cell(text: string): string {
  const safe = FORMULA.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
