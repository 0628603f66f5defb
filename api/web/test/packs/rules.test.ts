/** Tests the editor's rules with the same cases as the server's. */

import { describe, expect, test } from "vitest";
import { readNumber } from "$app/i18n/numerals";
import { numberCases, sharedCases } from "../shared-cases";
import { keyOf, near } from "$app/packs/rules/key";
import { check, isLanguage, type Draft, type Fault } from "$app/packs/rules/rules";

interface Case {
  name: string;
  draft: Draft;
  kind?: string;
  tidied?: Pick<Draft, "prompt" | "answer" | "decoys">;
  faults: Fault[];
}

describe("a question", () => {
  const cases = sharedCases<Case[]>("questions");

  test("has enough cases", () => expect(cases.length).toBeGreaterThan(25));

  test.each(cases)("$name", ({ draft, kind, tidied, faults }) => {
    const judged = check(draft);
    expect(judged.faults).toEqual(faults);
    if (faults.length === 0) expect(judged.kind).toBe(kind);
    if (tidied) expect(judged.tidied).toMatchObject(tidied);
    // A tidied draft has no faults and stays the same.
    if (faults.length === 0)
      expect(check(judged.tidied)).toEqual({ ...judged, tidied: judged.tidied });
  });

  test("accepts BCP 47 language tags", () => {
    for (const tag of ["en", "da", "pt-BR", "zh-Hant-TW", "sr-Latn"])
      expect(isLanguage(tag)).toBe(true);
    for (const tag of ["", "e", "EN", "english", "en_GB", "en-", "d@", "da "])
      expect(isLanguage(tag)).toBe(false);
  });
});

type Table = Record<string, [string, string][]>;
const { same, different } = sharedCases<{ same: Table; different: Table }>("matching");
const pairs = (table: Table) =>
  Object.entries(table).flatMap(([group, all]) => all.map(([a, b]) => ({ group, a, b })));

describe("two texts", () => {
  test.each(pairs(same))("$group: $a matches $b", ({ a, b }) => {
    expect([near(keyOf(a), keyOf(b)), near(keyOf(b), keyOf(a))]).toEqual([true, true]);
  });

  test.each(pairs(different))("$group: $a differs from $b", ({ a, b }) => {
    expect([near(keyOf(a), keyOf(b)), near(keyOf(b), keyOf(a))]).toEqual([false, false]);
  });

  test("a ring stays on its letter", () => {
    const key = keyOf("å'\u{d3b}");
    expect(keyOf(key)).toBe(key);
    expect(keyOf("a'\u{d3b}")).not.toBe(key);
  });
});

test.each(numberCases().files)("a file's number %j is read as %j", (text, expected) => {
  const read = readNumber(text);
  const ambiguous = "fault" in read && read.fault === "ambiguous_number";
  expect("number" in read ? read.number : ambiguous ? "ambiguous" : null).toBe(expected);
});
