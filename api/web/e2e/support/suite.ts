/** The set-up that suites share: the platform's processes and a browser. */

import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { launch, type Browser } from "./browser";
import { pageErrors } from "./room";
import { startPlatform, type Platform } from "./server";

export interface Suite {
  readonly platform: Platform;
  readonly browser: Browser;
}

/**
 * Starts the platform before the suite's tests. Each test gets a new browser, so that no state of one test
 * reaches the next, and fails when a page throws an error.
 */
export function useSuite(): Suite {
  const suite = {} as { platform: Platform; browser: Browser };
  beforeAll(async () => {
    suite.platform = await startPlatform();
  });
  afterAll(() => suite.platform?.stop());
  beforeEach(async () => {
    pageErrors.length = 0;
    suite.browser = await launch();
  });
  afterEach(async () => {
    await suite.browser.close();
    expect(pageErrors).toEqual([]);
  });
  return suite;
}
