/**
 * Waits for what a page shows only for a moment. A page records its phases, and looks for elements at each of its own
 * changes, so that nothing is missed on a machine too busy to look at the page in time.
 */

import type { BrowserContext, Page } from "playwright-core";

/** Time limit of each wait, long enough for a busy machine. */
const TIMEOUT_MS = 60_000;

interface Recorder {
  /** The phases that the page has shown since it was loaded, in order. */
  readonly phases: string[];
  /** Resolves when `found` returns true after a change of the page. */
  until(found: () => boolean, wanted: string, timeoutMs: number): Promise<void>;
}
type RecordedWindow = typeof globalThis & { recorder: Recorder; nextPhase: number };

/** Makes all pages of a context record their phases. */
export async function recordPhases(context: BrowserContext): Promise<void> {
  await context.addInitScript(startRecorder);
}

/**
 * Waits until the page has shown a phase: the one that the previous call of this function waited for, or a later one.
 * The phase may be over by now.
 */
export const phase = (page: Page, name: string): Promise<void> =>
  started(
    page.evaluate(
      async ({ name, timeoutMs }) => {
        const view = window as unknown as RecordedWindow;
        const { recorder } = view;
        const place = () => recorder.phases.indexOf(name, view.nextPhase ?? 0);
        await recorder.until(() => place() >= 0, `phase ${name}`, timeoutMs);
        view.nextPhase = place();
      },
      { name, timeoutMs: TIMEOUT_MS },
    ),
  );

/**
 * Resolves when the page contains an element that matches `selector` and whose text contains `text`, however short its
 * life. To be called before the cause of the element, and awaited after it.
 */
export const appears = (page: Page, selector: string, text = ""): Promise<void> =>
  started(
    page.evaluate(
      ({ selector, text, timeoutMs }) => {
        const { recorder } = window as unknown as RecordedWindow;
        const found = () =>
          [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(text));
        return recorder.until(found, `${selector} ${text}`, timeoutMs);
      },
      { selector, text, timeoutMs: TIMEOUT_MS },
    ),
  );

/** A promise that is awaited later. Its failure is no unhandled one when the test has failed before. */
function started(sight: Promise<void>): Promise<void> {
  sight.catch(() => {});
  return sight;
}

/** Runs in each page before the page's own scripts. */
function startRecorder(): void {
  const phases: string[] = [];
  const waiting = new Set<() => void>();
  const recordPhase = () => {
    const shown = document.querySelector<HTMLElement>("[data-phase]")?.dataset.phase;
    if (shown && shown !== phases[phases.length - 1]) phases.push(shown);
  };
  const changes = new MutationObserver(() => {
    recordPhase();
    for (const look of waiting) look();
  });
  changes.observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["class", "data-phase"],
  });
  const until = (found: () => boolean, wanted: string, timeoutMs: number) =>
    new Promise<void>((done, fail) => {
      const timeout = setTimeout(() => {
        waiting.delete(look);
        fail(new Error(`${wanted} was not shown; phases: ${phases.join(", ")}`));
      }, timeoutMs);
      const look = () => {
        if (!found()) return;
        clearTimeout(timeout);
        waiting.delete(look);
        done();
      };
      waiting.add(look);
      look();
    });
  Object.assign(window, { recorder: { phases, until } satisfies Recorder });
}
