/** Debian's Chromium, driven without a download, and the looks all suites take at a page. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";

/** Run as the page's own, not added to it: the page's content policy lets no script in. */
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Where a person finds the pictures of the last run. */
export const PICTURES = new URL("./pictures/", import.meta.url).pathname;

export const TV = { width: 1920, height: 1080 };
export const PHONE = { width: 390, height: 844 };

/** Nothing a suite waits for takes this long, not even on a machine that does much else. */
const PATIENCE_MS = 60_000;

export interface Browser {
  open(options?: Parameters<BrowserOf["newContext"]>[0]): Promise<BrowserContext>;
  close(): Promise<void>;
}
type BrowserOf = Awaited<ReturnType<typeof chromium.launch>>;

/** A browser with a profile of its own that leaves nothing behind. */
export async function launch(): Promise<Browser> {
  const home = mkdtempSync(join(tmpdir(), "wpp-chromium-"));
  const server = await chromium.launchServer({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const browser = await chromium.connect(server.wsEndpoint());
  return {
    open: async (options) => {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(PATIENCE_MS);
      return context;
    },
    close: async () => {
      // Its profile is thrown away, so it need not end in its own good time.
      await server.kill();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What takes longer than this is no entrance but a countdown. */
const ENTRANCE_MS = 2_000;

/** What has not come to rest by then was stopped on its way, and is looked at as it is. */
const REST_MS = 6_000;

/**
 * Waits until what has just come stands still, what enters later than the rest included: half faded in, it
 * would be neither legible nor pretty. What flutters for ever and what counts down is not waited for.
 */
const still = (page: Page) =>
  page.evaluate(
    async ({ longest, patience }) => {
      const entering = () =>
        document.getAnimations().filter((animation) => {
          const { activeDuration, iterations } = animation.effect?.getComputedTiming() ?? {};
          return (
            animation.playState === "running" &&
            iterations !== Infinity &&
            Number(activeDuration) <= longest
          );
        });
      // One entrance may call the next one in; a page that never rests is looked at as it is.
      const rest = async () => {
        for (let rounds = 0; rounds < 3 && entering().length > 0; rounds++)
          await Promise.all(entering().map(({ finished }) => finished.catch(() => {})));
      };
      await Promise.race([rest(), new Promise((done) => setTimeout(done, patience))]);
    },
    { longest: ENTRANCE_MS, patience: REST_MS },
  );

/** What axe finds against WCAG 2.2 AA, in words; empty when the page is well. */
export async function faults(page: Page): Promise<string[]> {
  await still(page);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    type AxeResults = {
      violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
    };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await axe.run({ runOnly: { type: "tag", values: tags } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary}`),
    );
  });
}

/** Leaves a picture where a person can look at it. */
export async function picture(page: Page, name: string): Promise<void> {
  const path = join(PICTURES, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await still(page);
  await page.screenshot({ path });
}
