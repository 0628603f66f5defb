/** Who is logged in, as Svelte sees it. */

import { browserPorts, browserStore } from "$app/core/browser";
import { Login, type Account } from "./auth-client";

let account = $state.raw<Account | null>(null);

/** The login of this page. */
export const login = new Login({
  fetch: (path, init) => fetch(path, init),
  store: browserStore,
  steady: browserPorts.steady,
  changed: (who) => (account = who),
});

export function who(): Account | null {
  return account;
}
