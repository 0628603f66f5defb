/** Word lists and pairs in the pack editor. */

import { expect, test } from "vitest";
import { register } from "../support/account";
import { PHONE } from "../support/browser";
import { checkPage } from "../support/check-page";
import { field } from "../support/packs";
import { useSuite } from "../support/suite";

const suite = useSuite();

test.each([
  {
    locale: "en-GB",
    words: {
      none: "No packs yet",
      newPack: "New pack",
      create: "Create pack",
      write: "Write a question",
      edit: "Edit",
      save: "Save",
      added: "Added. Another one?",
      close: "Close",
      list: "Word list",
      title: "Title",
      words: "Words",
      twice: "“towels”: This word is in the list already.",
      few: "Words are missing. Write at least 5.",
      there: "The pack already has this question.",
      pair: "Pair",
      left: "Left side",
      right: "Right side",
      same: "Both sides are the same.",
      counts: ["1 word list", "1 pair"],
      sixWords: "6 words",
    },
  },
  {
    locale: "da-DK",
    words: {
      none: "Ingen pakker endnu",
      newPack: "Ny pakke",
      create: "Opret pakken",
      write: "Skriv et spørgsmål",
      edit: "Ret",
      save: "Gem",
      added: "Tilføjet. Et til?",
      close: "Luk",
      list: "Ordliste",
      title: "Titel",
      words: "Ord",
      twice: "»towels«: Ordet står der allerede.",
      few: "Der mangler ord. Skriv mindst 5.",
      there: "Pakken har allerede det spørgsmål.",
      pair: "Par",
      left: "Venstre side",
      right: "Højre side",
      same: "De to sider er ens.",
      counts: ["1 ordliste", "1 par"],
      sixWords: "6 ord",
    },
  },
])("writes and edits a word list and a pair: $locale", async ({ locale, words }) => {
  const page = await suite.newPage({ viewport: PHONE, locale });
  await register(page, suite.platform.url, `Lists.${locale}`);
  await page.goto(`${suite.platform.url}/packs`);
  await page.waitForSelector(`text=${words.none}`);
  await page.click(`button:has-text('${words.newPack}')`);
  await page.fill("#details-title", "Lists");
  await page.click(`button:has-text('${words.create}')`);
  await page.waitForSelector("h1:has-text('Lists')");

  await page.click(`button:has-text('${words.write}')`);
  await page.getByText(words.list, { exact: true }).click();
  await field(page, words.title).fill("On the beach");
  // The form reports what a person has finished.
  await field(page, words.words).fill("sand\n\ntowel\n shell \ntowels\ngull");
  await field(page, words.words).blur();
  await page.waitForSelector(`text=${words.twice}`);
  await checkPage(page, `packs/16-words-twice-${locale}`);
  await field(page, words.words).fill("sand\ntowel\nshell\ngull");
  await page.click(`form button:has-text('${words.save}')`);
  await page.waitForSelector(`text=${words.few}`);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
  await field(page, words.words).fill("sand\ntowel\nshell\ngull\nwave");
  await page.click(`form button:has-text('${words.save}')`);
  await page.waitForSelector(`text=${words.added}`);

  // The form keeps the kind. A title occurs once in a pack.
  await field(page, words.title).fill("On the BEACH");
  await field(page, words.words).fill("one\ntwo\nthree\nfour\nfive");
  await page.click(`form button:has-text('${words.save}')`);
  await page.waitForSelector(`text=${words.there}`);

  await page.getByText(words.pair, { exact: true }).click();
  await field(page, words.left).fill("Norway");
  await field(page, words.right).fill("norway");
  await field(page, words.right).blur();
  await page.waitForSelector(`text=${words.same}`);
  await field(page, words.right).fill("Oslo");
  await checkPage(page, `packs/17-pair-${locale}`);
  await page.click(`form button:has-text('${words.save}')`);
  await page.waitForSelector(`text=${words.added}`);
  await page.click(`form button:has-text('${words.close}')`);
  for (const count of words.counts) await page.waitForSelector(`text=${count}`);

  const list = page.locator(".question", { hasText: "On the beach" });
  await list.getByRole("button", { name: new RegExp(`^${words.edit}`) }).click();
  expect(await field(page, words.words).inputValue()).toBe("sand\ntowel\nshell\ngull\nwave");
  await field(page, words.words).fill("sand\ntowel\nshell\ngull\nwave\nsun cream");
  await page.click(`form button:has-text('${words.save}')`);
  await list.getByText(words.sixWords).waitFor();
  await list.getByText("sun cream").waitFor();

  const pair = page.locator(".question", { hasText: "Norway" });
  await pair.getByRole("button", { name: new RegExp(`^${words.edit}`) }).click();
  await field(page, words.right).fill("Bergen");
  await page.click(`form button:has-text('${words.save}')`);
  await pair.getByText("Bergen").waitFor();
  await checkPage(page, `packs/18-lists-${locale}`);
});
