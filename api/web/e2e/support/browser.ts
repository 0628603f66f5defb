/** Starts the installed Chromium, checks pages for accessibility, and takes screenshots. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import {
  chromium,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "playwright-core";

/** Evaluated in the page, because its content security policy blocks added scripts. */
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const SCREENSHOTS = new URL("../pictures/", import.meta.url).pathname;

export const TV = { width: 1920, height: 1080 };
export const PHONE = { width: 390, height: 844 };

/** Time limit of each wait, long enough for a busy machine. */
const TIMEOUT_MS = 60_000;

export interface Browser {
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

/**
 * An address that leads to this machine in the test's browsers: one of its interfaces (`bin/lib/lan.sh`), or another name of
 * 127.0.0.1. Pages with this address are not secure without HTTPS, unlike those of 127.0.0.1.
 */
export const LAN_ADDRESS = process.env.WPP_TEST_LAN ?? "192.168.77.1";

/** Starts a browser with a temporary profile, which `close` removes. */
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
      ...(process.env.WPP_TEST_LAN ? [] : [`--host-resolver-rules=MAP ${LAN_ADDRESS} 127.0.0.1`]),
    ],
  });
  const browser = await chromium.connect(server.wsEndpoint());
  return {
    newContext: async (options) => {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(TIMEOUT_MS);
      return context;
    },
    close: async () => {
      // The profile is deleted, so an orderly exit has no benefit.
      await server.kill();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Longer animations are countdowns, which are not waited for. */
const MAX_ANIMATION_MS = 2_000;
/** Time limit for all animations together. */
const SETTLE_TIMEOUT_MS = 6_000;

/** Waits until short animations have ended. Endless animations and countdowns are not waited for. */
const settle = (page: Page) =>
  page.evaluate(
    async ({ maxDuration, timeout }) => {
      const running = () =>
        document.getAnimations().filter((animation) => {
          const { activeDuration, iterations } = animation.effect?.getComputedTiming() ?? {};
          return (
            animation.playState === "running" &&
            iterations !== Infinity &&
            Number(activeDuration) <= maxDuration
          );
        });
      // The end of one animation can start another.
      const finish = async () => {
        for (let round = 0; round < 3 && running().length > 0; round++)
          await Promise.all(running().map(({ finished }) => finished.catch(() => {})));
      };
      await Promise.race([finish(), new Promise((done) => setTimeout(done, timeout))]);
    },
    { maxDuration: MAX_ANIMATION_MS, timeout: SETTLE_TIMEOUT_MS },
  );

/**
 * Shows the end of each animation and transition of the style sheets at once, until `showAnimations`: of those that run,
 * and of those that start meanwhile, such as a caption that fades in. Scripts notice nothing, unlike with reduced motion.
 */
function skipAnimations(): void {
  const still = new CSSStyleSheet();
  still.replaceSync(
    `*, *::before, *::after {
      animation-delay: 0s !important;
      animation-duration: 0s !important;
      transition: none !important;
    }`,
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
}
function showAnimations(): void {
  document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
}

/** Returns the page's violations of WCAG 2.2 AA and of best practices, as axe finds them. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  await page.evaluate(skipAnimations);
  try {
    // Animations of scripts.
    await settle(page);
    return await page.evaluate(runAxe);
  } finally {
    await page.evaluate(showAnimations);
  }
}

/** Runs in the page. */
async function runAxe(): Promise<string[]> {
  const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
  type AxeResults = {
    violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
  };
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await axe.run({
    runOnly: { type: "tag", values: tags },
    // None of these rules reads style sheets.
    preload: false,
    resultTypes: ["violations"],
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary}`),
  );
}

/** Clicks a button that saves a file. Returns the file. */
export async function download(
  page: Page,
  button: string,
): Promise<{ name: string; content: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.click(`button:has-text("${button}")`),
  ]);
  return { name: file.suggestedFilename(), content: await buffer(await file.createReadStream()) };
}

/** Saves a screenshot as `e2e/pictures/<name>.png`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const path = join(SCREENSHOTS, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await settle(page);
  await page.screenshot({ path });
}
