/** The calls about an account's presets: configurations kept under a name. */

import type { Schemas } from "$app/contract/types";
import { call, type Fetch } from "$app/core/http";

export type Preset = Omit<Schemas["Preset"], "config"> & { config: Record<string, unknown> };

/** What can be said of a preset; all of its settings, or none of them. */
export interface PresetChange {
  name?: string;
  config?: Record<string, unknown>;
  is_default?: boolean;
}

export class Presets {
  constructor(private readonly fetch: Fetch) {}

  list(cartridge: string, token: string): Promise<Preset[]> {
    const path = `/api/presets?cartridge=${encodeURIComponent(cartridge)}`;
    return call<{ presets: Preset[] }>(this.fetch, "GET", path, { token }).then(
      (answer) => answer.presets,
    );
  }

  create(body: PresetChange & { cartridge: string; name: string }, token: string): Promise<Preset> {
    return call(this.fetch, "POST", "/api/presets", { body, token });
  }

  change(id: string, body: PresetChange, token: string): Promise<Preset> {
    return call(this.fetch, "PATCH", path(id), { body, token });
  }

  remove(id: string, token: string): Promise<void> {
    return call(this.fetch, "DELETE", path(id), { token });
  }

  /** Keeps a room's settings; its host may have opened it before logging in. */
  keep(code: string, body: { name: string; host_token: string }, token: string): Promise<Preset> {
    return call(this.fetch, "POST", `/api/sessions/${encodeURIComponent(code)}/preset`, {
      body,
      token,
    });
  }
}

const path = (id: string) => `/api/presets/${encodeURIComponent(id)}`;
