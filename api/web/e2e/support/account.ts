/** Accounts, as people create and use them: by the form of the account page. */

import type { Page } from "playwright-core";

/** The password of every registered account. */
export const PASSWORD = "seven owls juggle figs";

/** Registers an account on a page in any language. The page is logged in then, and shows the account. */
export async function register(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/account?new`);
  await sendCredentials(page, name);
}

/** Fills in and sends the form that the page shows, to register or to log in. Waits until the page is logged in. */
export async function sendCredentials(page: Page, name: string): Promise<void> {
  await page.fill("#name", name);
  await page.fill("#password", PASSWORD);
  await page.click("button.wide");
  await page.waitForSelector("#name", { state: "detached" });
}
