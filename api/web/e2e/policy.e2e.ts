/** The content security policy, and the licences that the server serves with the app. */

import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Manifest } from "$app/contract/types";
import { register } from "./support/account";
import { type Browser } from "./support/browser";
import { createPack } from "./support/packs";
import { Room, submitGuess, submitLie } from "./support/room";
import { phase } from "./support/sights";
import { useSuite } from "./support/suite";

const suite = useSuite();

const DESK = { width: 1440, height: 900 };

/** Returns a browser whose contexts add every violation of the policy to `violations`. */
function watched(browser: Browser, violations: string[]): Browser {
  return {
    newContext: async (options?: BrowserContextOptions) => {
      const context = await browser.newContext(options);
      await context.exposeFunction("reportViolation", (text: string) => violations.push(text));
      await context.addInitScript(() => {
        const { reportViolation } = window as unknown as { reportViolation(text: string): void };
        document.addEventListener("securitypolicyviolation", (event) =>
          reportViolation(
            `${location.pathname}: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
          ),
        );
      });
      return context;
    },
    close: () => browser.close(),
  };
}

/** Adds a style attribute by markup, which the policy forbids. Shows that the page reports violations. */
const violate = (page: Page) =>
  page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", '<p style="color: red"></p>');
  });

test("start, account and pack pages obey the policy", async () => {
  const violations: string[] = [];
  const context = await watched(suite.browser, violations).newContext({
    viewport: DESK,
    locale: "en-GB",
  });
  const page = await context.newPage();
  const { url } = suite.platform;

  await page.goto(url);
  await page.waitForSelector("main");
  await page.goto(`${url}/packs`);
  await page.waitForSelector("article >> nth=1");
  await register(page, url, "Ana.Søe");
  await page.click("a:has-text('Question packs')");
  await createPack(page, "Our family");
  await page.goto(`${url}/account`);
  await page.waitForSelector("main");
  expect(violations).toEqual([]);

  await violate(page);
  await expect.poll(() => violations).toHaveLength(1);
});

test("lobby, phones and a whole game obey the policy", async () => {
  const violations: string[] = [];
  const browser = watched(suite.browser, violations);
  const room = await Room.open(browser, suite.platform.url);
  const tv = await room.tv();
  const phones = await room.phones("Ana", "Bo");
  await tv.click("button.start-game");
  for (const [i, phone] of phones.entries()) await submitLie(phone, `an invented answer ${i}`);
  for (const phone of phones) await submitGuess(phone);
  for (const page of [tv, ...phones]) await phase(page, "game_over");
  expect(violations).toEqual([]);
});

test("screens of every game obey the policy", async () => {
  const violations: string[] = [];
  const browser = watched(suite.browser, violations);
  const answer = await fetch(`${suite.platform.url}/api/cartridges`);
  const { cartridges } = (await answer.json()) as { cartridges: Manifest[] };
  for (const { cartridge } of cartridges) {
    const room = await Room.open(browser, suite.platform.url, {}, cartridge);
    const tv = await room.tv();
    const [phone] = await room.phones("Ana");
    for (const name of ["Bo", "Cy"]) await room.playerWithoutBrowser(name);
    await room.host("play");
    for (const page of [tv, phone]) {
      await page.waitForSelector("[data-phase]");
      await page.context().close();
    }
  }
  expect(violations).toEqual([]);
});

test("licences of bundled packages are served", async () => {
  const text = async (path: string) => (await fetch(suite.platform.url + path)).text();
  const notice = await text("/NOTICE");
  const packages = await text("/licences/packages.md");
  const names = [...packages.matchAll(/^## (\S+) - /gm)].map(([, name]) => name);
  expect(names).toContain("svelte");
  for (const name of names) expect(notice, `NOTICE must name ${name}`).toContain(name);
  expect(await text("/licences/bricolage-grotesque.txt")).toContain("SIL OPEN FONT LICENSE");
});
