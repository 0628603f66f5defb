/** Checks of a file before its upload, and the outcome of an import. */

import type { Report } from "$app/packs/packs-api";

/** The server's limit for an uploaded file. */
export const MAX_BYTES = 20 * 1024 * 1024;

export type FileFault = "too_large" | "empty" | "compressed" | "utf16" | "latin";

const startsWith = (bytes: Uint8Array, ...magic: number[]) =>
  magic.every((byte, at) => bytes[at] === byte);

/** Returns why a file cannot be imported; null when the server has to decide. */
export function checkFile(bytes: Uint8Array): FileFault | null {
  if (bytes.length > MAX_BYTES) return "too_large";
  if (bytes.length === 0) return "empty";
  /** The first bytes of gzip, ZIP, Zstandard and bzip2 files. */
  const compressed = [
    [0x1f, 0x8b],
    [0x50, 0x4b, 3, 4],
    [0x28, 0xb5, 0x2f, 0xfd],
    [0x42, 0x5a, 0x68],
  ];
  if (compressed.some((magic) => startsWith(bytes, ...magic))) return "compressed";
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return "utf16";
  if (bytes.length > 1 && (bytes[0] === 0 || bytes[1] === 0)) return "utf16";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return "latin";
  }
  return null;
}

/** Suggests a new pack's title from the file's name; empty when the file's content has a title. */
export function suggestTitle(fileName: string, start: string): string {
  if (/"title"\s*:/.test(start)) return "";
  const words = fileName.replace(/\.[^.]*$/, "").replace(/[_-]+/g, " ");
  return [...words.trim()].slice(0, 60).join("");
}

/** The outcome of an import. `stopped`: nothing was imported, because rows are invalid. */
export type ImportOutcome = "done" | "nothing_new" | "stopped";

export function outcomeOf(report: Report, imported: boolean): ImportOutcome {
  if (!imported) return "stopped";
  return report.added > 0 ? "done" : "nothing_new";
}

/** Returns the number of invalid rows that the report counts but does not list. */
export const unlistedRows = (report: Report): number =>
  Math.max(0, report.refused - report.rows.length);
