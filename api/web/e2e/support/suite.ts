/** The set-up that suites share: the platform's processes and a browser. */

import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { launch, type Browser } from "./browser";
import { recordPhases } from "./sights";
import { startPlatform, type Platform } from "./server";

export interface Suite {
  readonly platform: Platform;
  readonly browser: Browser;
  /** Opens a page in a new context, in English unless the options name another language. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
}

/**
 * Starts the platform and a browser before the suite's tests. Each test gets new contexts, so that no state of one test
 * reaches the next, and fails when a page throws an error.
 */
export function useSuite(): Suite {
  const suite = {} as { -readonly [Part in keyof Suite]: Suite[Part] };
  const contexts: BrowserContext[] = [];
  const pageErrors: string[] = [];
  let browser: Browser | undefined;
  beforeAll(async () => {
    const started = await Promise.all([startPlatform(), launch()]);
    suite.platform = started[0];
    const shared = (browser = started[1]);
    suite.browser = {
      newContext: async (options) => {
        const context = await shared.newContext(options);
        contexts.push(context);
        context.on("weberror", (error) =>
          pageErrors.push(`${error.page()?.url()}: ${String(error.error())}`),
        );
        await recordPhases(context);
        return context;
      },
      close: () => shared.close(),
    };
  });
  suite.newPage = async (options) =>
    (await suite.browser.newContext({ locale: "en-GB", ...options })).newPage();
  afterAll(() => Promise.all([browser?.close(), suite.platform?.stop()]));
  beforeEach(() => {
    pageErrors.length = 0;
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(pageErrors).toEqual([]);
  });
  return suite;
}
