/** The page's login as reactive state. */

import { browserPorts, browserStore } from "$app/core/browser";
import { ApiError } from "$app/core/http";
import { AuthClient, type Account } from "./auth-client";

let account = $state.raw<Account | null>(null);

export const auth = new AuthClient({
  fetch: (path, init) => fetch(path, init),
  store: browserStore,
  steady: browserPorts.steady,
  changed: (changed) => (account = changed),
});

/** Returns the account that is logged in; null when there is none. Reactive. */
export function currentAccount(): Account | null {
  return account;
}

/** Runs a call that needs an access token. Throws `ApiError` when nobody is logged in. */
export async function withToken<T>(run: (token: string) => Promise<T>): Promise<T> {
  const token = await auth.token();
  if (token) return run(token);
  throw new ApiError(auth.mayBeLoggedIn ? "unreachable" : "not_authenticated", "");
}
