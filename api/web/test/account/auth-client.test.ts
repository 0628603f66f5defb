import { expect, test } from "vitest";
import { memoryStore } from "$app/core/browser";
import { AuthClient, type Account } from "$app/account/auth-client";
import { formErrorOf, checkPassword } from "$app/account/form-error";
import { catalogues } from "$app/account/words";

const ANA: Account = {
  id: "a_1",
  name: "Ana",
  created_at: "2026-11-01T18:00:00.000Z",
  password_changed_at: "2026-11-01T18:00:00.000Z",
};

/** Returns a client, a server that gives one answer after the other, and a clock to set. */
function world(hint: boolean, answers: (() => Response)[]) {
  const store = memoryStore();
  if (hint) store.set("wpp.set.account", "1");
  const calls: { path: string; init: RequestInit }[] = [];
  const changes: (string | null)[] = [];
  const clock = { now: 0 };
  const auth = new AuthClient({
    store,
    steady: () => clock.now,
    changed: (account) => changes.push(account?.name ?? null),
    fetch: async (path, init) => {
      calls.push({ path, init });
      const answer = answers.shift();
      if (!answer) throw new Error("nobody answers");
      return answer();
    },
  });
  return { auth, store, calls, changes, clock };
}

const logged = (token: string) => () =>
  Response.json({
    account: ANA,
    access_token: token,
    expires_in_ms: 900_000,
    refresh_expires_at: "2026-12-01T18:00:00.000Z",
  });
const refused = (status: number, code: string, field?: string) => () =>
  Response.json({ code, field, detail: "" }, { status });

test("sends nothing without a hint", async () => {
  const { auth, calls } = world(false, []);
  expect(await auth.token()).toBeNull();
  expect(calls).toEqual([]);
});

test("callers share one refresh", async () => {
  const { auth, calls, clock, changes } = world(true, [logged("one"), logged("two")]);
  expect(await Promise.all([auth.token(), auth.token(), auth.token()])).toEqual([
    "one",
    "one",
    "one",
  ]);
  expect(calls.map((call) => call.path)).toEqual(["/api/account/refresh"]);
  clock.now = 800_000;
  expect(await auth.token()).toBe("one");
  clock.now = 880_000;
  expect(await auth.token()).toBe("two");
  expect(changes).toEqual(["Ana", "Ana"]);
});

test("stores no token", async () => {
  const { auth, store } = world(false, [logged("secret-token")]);
  await auth.logIn("Ana", "seven owls juggle figs");
  const kept = store.keys().map((key) => `${key}=${store.get(key)}`);
  expect(kept).toEqual(["wpp.set.account=1"]);
});

test("drops the hint only when logged out", async () => {
  const over = world(true, [refused(401, "not_authenticated")]);
  expect(await over.auth.token()).toBeNull();
  expect(over.auth.mayBeLoggedIn).toBe(false);
  expect(over.changes).toEqual([null]);

  const away = world(true, []);
  expect(await away.auth.token()).toBeNull();
  expect(away.auth.mayBeLoggedIn).toBe(true);
  await expect(away.auth.exportData()).rejects.toMatchObject({ code: "unreachable" });
});

test("deleting the account drops the token", async () => {
  const gone = () => Response.json({ rows: {}, sessions: 0 });
  const { auth, calls, changes } = world(true, [logged("one"), logged("two"), gone]);
  await auth.changePassword("old password here", "new password here");
  await auth.deleteAccount("new password here");
  const bearers = calls.map(({ init }) => new Headers(init.headers).get("authorization"));
  expect(bearers).toEqual([null, "Bearer one", "Bearer two"]);
  expect(calls.map(({ init, path }) => `${init.method} ${path}`)).toEqual([
    "POST /api/account/refresh",
    "PUT /api/account/password",
    "DELETE /api/account",
  ]);
  expect([auth.mayBeLoggedIn, changes.at(-1)]).toEqual([false, null]);
});

test("maps errors to fields", async () => {
  const { auth } = world(false, [
    refused(422, "invalid_input", "name"),
    refused(409, "name_taken", "name"),
    refused(401, "wrong_credentials"),
  ]);
  const wrong = () => auth.logIn("x", "y").catch(formErrorOf);
  expect(await wrong()).toMatchObject({ word: "error_name", field: "name" });
  expect(await wrong()).toMatchObject({ word: "error_name_taken", field: "name" });
  expect(await wrong()).toMatchObject({ word: "error_wrong_credentials", field: null });
  expect(await wrong()).toMatchObject({ word: "error_unreachable", field: null });
  expect(checkPassword("nine char", "password")).toMatchObject({ word: "error_password_length" });
  expect(checkPassword("👍".repeat(10), "password")).toBeNull();
});

test("catalogues have equal placeholders", () => {
  const holes = (text: string) => text.match(/\{\w+\}/g) ?? [];
  for (const [word, text] of Object.entries(catalogues.en)) {
    const danish = catalogues.da[word as keyof typeof catalogues.da];
    expect(holes(danish), word).toEqual(holes(text));
    expect(danish.trim() && text.trim(), word).not.toBe("");
  }
});
