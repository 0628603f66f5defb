import { expect, test } from "vitest";
import { da as daFirst } from "$app/i18n/da";
import { screen as daScreen } from "$app/i18n/da/screen";
import { start as daStart } from "$app/i18n/da/start";
import { en as enFirst } from "$app/i18n/en";
import { screen as enScreen } from "$app/i18n/en/screen";
import { start as enStart } from "$app/i18n/en/start";
import type { Message } from "$app/i18n/message";

const en = { ...enFirst, ...enStart, ...enScreen };
const da = { ...daFirst, ...daStart, ...daScreen };

const texts = (message: Message): string[] =>
  typeof message === "string"
    ? [message]
    : Object.values("ordinal" in message ? message.ordinal : message);
const holes = (message: Message) =>
  [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

test("catalogues have the same keys", () => {
  expect(Object.keys(da).sort()).toEqual(Object.keys(en).sort());
});

test.each(Object.keys(en) as (keyof typeof en)[])("%s has equal placeholders", (key) => {
  expect(holes(da[key])).toEqual(holes(en[key]));
});

test("plurals have all categories", () => {
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

test("no text is empty or in capitals", () => {
  for (const message of [...Object.values<Message>(en), ...Object.values<Message>(da)]) {
    for (const text of texts(message)) {
      expect(text.trim()).not.toBe("");
      expect(text.length > 4 && text === text.toUpperCase()).toBe(false);
    }
  }
});
