/** The set-up that suites share: the platform's processes and a browser. */

import type { BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { launch, type Browser } from "./browser";
import { pageErrors } from "./room";
import { recordPhases } from "./sights";
import { startPlatform, type Platform } from "./server";

export interface Suite {
  readonly platform: Platform;
  readonly browser: Browser;
}

/**
 * Starts the platform and a browser before the suite's tests. Each test gets new contexts, so that no state of one test
 * reaches the next, and fails when a page throws an error.
 */
export function useSuite(): Suite {
  const suite = {} as { platform: Platform; browser: Browser };
  const contexts: BrowserContext[] = [];
  let browser: Browser | undefined;
  beforeAll(async () => {
    const started = await Promise.all([startPlatform(), launch()]);
    suite.platform = started[0];
    const shared = (browser = started[1]);
    suite.browser = {
      newContext: async (options) => {
        const context = await shared.newContext(options);
        contexts.push(context);
        await recordPhases(context);
        return context;
      },
      close: () => shared.close(),
    };
  });
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
