/** What a page can tell of a file before it is sent, and what an import came to. */

import type { Report } from "$app/packs/packs-api";

/** As the server has it. */
export const MOST_BYTES = 20 * 1024 * 1024;

export type BadFile = "too_large" | "empty" | "compressed" | "utf16" | "latin";

const starts = (bytes: Uint8Array, ...magic: number[]) =>
  magic.every((byte, at) => bytes[at] === byte);

/** Why these bytes are no text of questions; null when they may be. */
export function unfitFile(bytes: Uint8Array): BadFile | null {
  if (bytes.length > MOST_BYTES) return "too_large";
  if (bytes.length === 0) return "empty";
  const packed = [
    [0x1f, 0x8b],
    [0x50, 0x4b, 3, 4],
    [0x28, 0xb5, 0x2f, 0xfd],
    [0x42, 0x5a, 0x68],
  ];
  if (packed.some((magic) => starts(bytes, ...magic))) return "compressed";
  if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff)) return "utf16";
  if (bytes.length > 1 && (bytes[0] === 0 || bytes[1] === 0)) return "utf16";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return "latin";
  }
  return null;
}

/** What a new pack may be called whose file does not say: as the file is called. */
export function titleFrom(name: string, begin: string): string {
  if (/"title"\s*:/.test(begin)) return "";
  const bare = name.replace(/\.[^.]*$/, "").replace(/[_-]+/g, " ");
  return [...bare.trim()].slice(0, 60).join("");
}

/** How an import ended. */
export type Ending = "done" | "nothing_new" | "stopped";

export function endingOf(report: Report, imported: boolean): Ending {
  if (!imported) return "stopped";
  return report.added > 0 ? "done" : "nothing_new";
}

/** Refused rows that the report counts and does not list. */
export const unlisted = (report: Report): number =>
  Math.max(0, report.refused - report.rows.length);
