/** A finger that drags, which Playwright's touchscreen cannot do. */

import type { Locator, Page } from "playwright-core";

/** Where an element is on the screen. */
async function middleOf(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error("the element is not on the screen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Puts a finger on an element, moves it to the middle of another one, and lifts it. */
export async function dragByTouch(page: Page, from: Locator, to: Locator): Promise<void> {
  const STEPS = 8;
  const [start, end] = [await middleOf(from), await middleOf(to)];
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", share?: number) => {
    const at = (axis: "x" | "y") => start[axis] + (end[axis] - start[axis]) * (share ?? 0);
    const touchPoints = share === undefined ? [] : [{ x: at("x"), y: at("y") }];
    return session.send("Input.dispatchTouchEvent", { type, touchPoints });
  };
  await touch("touchStart", 0);
  for (let step = 1; step <= STEPS; step += 1) await touch("touchMove", step / STEPS);
  await touch("touchEnd");
  await session.detach();
}
