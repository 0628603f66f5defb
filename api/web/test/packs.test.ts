/** What the pages about question packs decide by themselves. */

import { afterEach, describe, expect, test, vi } from "vitest";
import { keyIn, Packs, type Pack, type Report } from "../src/core/packs";
import { ApiError } from "../src/core/rest";
import { asked, houseLanguages, startingChoice } from "../src/packs/choice";
import { da } from "../src/packs/da";
import { en } from "../src/packs/en";
import { faultText, fieldText } from "../src/packs/fault-words";
import { endingOf, MOST_BYTES, titleFrom, unfitFile, unlisted } from "../src/packs/file";
import { atLines, draftOf, formOf, isTold, judge, withGap } from "../src/packs/form";
import "../src/packs/words";
import { speak, type Message } from "../src/i18n/index.svelte";

afterEach(() => vi.unstubAllGlobals());

const SOUND = {
  ...formOf(),
  prompt: "In 1932 Australia lost a war against ____.",
  answer: "emus",
  decoys: ["", "rabbits", "", "sheep"],
};

describe("a question that is typed", () => {
  test("is judged without its empty lines, and sent without them", () => {
    expect(judge(SOUND)).toEqual([]);
    expect(draftOf(SOUND).decoys).toEqual(["rabbits", "sheep"]);
    expect(draftOf({ ...SOUND, language: " ", source: "" })).toMatchObject({
      language: null,
      source: null,
    });
  });

  test("is told what is wrong at the line on which it stands", () => {
    const form = { ...SOUND, decoys: ["", "rabbits", "", "An emus!"], aliases: ["", "EMUS"] };
    expect(judge(form)).toEqual([
      { field: "aliases[1]", code: "alias_twice" },
      { field: "decoys[3]", code: "decoy_is_answer" },
    ]);
    const ofServer = [{ field: "decoys[1]", code: "some_new_rule", message: "no" }];
    expect(atLines(form, ofServer)).toEqual([{ ...ofServer[0], field: "decoys[3]" }]);
  });

  test("comes back from what is stored as it was", () => {
    const draft = draftOf(SOUND);
    expect(draftOf(formOf(draft))).toEqual(draft);
    expect(formOf(draft).decoys).toHaveLength(4);
    expect(formOf().kind).toBe("blank");
  });

  test("is not scolded for what is not written yet", () => {
    const early = { field: "prompt", code: "no_gap" };
    expect(isTold(early, new Set(), false)).toBe(false);
    expect(isTold(early, new Set(["prompt"]), false)).toBe(true);
    expect(isTold(early, new Set(), true)).toBe(true);
    expect(isTold({ field: "answer", code: "too_long" }, new Set(), false)).toBe(true);
  });

  test.each([
    ["", 0, 0, "____", 4],
    ["We go to", 8, 8, "We go to ____", 13],
    ["We go to Lima.", 9, 13, "We go to ____.", 13],
    ["We to Lima", 3, 3, "We ____ to Lima", 7],
  ])("%j gets its gap", (text, from, to, expected, caret) => {
    expect(withGap(text, from, to)).toEqual({ text: expected, caret });
  });
});

