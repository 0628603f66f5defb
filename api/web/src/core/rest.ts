/** The REST calls the app makes. A refusal is thrown as `ApiError` with the contract's code. */

import type { Created, Deleted, JoinAs, Joined, Problem, Snapshot } from "../contract/types";

export class ApiError extends Error {
  constructor(
    /** A stable word of the contract, or `unreachable`. */
    readonly code: string,
    message: string,
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** A call that takes longer than this is as good as lost. */
const TIMEOUT_MS = 10_000;

export class Rest {
  constructor(private readonly fetch: Fetch) {}

  create(body: { cartridge: string; config?: Record<string, unknown> }): Promise<Created> {
    return this.#call("POST", "/api/sessions", { body });
  }

  snapshot(code: string, token?: string): Promise<Snapshot> {
    return this.#call<Snapshot | { snapshot: Snapshot }>("GET", session(code), { token }).then(
      bare,
    );
  }

  join(code: string, body: { nickname: string; avatar: string; as?: JoinAs }): Promise<Joined> {
    return this.#call("POST", `${session(code)}/players`, { body });
  }

  play(code: string, token: string): Promise<Snapshot> {
    return this.#call<Snapshot | { snapshot: Snapshot }>("POST", `${session(code)}/play`, {
      token,
    }).then(bare);
  }

  pause(code: string, token: string): Promise<Snapshot> {
    return this.#call<Snapshot | { snapshot: Snapshot }>("POST", `${session(code)}/pause`, {
      token,
    }).then(bare);
  }

  exit(code: string, token: string): Promise<Deleted> {
    return this.#call("POST", `${session(code)}/exit`, { token });
  }

  remove(code: string, token: string, player: string): Promise<void> {
    return this.#call("DELETE", `${session(code)}/players/${encodeURIComponent(player)}`, {
      token,
    });
  }

  /** Gives up one's own seat; the token never works again. */
  leave(code: string, token: string, me: string): Promise<void> {
    return this.remove(code, token, me);
  }

  bots(code: string, token: string, count: number): Promise<void> {
    return this.#call("POST", `${session(code)}/bots`, { token, body: { count } });
  }

  async #call<T>(
    method: string,
    path: string,
    { token, body }: { token?: string | undefined; body?: unknown },
  ): Promise<T> {
    const headers: Record<string, string> = { accept: "application/json" };
    if (token) headers.authorization = `Bearer ${token}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    const init: RequestInit = { method, headers, cache: "no-store" };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (typeof AbortSignal.timeout === "function") init.signal = AbortSignal.timeout(TIMEOUT_MS);
    let response: Response;
    try {
      response = await this.fetch(path, init);
    } catch (cause) {
      throw new ApiError("unreachable", String(cause));
    }
    if (!response.ok) throw await refusal(response);
    const text = await response.text();
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

const session = (code: string) => `/api/sessions/${encodeURIComponent(code)}`;

const bare = (answer: Snapshot | { snapshot: Snapshot }): Snapshot =>
  "snapshot" in answer ? answer.snapshot : answer;

async function refusal(response: Response): Promise<ApiError> {
  const retry = Number(response.headers.get("retry-after"));
  const retryAfterMs = Number.isFinite(retry) && retry > 0 ? retry * 1000 : null;
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const code = problem?.code ?? (response.status >= 500 ? "unavailable" : "unexpected");
  return new ApiError(code, problem?.detail ?? problem?.title ?? "", retryAfterMs);
}
