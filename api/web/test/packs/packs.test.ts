import { afterEach, describe, expect, test, vi } from "vitest";
import { keyInLink, PacksApi, type Pack, type Report } from "$app/packs/packs-api";
import { ApiError } from "$app/core/http";
import { questionSource, builtInLanguages, initialSelection } from "$app/packs/choose/selection";
import { words } from "$app/packs/words";
import { faultText, fieldText, fileProblemText } from "$app/packs/words/faults";
import { outcomeOf, suggestTitle } from "$app/packs/files/file";
import {
  faultsByLine,
  draftOf,
  fieldsOf,
  isVisible,
  formFaults,
  insertGap,
} from "$app/packs/questions/form";
import { setLocale } from "$app/i18n/index.svelte";
import type { Message } from "$app/i18n/message";

afterEach(() => vi.unstubAllGlobals());

const SOUND = {
  ...fieldsOf(),
  prompt: "In 1932 Australia lost a war against ____.",
  answer: "emus",
  decoys: ["", "rabbits", "", "sheep"],
};

describe("the question form", () => {
  test("ignores empty lines", () => {
    expect(formFaults(SOUND)).toEqual([]);
    expect(draftOf(SOUND).decoys).toEqual(["rabbits", "sheep"]);
    expect(draftOf({ ...SOUND, language: " ", source: "" })).toMatchObject({
      language: null,
      source: null,
    });
  });

  test("maps faults to lines", () => {
    const form = { ...SOUND, decoys: ["", "rabbits", "", "An emus!"], aliases: ["", "EMUS"] };
    expect(formFaults(form)).toEqual([
      { field: "aliases[1]", code: "alias_twice" },
      { field: "decoys[3]", code: "decoy_is_answer" },
    ]);
    const ofServer = [{ field: "decoys[1]", code: "some_new_rule", message: "no" }];
    expect(faultsByLine(form, ofServer)).toEqual([{ ...ofServer[0], field: "decoys[3]" }]);
  });

  test("round-trips a draft", () => {
    const draft = draftOf(SOUND);
    expect(draftOf(fieldsOf(draft))).toEqual(draft);
    expect(fieldsOf(draft).decoys).toHaveLength(4);
    expect(fieldsOf().kind).toBe("blank");
  });

  test("reads and shows numbers in the language of the page", async () => {
    const answers = (answer: string) => draftOf({ ...SOUND, kind: "number", answer }).answer;
    vi.stubGlobal("document", { documentElement: {} });
    await setLocale("da");
    expect(["8.849", "8,849", "3,14", "380 000"].map(answers)).toEqual([
      "8849",
      "8.849",
      "3.14",
      "380000",
    ]);
    const stored = draftOf({ ...SOUND, kind: "number", answer: "8,849" });
    expect(fieldsOf(stored).answer).toBe("8,849");
    expect(draftOf(fieldsOf(stored))).toEqual(stored);
    await setLocale("en");
    expect(["8.849", "8,849", "40 m"].map(answers)).toEqual(["8.849", "8849", "40 m"]);
    expect(fieldsOf(stored).answer).toBe("8.849");
    expect(draftOf({ ...SOUND, kind: "typed", answer: "8,849" }).answer).toBe("8,849");
  });

  test("hides faults of incomplete fields", () => {
    const early = { field: "prompt", code: "no_gap" };
    expect(isVisible(early, new Set(), false)).toBe(false);
    expect(isVisible(early, new Set(["prompt"]), false)).toBe(true);
    expect(isVisible(early, new Set(), true)).toBe(true);
    expect(isVisible({ field: "answer", code: "too_long" }, new Set(), false)).toBe(true);
  });

  test.each([
    ["", 0, 0, "____", 4],
    ["We go to", 8, 8, "We go to ____", 13],
    ["We go to Lima.", 9, 13, "We go to ____.", 13],
    ["We to Lima", 3, 3, "We ____ to Lima", 7],
  ])("inserts a gap into %j", (text, from, to, expected, caret) => {
    expect(insertGap(text, from, to)).toEqual({ text: expected, caret });
  });
});

describe("a file", () => {
  test("suggests a title", () => {
    expect(suggestTitle("our_family-2026.csv")).toBe("our family 2026");
    expect([...suggestTitle(`${"👩‍🚀".repeat(40)}.csv`)].length).toBeLessThanOrEqual(60);
  });

  test("has three outcomes", () => {
    const report = (added: number, refused = 0): Report => ({
      added,
      already_there: 1,
      refused,
      rows: [],
    });
    expect(outcomeOf(report(2, 1), true)).toBe("done");
    expect(outcomeOf(report(0), true)).toBe("nothing_new");
    expect(outcomeOf(report(2, 1), false)).toBe("stopped");
  });

  test("reports progress and failed rows", async () => {
    const report = { added: 0, already_there: 0, refused: 1, rows: [] };
    const problem = { code: "import_refused", detail: "1 row", report };
    const paths: string[] = [];
    const packs = new PacksApi(
      () => Promise.reject(new Error("nothing else is questionSource")),
      async (path, _file, _token, report) => {
        paths.push(path);
        report(0.5);
        return Response.json(problem, { status: 422 });
      },
    );
    const file = new Blob(["x"]);
    const progress: number[] = [];
    const upload = { file, format: "csv", rows: "all", into: null, title: "A & B" } as const;
    const refusal = await packs
      .import(upload, "token", (share) => progress.push(share))
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiError);
    expect(refusal).toMatchObject({ code: "import_refused", problem: { report } });
    expect(progress).toEqual([0.5]);
    expect(paths).toEqual(["/api/packs/import?rows=all&format=csv&title=A+%26+B"]);
  });
});

