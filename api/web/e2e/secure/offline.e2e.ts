/** The service worker: the app without a connection, and after a deployment. Serves the built app without a server. */

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { launch, PHONE, type Browser } from "../support/browser";

const DIST = new URL("../../dist/", import.meta.url);
const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};
const ROOM = "BCDFGH";
const CONNECTING = "Finder dit rum";

/** The built app as a server that can deploy another version. Unknown addresses return the page. */
class Deployment {
  /** Changes the version of the service worker, as a build with other files does. */
  worker = "one";
  /** Marks the page. */
  page = "one";
  /** The script that the worker expects in the page; null for the page's own. */
  entry: string | null = null;
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = createServer(async ({ url = "/" }, response) => {
      const { pathname } = new URL(url, "http://localhost");
      if (pathname.startsWith("/api/")) return response.writeHead(503).end();
      const file = await this.#file(pathname).catch(() => null);
      const type = file ? TYPES[extname(pathname)] : "text/html";
      response.writeHead(200, {
        "content-type": type ?? "application/octet-stream",
        "cache-control": "no-cache",
      });
      response.end(file ?? (await this.#file("/index.html")));
    }).listen(this.#port, "127.0.0.1");
    await once(server, "listening");
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (!server?.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  }

  async #file(path: string): Promise<Buffer | string> {
    const content = await readFile(new URL(`.${path}`, DIST));
    if (path === "/index.html")
      return String(content).replace(
        "</head>",
        `<meta name="page" content="${this.page}" /></head>`,
      );
    if (path !== "/service-worker.js") return content;
    const worker = String(content).replace(/"version":"[^"]+"/, `"version":"${this.worker}"`);
    return this.entry ? worker.replace(/"entry":"[^"]+"/, `"entry":"${this.entry}"`) : worker;
  }
}

let deployment: Deployment;
let browser: Browser;
beforeEach(async () => {
  deployment = new Deployment();
  await deployment.start();
  browser = await launch();
});
afterEach(async () => {
  await browser.close();
  await deployment.stop();
});

/** Opens the room on a phone that has a seat, and waits until the service worker has taken over. */
async function visit(): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE, locale: "da-DK" });
  const page = await context.newPage();
  await page.addInitScript((room) => {
    localStorage.setItem(`wpp.seat.${room}`, JSON.stringify({ playerId: "ana", token: "t" }));
    localStorage.setItem("wpp.seat", JSON.stringify([room]));
  }, ROOM);
  await page.goto(`${deployment.url}/join/${ROOM}`);
  // The app registers the worker under HTTPS only, and this server has none.
  await page.evaluate(async () => {
    const taken = new Promise((done) =>
      navigator.serviceWorker.addEventListener("controllerchange", done),
    );
    await navigator.serviceWorker.register("/service-worker.js");
    await taken;
  });
  return page;
}

/** Opens the room in a new page. Returns the milliseconds from the start of the navigation until the first words are painted. */
async function openingMs(context: BrowserContext): Promise<number> {
  const page = await context.newPage();
  await page.addInitScript(recordPaint, CONNECTING);
  await page.goto(`${deployment.url}/join/${ROOM}`);
  const painted = await page.waitForFunction(
    () => (window as unknown as { paintedMs?: number }).paintedMs,
  );
  const ms = Number(await painted.jsonValue());
  await page.close();
  return ms;
}

/** Runs in the page. Records when the frame with a text has been painted. */
function recordPaint(text: string): void {
  const changes = new MutationObserver(() => {
    if (!document.body?.textContent.includes(text)) return;
    changes.disconnect();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => Object.assign(window, { paintedMs: performance.now() });
      channel.port2.postMessage(0);
    });
  });
  changes.observe(document, { subtree: true, childList: true, characterData: true });
}

const cacheNames = (page: Page) => page.evaluate(() => caches.keys());
const shownPage = (page: Page) => page.getAttribute("meta[name=page]", "content");

test("the second visit opens without a connection", async () => {
  const page = await visit();
  const kept = await page.evaluate(async () => {
    const addresses: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys())
        addresses.push(new URL(url).pathname);
    return addresses;
  });
  for (const path of kept)
    expect(path).toMatch(/^\/(index\.html|app\.webmanifest|icons\/.+|assets\/.+)$/);

  await deployment.stop();
  await page.reload();
  await page.waitForSelector(`text=${CONNECTING}`);
  // Not checked, because the machine may be busy.
  const openings: number[] = [];
  for (let n = 0; n < 5; n += 1) openings.push(await openingMs(page.context()));
  console.log("opened without a connection, ms:", openings.map(Math.round).join(", "));
  // Another address of the app, which this phone has not visited.
  await page.goto(`${deployment.url}/join`);
  await page.waitForSelector("#code");
});

test("a deployment shows at once, and without a connection later", async () => {
  const page = await visit();
  expect(await cacheNames(page)).toEqual(["wpp-app-one"]);
  deployment.worker = deployment.page = "two";
  await page.reload();
  expect(await shownPage(page)).toBe("two");
  // The browser looks for another version some time after a page has loaded.
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect.poll(() => cacheNames(page), { timeout: 60_000 }).toEqual(["wpp-app-two"]);
  await deployment.stop();
  await page.reload();
  await page.waitForSelector(`text=${CONNECTING}`);
  expect(await shownPage(page)).toBe("two");
});

test("a half deployed version is not kept", async () => {
  const page = await visit();
  deployment.worker = "two";
  deployment.entry = "/assets/of-another-version.js";
  const state = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const ended = new Promise<string>((done) =>
      registration.addEventListener("updatefound", () => {
        const { installing } = registration;
        installing?.addEventListener("statechange", () => done(installing.state));
      }),
    );
    await registration.update();
    return ended;
  });
  expect(state).toBe("redundant");
  expect(await cacheNames(page)).toEqual(["wpp-app-one"]);
  await deployment.stop();
  await page.reload();
  await page.waitForSelector(`text=${CONNECTING}`);
});
