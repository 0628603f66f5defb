/** The calls about question packs. Whoever is not logged in brings no token, and sees what is public. */

import type { Schemas } from "$app/contract/types";
import { ApiError, call, refusal, send, type Fetch } from "$app/core/http";

export type Pack = Schemas["PackView"];
export type PackPage = Schemas["PackPage"];
export type Visibility = Schemas["Visibility"];
export type Draft = Schemas["Draft"];
export type Question = Schemas["QuestionView"];
export type QuestionPage = Schemas["QuestionPage"];
export type Imported = Schemas["Imported"];
export type Report = Schemas["ImportReport"];

/** Which packs are asked for. */
export type Show = "mine" | "public" | "built_in";

/** What can be said of a pack; what is left out stays. */
export interface AboutPack {
  title?: string;
  language?: string;
  description?: string;
  visibility?: Visibility;
}

/** A file and what is to become of it. */
export interface Upload {
  file: Blob;
  format: "json" | "csv" | "opentdb" | null;
  /** All or nothing, or the good ones. */
  rows: "all" | "good";
  /** The pack it goes into; else a new one, about which the file may say all. */
  into: string | null;
  title?: string;
  language?: string;
}

/** Sends a file; hears how much of it has gone, from 0 to 1. */
export type Carry = (
  path: string,
  file: Blob,
  token: string,
  gone: (share: number) => void,
) => Promise<Response>;

/** A large pack takes its time to be written out. */
const EXPORT_MS = 120_000;

type Token = string | null | undefined;

export class Packs {
  constructor(
    private readonly fetch: Fetch,
    private readonly carry: Carry,
  ) {}

  list(show: Show, token: Token, before?: string | null): Promise<PackPage> {
    const query = new URLSearchParams({ show, limit: "50", ...(before && { before }) });
    return this.#call("GET", `/api/packs?${query}`, token);
  }

  get(key: string, token: Token): Promise<Pack> {
    return this.#call("GET", of(key), token);
  }

  create(about: AboutPack, token: Token): Promise<Pack> {
    return this.#call("POST", "/api/packs", token, about);
  }

  change(key: string, about: AboutPack, token: Token): Promise<Pack> {
    return this.#call("PATCH", of(key), token, about);
  }

  remove(key: string, token: Token): Promise<void> {
    return this.#call("DELETE", of(key), token);
  }

  copy(key: string, token: Token): Promise<Pack> {
    return this.#call("POST", `${of(key)}/copy`, token);
  }

  /** A page of them; with `find`, of those that hold this text. */
  questions(
    key: string,
    token: Token,
    after?: string | null,
    find?: string,
  ): Promise<QuestionPage> {
    const query = new URLSearchParams({
      limit: "50",
      ...(after && { after }),
      ...(find && { find }),
    });
    return this.#call("GET", `${of(key)}/questions?${query}`, token);
  }

  add(key: string, draft: Draft, token: Token): Promise<Question> {
    return this.#call("POST", `${of(key)}/questions`, token, draft);
  }

  rewrite(key: string, question: string, draft: Draft, token: Token): Promise<Question> {
    return this.#call("PUT", questionOf(key, question), token, draft);
  }

  drop(key: string, question: string, token: Token): Promise<void> {
    return this.#call("DELETE", questionOf(key, question), token);
  }

  /** The pack as a file. */
  async file(key: string, format: "json" | "csv", token: Token): Promise<Blob> {
    const options = { token: token ?? undefined, patience: EXPORT_MS };
    return (await send(this.fetch, "GET", `${of(key)}/export?format=${format}`, options)).blob();
  }

  async import(upload: Upload, token: string, gone: (share: number) => void): Promise<Imported> {
    const { file, format, rows, into, title, language } = upload;
    const query = new URLSearchParams({
      rows,
      ...(format && { format }),
      ...(title && { title }),
      ...(language && { language }),
    });
    const path = into ? `${of(into)}/import` : "/api/packs/import";
    const answer = await this.carry(`${path}?${query}`, file, token, gone).catch(
      (cause: unknown) => {
        throw new ApiError("unreachable", String(cause));
      },
    );
    if (!answer.ok) throw await refusal(answer);
    return (await answer.json()) as Imported;
  }

  #call<T>(method: string, path: string, token: Token, body?: unknown): Promise<T> {
    return call(this.fetch, method, path, { token: token ?? undefined, body });
  }
}

const of = (key: string) => `/api/packs/${encodeURIComponent(key)}`;
const questionOf = (key: string, question: string) =>
  `${of(key)}/questions/${encodeURIComponent(question)}`;

/** The pack a person means who pastes its link, or its key alone. */
export function keyIn(pasted: string): string | null {
  const found = /(?:^|\/packs\/)([A-Za-z0-9_-]+)\/?$/.exec(pasted.trim().replace(/[?#].*$/, ""));
  return found?.[1] ?? null;
}
