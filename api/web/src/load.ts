/**
 * Loads parts of the app that are separate files. A load fails when the connection breaks, or when a deploy
 * has replaced the files that this page names.
 */

/** Loads a part of the app. A failed load is tried once more. */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    return load();
  }
}

/**
 * Loads a part without which the page is useless. When the second attempt fails too, the page is reloaded
 * once, because a new page names the files of the newest deploy.
 */
export async function loadEssential<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await loadPart(load);
  } catch (error) {
    if (mayReload() && (await serverAnswers())) {
      location.reload();
      return new Promise(() => {});
    }
    throw error;
  }
}

/** A page that was reloaded less than this time ago is not reloaded again. */
const RELOAD_PAUSE_MS = 60_000;
const RELOADED_AT = "wpp.reloaded";

/** Records the reload. Returns false after a recent one, and where the browser cannot record it. */
function mayReload(): boolean {
  try {
    const elapsed = Date.now() - Number(sessionStorage.getItem(RELOADED_AT));
    if (elapsed >= 0 && elapsed < RELOAD_PAUSE_MS) return false;
    sessionStorage.setItem(RELOADED_AT, String(Date.now()));
    return true;
  } catch {
    return false;
  }
}

/** A reload without a server would replace the page by the browser's error page. */
const serverAnswers = (): Promise<boolean> =>
  fetch("/", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
