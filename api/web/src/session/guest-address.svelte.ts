/**
 * The server's name in the local network, and the address of guests. The name is shown only where this screen finds
 * the server by it, because phones of the same network then do, too.
 */

import type { Addresses } from "$app/core/session-api";
import type { Fetch } from "$app/core/http";

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export class GuestAddress {
  #url = $state("");
  #name = $state<string | null>(null);

  /** `known` is the address of the room as far as this screen knows. */
  constructor(
    known: string,
    private readonly ask: () => Promise<Addresses>,
    private readonly fetch: Fetch,
  ) {
    this.#url = known;
  }

  /** The address in the QR code. */
  get url(): string {
    return this.#url;
  }

  /** The addresses to type, without the scheme that browsers add. */
  get typed(): string {
    const { host } = new URL(this.#url);
    return this.#name ? `${this.#name} · ${host}` : host;
  }

  /** Asks the server, and tries its name. Without an answer, the known address stays. */
  async update(): Promise<void> {
    const { public_url, local_host } = await this.ask();
    const { hostname, pathname } = new URL(this.#url);
    // No phone reaches an address of this machine only.
    if (LOOPBACK.test(hostname)) this.#url = public_url + pathname;
    // Pages with HTTPS cannot call an address without.
    if (!local_host || location.protocol !== "http:") return;
    await this.fetch(`http://${local_host}/healthz`, { mode: "no-cors", cache: "no-store" });
    this.#name = local_host;
  }
}
