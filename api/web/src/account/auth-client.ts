/**
 * The login of this device. The access token is kept in memory only. A cookie that scripts cannot read
 * outlasts the page. The device storage holds a hint that the cookie may exist; the hint has no value to others.
 */

import type { Schemas } from "$app/contract/types";
import { ApiError, call, send, type Fetch } from "$app/core/http";
import type { KeyStore } from "$app/core/ports";

export type Account = Schemas["Account"];
type LoggedIn = Schemas["LoggedIn"];

const HINT = "wpp.set.account";
/** A token that expires sooner than this is refreshed first, because it could expire in transit. */
const MIN_VALIDITY_MS = 30_000;

export interface AuthPorts {
  fetch: Fetch;
  store: KeyStore;
  /** Reads a monotonic clock in milliseconds. */
  steady: () => number;
  /** Called whenever another account, or none, is logged in. */
  changed: (account: Account | null) => void;
}

export class AuthClient {
  #access: { token: string; expiresAt: number } | null = null;
  #refreshing: Promise<string | null> | null = null;
  #account: Account | null = null;

  constructor(private readonly ports: AuthPorts) {}

  get account(): Account | null {
    return this.#account;
  }

  /** Whether this device may be logged in. Without the hint the client sends no request. */
  get mayBeLoggedIn(): boolean {
    return this.ports.store.get(HINT) !== null;
  }

  /** Returns a valid access token; null when nobody is logged in or the server is unreachable. */
  async token(): Promise<string | null> {
    const { fetch, steady, store } = this.ports;
    if (this.#access && this.#access.expiresAt - MIN_VALIDITY_MS > steady())
      return this.#access.token;
    if (!this.mayBeLoggedIn) return null;
    // Concurrent callers share one request.
    this.#refreshing ??= call<LoggedIn>(fetch, "POST", "/api/account/refresh", { body: {} })
      .then((response) => this.#store(response))
      .catch((error: unknown) => {
        this.#access = null;
        if (error instanceof ApiError && error.code === "not_authenticated") {
          store.remove(HINT);
          this.#setAccount(null);
        }
        return null;
      })
      .finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async register(name: string, password: string): Promise<void> {
    const body = { name, password, refresh: "cookie" };
    this.#store(await call(this.ports.fetch, "POST", "/api/accounts", { body }));
  }

  async logIn(name: string, password: string): Promise<void> {
    const body = { name, password, refresh: "cookie" };
    this.#store(await call(this.ports.fetch, "POST", "/api/account/login", { body }));
  }

  async logOut(): Promise<void> {
    await call(this.ports.fetch, "POST", "/api/account/logout", { body: {} });
    this.#clear();
  }

  async changePassword(password: string, newPassword: string): Promise<void> {
    const body = { password, new_password: newPassword, refresh: "cookie" };
    this.#store(await this.#call("PUT", "/api/account/password", body));
  }

  /** Deletes the account for good. */
  async deleteAccount(password: string): Promise<void> {
    await this.#call("DELETE", "/api/account", { password });
    this.#clear();
  }

  /** Downloads everything the server stores about the account, as a JSON file. */
  async exportData(): Promise<Blob> {
    const token = await this.#requireToken();
    return (await send(this.ports.fetch, "GET", "/api/account/export", { token })).blob();
  }

  async #call<T>(method: string, path: string, body: unknown): Promise<T> {
    return call(this.ports.fetch, method, path, { token: await this.#requireToken(), body });
  }

  async #requireToken(): Promise<string> {
    const token = await this.token();
    if (token) return token;
    throw new ApiError(this.mayBeLoggedIn ? "unreachable" : "not_authenticated", "");
  }

  #store(response: LoggedIn): string {
    const expiresAt = this.ports.steady() + response.expires_in_ms;
    this.#access = { token: response.access_token, expiresAt };
    this.ports.store.set(HINT, "1");
    this.#setAccount(response.account);
    return response.access_token;
  }

  #clear(): void {
    this.#access = null;
    this.ports.store.remove(HINT);
    this.#setAccount(null);
  }

  #setAccount(account: Account | null): void {
    this.#account = account;
    this.ports.changed(account);
  }
}