describe("a file", () => {
  const bytes = (...all: number[]) => new Uint8Array(all);
  const text = (said: string) => new TextEncoder().encode(said);
  test.each([
    ["text", text("prompt,answer\nHvor bor Åse?,Ærø"), null],
    ["with a mark in front", bytes(0xef, 0xbb, 0xbf, 0x61), null],
    ["nothing", bytes(), "empty"],
    ["zipped", bytes(0x50, 0x4b, 3, 4, 0), "compressed"],
    ["gzipped", bytes(0x1f, 0x8b, 8), "compressed"],
    ["UTF-16 with a mark", bytes(0xff, 0xfe, 0x61, 0), "utf16"],
    ["UTF-16 without", bytes(0x61, 0, 0x62, 0), "utf16"],
    ["Latin-1", bytes(0xc5, 0x73, 0x65), "latin"],
    ["too much", new Uint8Array(MOST_BYTES + 1), "too_large"],
  ])("%s", (_, given, expected) => expect(unfitFile(given)).toBe(expected));

  test("gives a new pack its name, unless it says one itself", () => {
    expect(titleFrom("our_family-2026.csv", "prompt,answer")).toBe("our family 2026");
    expect(titleFrom("pack.json", '{"format": "wpp-questions", "title" : "Ours"')).toBe("");
    expect([...titleFrom(`${"👩‍🚀".repeat(40)}.csv`, "")].length).toBeLessThanOrEqual(60);
  });

  test("ends in one of three ways", () => {
    const report = (added: number, refused = 0): Report => ({
      added,
      already_there: 1,
      refused,
      rows: [],
    });
    expect(endingOf(report(2, 1), true)).toBe("done");
    expect(endingOf(report(0), true)).toBe("nothing_new");
    expect(endingOf(report(2, 1), false)).toBe("stopped");
    expect([unlisted(report(0, 123)), unlisted(report(0))]).toEqual([123, 0]);
  });

  test("that is refused brings its report, and says how much of it has gone", async () => {
    const report = { added: 0, already_there: 0, refused: 1, rows: [] };
    const problem = { code: "import_refused", detail: "1 row", report };
    const paths: string[] = [];
    const packs = new Packs(
      () => Promise.reject(new Error("nothing else is asked")),
      async (path, _file, _token, gone) => {
        paths.push(path);
        gone(0.5);
        return Response.json(problem, { status: 422 });
      },
    );
    const file = new Blob(["x"]);
    const heard: number[] = [];
    const upload = { file, format: "csv", rows: "all", into: null, title: "A & B" } as const;
    const refusal = await packs
      .import(upload, "token", (share) => heard.push(share))
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiError);
    expect(refusal).toMatchObject({ code: "import_refused", problem: { report } });
    expect(heard).toEqual([0.5]);
    expect(paths).toEqual(["/api/packs/import?rows=all&format=csv&title=A+%26+B"]);
  });
});

describe("what a room draws from", () => {
  test("is the house's own, unless packs are chosen", () => {
    expect(asked(startingChoice("da", []))).toEqual({ language: "da" });
    expect(asked(startingChoice("da", ["k1", "k2", "k1"]))).toEqual({ pack_ids: ["k1", "k2"] });
    expect(asked({ language: "da", own: true, keys: [] })).toEqual({ language: "da" });
    expect(asked({ language: "da", own: false, keys: ["k1"] })).toEqual({ language: "da" });
  });

  test("has each of the house's languages once, one's own first", () => {
    const packs = ["en", "da", "en"].map((language) => ({ language }) as Pack);
    expect(houseLanguages(packs, "da")).toEqual(["da", "en"]);
    expect(houseLanguages(packs, "fr")).toEqual(["da", "en"]);
  });

  test.each([
    ["https://party.example/packs/Ab3_-x", "Ab3_-x"],
    [" http://localhost:8080/packs/starter-da/?x=1#top ", "starter-da"],
    ["starter-en", "starter-en"],
    ["https://party.example/host", null],
    ["", null],
  ])("a link: %s", (pasted, key) => expect(keyIn(pasted)).toBe(key));
});

describe("words", () => {
  const texts = (message: Message) =>
    typeof message === "string" ? [message] : Object.values(message);
  const holes = (message: Message) =>
    [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

  test.each(Object.keys(en) as (keyof typeof en)[])("%s is in both languages", (key) => {
    expect(holes(da[key])).toEqual(holes(en[key]));
    for (const text of [...texts(da[key]), ...texts(en[key])]) expect(text.trim()).not.toBe("");
    const kinds = [da[key], en[key]].map((message) => typeof message);
    expect(kinds[0]).toBe(kinds[1]);
  });

  test("of a fault name the bound, and fall back on the server's own", async () => {
    vi.stubGlobal("document", { documentElement: {} });
    await speak("en");
    expect(faultText({ field: "answer", code: "too_long" })).toBe(
      "This is too long. Use up to 80 characters.",
    );
    expect(faultText({ field: "prompt", code: "too_short" })).toBe(
      "This is too short. Use at least 5 characters.",
    );
    expect(faultText({ field: "title", code: "too_long" })).toBe(
      "This is too long. Use up to 60 characters.",
    );
    expect(faultText({ field: "x", code: "newer", message: "Since 2027." })).toBe("Since 2027.");
    expect(fieldText("decoys[2]")).toBe("Decoy 3");
    expect(fieldText("answer")).toBe("Answer");
    await speak("da");
    expect(fieldText("decoys[0]")).toBe("Falsk svar 1");
    expect(faultText({ field: "decoys", code: "too_many" })).toBe(
      "Der er for mange. Brug højst 20.",
    );
  });
});
