/** The REST calls the app makes. A refusal is thrown as `ApiError` with the contract's code. */

import type {
  Created,
  Deleted,
  JoinAs,
  Joined,
  Manifest,
  Problem,
  Snapshot,
} from "$app/contract/types";

export class ApiError extends Error {
  constructor(
    /** A stable word of the contract, or `unreachable`. */
    readonly code: string,
    message: string,
    readonly retryAfterMs: number | null = null,
    /** The field of the body that is wrong, when it is one. */
    readonly field: string | null = null,
    /** All that the server said. */
    readonly problem: Partial<Problem> | null = null,
  ) {
    super(message);
  }
}

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** A call that takes longer than this is as good as lost. */
const TIMEOUT_MS = 10_000;

export class Rest {
  constructor(private readonly fetch: Fetch) {}

  /** The games of this server. */
  cartridges(): Promise<Manifest[]> {
    return call<{ cartridges: Manifest[] }>(this.fetch, "GET", "/api/cartridges", {}).then(
      (answer) => answer.cartridges,
    );
  }

  /** With an account's token, the account owns the session. */
  create(
    body: {
      cartridge: string;
      config?: Record<string, unknown>;
      pack_ids?: string[];
      /** Of the questions that are played when no packs are chosen. */
      language?: string;
    },
    token?: string,
  ): Promise<Created> {
    return call(this.fetch, "POST", "/api/sessions", { body, token });
  }

  snapshot(code: string, token?: string): Promise<Snapshot> {
    return call<Snapshot | { snapshot: Snapshot }>(this.fetch, "GET", session(code), {
      token,
    }).then(bare);
  }

  join(code: string, body: { nickname: string; avatar: string; as?: JoinAs }): Promise<Joined> {
    return call(this.fetch, "POST", `${session(code)}/players`, { body });
  }

  play(code: string, token: string): Promise<Snapshot> {
    return call<Snapshot | { snapshot: Snapshot }>(this.fetch, "POST", `${session(code)}/play`, {
      token,
    }).then(bare);
  }

  pause(code: string, token: string): Promise<Snapshot> {
    return call<Snapshot | { snapshot: Snapshot }>(this.fetch, "POST", `${session(code)}/pause`, {
      token,
    }).then(bare);
  }

  exit(code: string, token: string): Promise<Deleted> {
    return call(this.fetch, "POST", `${session(code)}/exit`, { token });
  }

  remove(code: string, token: string, player: string): Promise<void> {
    return call(this.fetch, "DELETE", `${session(code)}/players/${encodeURIComponent(player)}`, {
      token,
    });
  }

  /** Gives up one's own seat; the token never works again. */
  leave(code: string, token: string, me: string): Promise<void> {
    return this.remove(code, token, me);
  }

  bots(code: string, token: string, count: number): Promise<void> {
    return call(this.fetch, "POST", `${session(code)}/bots`, { token, body: { count } });
  }
}

interface Options {
  token?: string | undefined;
  body?: unknown;
  /** Milliseconds after which it is as good as lost. */
  patience?: number;
}

/** Makes one call and reads its answer. */
export async function call<T>(
  fetch: Fetch,
  method: string,
  path: string,
  options: Options,
): Promise<T> {
  const text = await (await send(fetch, method, path, options)).text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Makes one call; its answer is a success. */
export async function send(
  fetch: Fetch,
  method: string,
  path: string,
  { token, body, patience = TIMEOUT_MS }: Options,
): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  const init: RequestInit = { method, headers, cache: "no-store" };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (typeof AbortSignal.timeout === "function") init.signal = AbortSignal.timeout(patience);
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    throw new ApiError("unreachable", String(cause));
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

const session = (code: string) => `/api/sessions/${encodeURIComponent(code)}`;

const bare = (answer: Snapshot | { snapshot: Snapshot }): Snapshot =>
  "snapshot" in answer ? answer.snapshot : answer;

/** What a refusal says. */
export async function refusal(response: Response): Promise<ApiError> {
  const retry = Number(response.headers.get("retry-after"));
  const retryAfterMs = Number.isFinite(retry) && retry > 0 ? retry * 1000 : null;
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const code = problem?.code ?? (response.status >= 500 ? "unavailable" : "unexpected");
  return new ApiError(
    code,
    problem?.detail ?? problem?.title ?? "",
    retryAfterMs,
    problem?.field ?? null,
    problem,
  );
}
