/** HTTP calls to the API. Error responses are thrown as `ApiError` with the contract's code. */

import type { Problem } from "$app/contract/types";

export class ApiError extends Error {
  constructor(
    /** An error code of the contract, or `unreachable` when no response arrived. */
    readonly code: string,
    message: string,
    readonly retryAfterMs: number | null = null,
    /** The invalid field of the request body, where one is to blame. */
    readonly field: string | null = null,
    /** The whole problem document (RFC 9457), when the response had one. */
    readonly problem: Partial<Problem> | null = null,
  ) {
    super(message);
  }
}

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** Time limit of a call. */
const TIMEOUT_MS = 10_000;

interface CallOptions {
  token?: string | undefined;
  /** Sent as JSON. */
  body?: unknown;
  /** Time limit in milliseconds. */
  timeoutMs?: number;
}

/** Makes a call and returns the response's JSON; undefined when the response has no body. */
export async function call<T>(
  fetch: Fetch,
  method: string,
  path: string,
  options: CallOptions,
): Promise<T> {
  const text = await (await send(fetch, method, path, options)).text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Makes a call and returns the successful response. Throws `ApiError` otherwise. */
export async function send(
  fetch: Fetch,
  method: string,
  path: string,
  { token, body, timeoutMs = TIMEOUT_MS }: CallOptions,
): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  const init: RequestInit = { method, headers, cache: "no-store" };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (typeof AbortSignal.timeout === "function") init.signal = AbortSignal.timeout(timeoutMs);
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    throw new ApiError("unreachable", String(cause));
  }
  if (!response.ok) throw await apiErrorOf(response);
  return response;
}

/** Reads the error of a failed response. */
export async function apiErrorOf(response: Response): Promise<ApiError> {
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
