import { expect, test } from "vitest";
import { da } from "../src/i18n/da";
import { en } from "../src/i18n/en";
import type { Message } from "../src/i18n/index.svelte";

const texts = (message: Message): string[] =>
  typeof message === "string"
    ? [message]
    : Object.values("ordinal" in message ? message.ordinal : message);
const holes = (message: Message) =>
  [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

test("both catalogues say the same things", () => {
  expect(Object.keys(da).sort()).toEqual(Object.keys(en).sort());
});

test.each(Object.keys(en) as (keyof typeof en)[])(
  "%s has the same holes in both languages",
  (key) => {
    expect(holes(da[key])).toEqual(holes(en[key]));
  },
);

test("every plural has the categories of its language", () => {
  for (const [tag, catalogue] of Object.entries({ en, da })) {
    const categories = (type: Intl.PluralRuleType) =>
      new Intl.PluralRules(tag, { type }).resolvedOptions().pluralCategories.sort();
    for (const [key, message] of Object.entries<Message>(catalogue)) {
      if (typeof message === "string" || key === "join_name_long") continue;
      const [forms, needed] =
        "ordinal" in message
          ? [message.ordinal, categories("ordinal")]
          : [message, categories("cardinal")];
      expect(Object.keys(forms).sort(), `${tag} ${key}`).toEqual(needed);
    }
  }
});

test("no text is empty, and none is shouted", () => {
  for (const message of [...Object.values<Message>(en), ...Object.values<Message>(da)]) {
    for (const text of texts(message)) {
      expect(text.trim()).not.toBe("");
      expect(text.length > 4 && text === text.toUpperCase()).toBe(false);
    }
  }
});
