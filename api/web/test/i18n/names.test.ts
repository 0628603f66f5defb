import { beforeAll, expect, test } from "vitest";
import { list, setLocale, t } from "$app/i18n/index.svelte";

beforeAll(async () => {
  // `setLocale` sets the document's language.
  Object.assign(globalThis, { document: { documentElement: {} } });
  await setLocale("en");
});

test("isolates right-to-left names within a sentence", () => {
  expect(list(["Bo", "مريم", "Cy"])).toBe("Bo, \u2068مريم\u2069, and Cy");
  expect(t("paused_by", { name: "שרה" })).toBe("\u2068שרה\u2069 paused the game.");
});

test("leaves other names as they are", () => {
  expect(list(["Åse", "山田", "🦄"])).toBe("Åse, 山田, and 🦄");
  expect(t("paused_by", { name: "Bo" })).toBe("Bo paused the game.");
});
