/**
 * Who is logged in on this device. The access token lives in memory alone; what outlasts the page is
 * a cookie that no script can read, and a hint, of no worth to anybody, that there may be one.
 */

import type { Schemas } from "$app/contract/types";
import type { KeyStore } from "$app/core/ports";
import { ApiError, call, send, type Fetch } from "$app/core/http";

export type Account = Schemas["Account"];
type LoggedIn = Schemas["LoggedIn"];

const HINT = "wpp.set.account";
/** A token that ends sooner than this might be over when it arrives. */
const TO_SPARE_MS = 30_000;

export interface World {
  fetch: Fetch;
  store: KeyStore;
  /** A steady clock in milliseconds. */
  steady: () => number;
  /** Hears of every change of who is logged in. */
  changed: (who: Account | null) => void;
}

export class Login {
  #access: { token: string; until: number } | null = null;
  #refreshing: Promise<string | null> | null = null;
  #who: Account | null = null;

  constructor(private readonly world: World) {}

  get who(): Account | null {
    return this.#who;
  }

  /** Whether somebody may be logged in here; without that hint nothing is asked of the server. */
  get hinted(): boolean {
    return this.world.store.get(HINT) !== null;
  }

  /** A token that is good now; null when nobody is logged in, or that cannot be found out. */
  async token(): Promise<string | null> {
    const { fetch, steady, store } = this.world;
    if (this.#access && this.#access.until - TO_SPARE_MS > steady()) return this.#access.token;
    if (!this.hinted) return null;
    // Everybody who asks meanwhile waits for the same answer.
    this.#refreshing ??= call<LoggedIn>(fetch, "POST", "/api/account/refresh", { body: {} })
      .then((answer) => this.#take(answer))
      .catch((error: unknown) => {
        this.#access = null;
        if (error instanceof ApiError && error.code === "not_authenticated") {
          store.remove(HINT);
          this.#tell(null);
        }
        return null;
      })
      .finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async register(name: string, password: string): Promise<void> {
    const body = { name, password, refresh: "cookie" };
    this.#take(await call(this.world.fetch, "POST", "/api/accounts", { body }));
  }

  async logIn(name: string, password: string): Promise<void> {
    const body = { name, password, refresh: "cookie" };
    this.#take(await call(this.world.fetch, "POST", "/api/account/login", { body }));
  }

  async logOut(): Promise<void> {
    await call(this.world.fetch, "POST", "/api/account/logout", { body: {} });
    this.#forget();
  }

  async changePassword(password: string, wanted: string): Promise<void> {
    const body = { password, new_password: wanted, refresh: "cookie" };
    this.#take(await this.#own("PUT", "/api/account/password", body));
  }

  /** Deletes the account; there is no way back. */
  async remove(password: string): Promise<void> {
    await this.#own("DELETE", "/api/account", { password });
    this.#forget();
  }

  /** All that the server keeps about the account, as a file. */
  async file(): Promise<Blob> {
    const token = await this.#must();
    return (await send(this.world.fetch, "GET", "/api/account/export", { token })).blob();
  }

  async #own<T>(method: string, path: string, body: unknown): Promise<T> {
    return call(this.world.fetch, method, path, { token: await this.#must(), body });
  }

  async #must(): Promise<string> {
    const token = await this.token();
    if (token) return token;
    throw new ApiError(this.hinted ? "unreachable" : "not_authenticated", "");
  }

  #take(answer: LoggedIn): string {
    const until = this.world.steady() + answer.expires_in_ms;
    this.#access = { token: answer.access_token, until };
    this.world.store.set(HINT, "1");
    this.#tell(answer.account);
    return answer.access_token;
  }

  #forget(): void {
    this.#access = null;
    this.world.store.remove(HINT);
    this.#tell(null);
  }

  #tell(who: Account | null): void {
    this.#who = who;
    this.world.changed(who);
  }
}
