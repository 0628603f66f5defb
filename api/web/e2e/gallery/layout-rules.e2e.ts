/** The check of layouts finds each of the faults that it is there for. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, type Browser } from "../support/browser";
import { layoutFaults, PHONE_RULES, TV_RULES } from "../support/layout";

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

test("finds texts that overlap, are cut off or covered, leave the screen, are too small, or break a word", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  const faultsOf = async (html: string) => {
    await page.setContent(`<style>body { margin: 0; font: 20px sans-serif }</style>${html}`);
    return layoutFaults(page, TV_RULES);
  };
  const at = (style: string, text: string) =>
    `<p style="position: absolute; left: 100px; top: 100px; margin: 0; ${style}">${text}</p>`;
  expect(await faultsOf(at("", "one") + at("top: 140px", "two"))).toEqual([]);
  expect(await faultsOf(at("", "one") + at("top: 104px", "two"))).toEqual(['"one" overlaps "two"']);
  const narrow = "width: 60px; overflow: hidden; white-space: nowrap;";
  expect(await faultsOf(at(narrow, "too long for this"))).toEqual([
    '"too long for this" is cut off',
  ]);
  expect(await faultsOf(at(`${narrow} text-overflow: ellipsis`, "too long for this"))).toEqual([]);
  const hand = (style: string) =>
    `<svg style="position: absolute; pointer-events: none; ${style}" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>`;
  expect(await faultsOf(at("", "one") + hand("left: 100px; top: 100px; width: 20px"))).toEqual([
    '"one" is covered by a picture',
  ]);
  expect(await faultsOf(hand("width: 600px; z-index: -1") + at("", "one"))).toEqual([]);
  expect(await faultsOf(at("left: 1270px", "outside"))).toEqual([
    '"outside" leaves the screen or its margin',
  ]);
  expect(await faultsOf(at("font-size: 18px", "small"))).toHaveLength(1);
  const broken = (style: string) =>
    at(`width: 100px; overflow-wrap: anywhere; ${style}`, "Unquestionably");
  expect(await faultsOf(broken(""))).toEqual([
    '"Unquestionably" is broken at 20 px, above the smallest size of 18.666666666666668',
  ]);
  expect(await faultsOf(broken("font-size: 18.7px"))).toEqual([]);
  expect(await faultsOf(at("width: 100px", "東京特許許可局長今日急遽休暇許可拒否"))).toEqual([]);
  const wide = '<p style="width: 1500px">wide</p>';
  await page.setContent(wide);
  expect(await layoutFaults(page, PHONE_RULES)).toEqual(["the page scrolls sideways"]);
  await page.setContent("<details><summary>More</summary><p>closed</p></details><p>after</p>");
  expect(await layoutFaults(page, PHONE_RULES)).toEqual([]);
});