describe("the question source", () => {
  test("is built-in without selected packs", () => {
    expect(questionSource(initialSelection("da", []))).toEqual({ language: "da" });
    expect(questionSource(initialSelection("da", ["k1", "k2", "k1"]))).toEqual({
      pack_ids: ["k1", "k2"],
    });
    expect(questionSource({ language: "da", usesPacks: true, keys: [] })).toEqual({
      language: "da",
    });
    expect(questionSource({ language: "da", usesPacks: false, keys: ["k1"] })).toEqual({
      language: "da",
    });
  });

  test("lists each language once", () => {
    const packs = ["en", "da", "en"].map((language) => ({ language }) as Pack);
    expect(builtInLanguages(packs, "da")).toEqual(["da", "en"]);
    expect(builtInLanguages(packs, "fr")).toEqual(["da", "en"]);
  });

  test.each([
    ["https://party.example/packs/Ab3_-x", "Ab3_-x"],
    [" http://localhost:8080/packs/starter-da/?x=1#top ", "starter-da"],
    ["starter-en", "starter-en"],
    ["https://party.example/host", null],
    ["", null],
  ])("a link: %s", (pasted, key) => expect(keyInLink(pasted)).toBe(key));
});

describe("messages", () => {
  const { en, da } = words;
  const texts = (message: Message) =>
    typeof message === "string" ? [message] : Object.values(message);
  const holes = (message: Message) =>
    [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

  test.each(Object.keys(en) as (keyof typeof en)[])("%s exists in both languages", (key) => {
    expect(holes(da[key])).toEqual(holes(en[key]));
    for (const text of [...texts(da[key]), ...texts(en[key])]) expect(text.trim()).not.toBe("");
    const kinds = [da[key], en[key]].map((message) => typeof message);
    expect(kinds[0]).toBe(kinds[1]);
  });

  test("of faults name the bound", async () => {
    vi.stubGlobal("document", { documentElement: {} });
    await setLocale("en");
    expect(faultText({ field: "answer", code: "too_long" })).toBe(
      "This is too long. Use up to 80 characters.",
    );
    expect(faultText({ field: "prompt", code: "too_short" })).toBe(
      "This is too short. Use at least 5 characters.",
    );
    expect(faultText({ field: "title", code: "too_long" })).toBe(
      "This is too long. Use up to 60 characters.",
    );
    expect(faultText({ field: "answer", code: "too_long", params: { most: "1000" } })).toBe(
      "This is too long. Use up to 1,000 characters.",
    );
    expect(faultText({ field: "x", code: "newer", message: "Since 2027." })).toBe("Since 2027.");
    expect(fieldText("decoys[2]")).toBe("Decoy 3");
    expect(fieldText("answer")).toBe("Answer");
    await setLocale("da");
    expect(fieldText("decoys[0]")).toBe("Falsk svar 1");
    expect(faultText({ field: "decoys", code: "too_many" })).toBe(
      "Der er for mange. Brug højst 20.",
    );
    // A page never mixes two languages.
    expect(faultText({ field: "x", code: "newer", message: "Since 2027." })).toBe(
      "Det kan ikke bruges. Tjek det efter reglerne for spørgsmål.",
    );
    expect(
      faultText({ field: "kind", code: "unreadable", params: { found: "quiz" }, message: "no" }),
    ).toBe("»quiz« er ikke en type. Skriv blank, open eller choice.");
    expect(
      faultText({ field: "", code: "unsupported_type", params: { found: "essay" } }),
    ).toContain("»fritekst«");
  });

  test("of files name position and columns", async () => {
    vi.stubGlobal("document", { documentElement: {} });
    await setLocale("da");
    const params = { missing: "prompt, answer", found: '"Emne"' };
    expect(fileProblemText({ code: "missing_headings", params, line: 3 })).toBe(
      "Linje 3: Den første række skal være overskrifter. Der mangler: Spørgsmål, Svar. Fundet: " +
        '"Emne". Tilføj overskrifter som spørgsmål, svar, falske svar.',
    );
    const duplicate = { column: "family friendly", headings: '"a", "b"' };
    expect(fileProblemText({ code: "duplicate_headings", params: duplicate, line: 1 })).toContain(
      '»For hele familien«: "a", "b".',
    );
    const byte = { byte: "0xe6" };
    expect(fileProblemText({ code: "encoding", params: byte, line: 1200, column: 4 })).toMatch(
      /^Linje 1\.200, tegn 4: Filen er ikke i UTF-8: Den har byten 0xe6\./,
    );
    const trivia = (response_code: string) =>
      fileProblemText({ code: "trivia_response", params: { response_code } });
    expect(trivia("5")).toContain("Vent fem sekunder");
    expect(trivia("77")).toContain("kode 77");
    expect(fileProblemText({ code: "newer_code", params: {} })).toBe(words.da.file_other);
  });
});
