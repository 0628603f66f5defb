/** Checks of a file before its upload, and the outcome of an import. */

import type { Report } from "$app/packs/packs-api";

/** The server's limit for an uploaded file, in megabytes. */
export const MAX_MEGABYTES = 20;
export const MAX_BYTES = MAX_MEGABYTES * 1024 * 1024;
/** The limit for a ZIP file, which has pictures and sounds. */
const MAX_ZIP_MEGABYTES = 64;

/** Returns the server's limit for a file with this name, in megabytes. */
export const maxMegabytes = (name: string): number =>
  name.toLowerCase().endsWith(".zip") ? MAX_ZIP_MEGABYTES : MAX_MEGABYTES;

/** What the file dialog offers. The server recognises the format from the content, not from the name. */
export const ACCEPTED =
  ".csv,.tsv,.txt,.json,.xlsx,.xlsm,.ods,.xls,.gift,.aiken,.zip,text/csv,text/plain,application/json";

/** The formats in which any text can be read; offered when the server recognises none. */
export const TEXT_FORMATS = [
  "csv",
  "json",
  "opentdb",
  "gift",
  "aiken",
  "quizlet",
  "anki",
  "word_lists",
  "pairs",
];

/** Faults of a file that can disappear in another format. */
const FAULTS_OF_FORMAT = new Set([
  "duplicate_headings",
  "json",
  "missing_headings",
  "no_questions",
  "no_questions_recognized",
  "open_quote",
  "other_format",
  "too_many_columns",
  "truncated",
]);

export const dependsOnFormat = (code: string | undefined): boolean =>
  code !== undefined && FAULTS_OF_FORMAT.has(code);

/** Suggests a new pack's title from the file's name. */
export function suggestTitle(fileName: string): string {
  const words = fileName.replace(/\.[^.]*$/, "").replace(/[_-]+/g, " ");
  return [...words.trim()].slice(0, 60).join("");
}

/** Whether the browser can still read a chosen file. It cannot after the file has changed on disk. */
export const isReadable = (file: Blob): Promise<boolean> =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );

/** The outcome of an import. `stopped`: nothing was imported, because rows are invalid. */
export type ImportOutcome = "done" | "nothing_new" | "stopped";

export function outcomeOf(report: Report, imported: boolean): ImportOutcome {
  if (!imported) return "stopped";
  return report.added > 0 ? "done" : "nothing_new";
}
