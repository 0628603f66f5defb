/** The API calls about question packs. Calls without a token see public packs only. */

import type { Schemas } from "$app/contract/types";
import { ApiError, apiErrorOf, call, send, type Fetch } from "$app/core/http";

export type Pack = Schemas["PackView"];
export type PackPage = Schemas["PackPage"];
export type Visibility = Schemas["Visibility"];
export type Draft = Schemas["Draft"];
/** The picture or the sound of a question: the name of its file, and its description. */
export type QuestionMedia = Schemas["Media"] & { alt: string };
export type MediaKind = Schemas["MediaKind"];
export type UploadedMedia = Schemas["UploadedMedia"];
/** A file of the account. */
export type OwnMedia = Schemas["ListedMedia"];
export type Question = Schemas["QuestionView"];
export type QuestionPage = Schemas["QuestionPage"];
export type ImportResult = Schemas["Imported"];
export type Report = Schemas["ImportReport"];
export type RefusedRow = Schemas["RefusedRow"];
export type FilePreview = Schemas["FilePreview"];
export type FileProblem = Schemas["FileProblem"];
export type ExportFormat = "zip" | "json" | "csv" | "csv_semicolon";

/** Selects the packs of a list. */
export type PackFilter = "mine" | "public" | "built_in";

/** A pack's details. Absent fields keep their value. */
export interface PackDetails {
  title?: string;
  language?: string;
  description?: string;
  visibility?: Visibility;
}

/** A file to import. */
export interface ImportRequest {
  file: Blob;
  /** Null lets the server detect the format. */
  format: string | null;
  /** `all` imports nothing when a row is invalid; `good` skips invalid rows. */
  rows: "all" | "good";
  /** The pack that gets the questions; null creates a new pack. */
  into: string | null;
  /** The new pack's title and language, unless the file has them. */
  title?: string;
  language?: string;
}

/** Uploads a file. Calls `progress` with the uploaded share, from 0 to 1. */
export type UploadFile = (
  path: string,
  file: Blob,
  token: string,
  progress: (share: number) => void,
) => Promise<Response>;

/** Time limit of an export, because large packs take longer than other calls. */
const EXPORT_TIMEOUT_MS = 120_000;
/** Entries of a page. */
const LIMIT = "50";

type Token = string | null | undefined;

export class PacksApi {
  constructor(
    private readonly fetch: Fetch,
    private readonly upload: UploadFile,
  ) {}

  list(show: PackFilter, token: Token, before?: string | null): Promise<PackPage> {
    const query = new URLSearchParams({ show, limit: LIMIT, ...(before && { before }) });
    return this.#call("GET", `/api/packs?${query}`, token);
  }

  get(key: string, token: Token): Promise<Pack> {
    return this.#call("GET", packPath(key), token);
  }

  create(details: PackDetails, token: Token): Promise<Pack> {
    return this.#call("POST", "/api/packs", token, details);
  }

  update(key: string, details: PackDetails, token: Token): Promise<Pack> {
    return this.#call("PATCH", packPath(key), token, details);
  }

  delete(key: string, token: Token): Promise<void> {
    return this.#call("DELETE", packPath(key), token);
  }

  /** Copies a pack into the account. */
  copy(key: string, token: Token): Promise<Pack> {
    return this.#call("POST", `${packPath(key)}/copy`, token);
  }

  /** Returns a page of questions. `find` selects those that contain a text. */
  questions(
    key: string,
    token: Token,
    after?: string | null,
    find?: string,
  ): Promise<QuestionPage> {
    const query = new URLSearchParams({
      limit: LIMIT,
      ...(after && { after }),
      ...(find && { find }),
    });
    return this.#call("GET", `${packPath(key)}/questions?${query}`, token);
  }

  addQuestion(key: string, draft: Draft, token: Token): Promise<Question> {
    return this.#call("POST", `${packPath(key)}/questions`, token, draft);
  }

  updateQuestion(key: string, question: string, draft: Draft, token: Token): Promise<Question> {
    return this.#call("PUT", questionPath(key, question), token, draft);
  }

  deleteQuestion(key: string, question: string, token: Token): Promise<void> {
    return this.#call("DELETE", questionPath(key, question), token);
  }

  /** Returns the account's newest files of a kind. */
  async listMedia(kind: MediaKind, token: string): Promise<OwnMedia[]> {
    const { media } = await this.#call<Schemas["MediaList"]>(
      "GET",
      `/api/media?kind=${kind}`,
      token,
    );
    return media;
  }

  /** Deletes a file of the account. */
  deleteMedia(file: string, token: string): Promise<void> {
    return this.#call("DELETE", `/api/media/${encodeURIComponent(file)}`, token);
  }

  /** Uploads a picture or a sound. */
  uploadMedia(
    file: Blob,
    token: string,
    progress: (share: number) => void,
  ): Promise<UploadedMedia> {
    return this.#send("/api/media", file, token, progress);
  }

  /** Downloads the pack as a file. */
  async export(key: string, format: ExportFormat, token: Token): Promise<Blob> {
    const options = { token: token ?? undefined, timeoutMs: EXPORT_TIMEOUT_MS };
    const path = `${packPath(key)}/export?format=${format}`;
    return (await send(this.fetch, "GET", path, options)).blob();
  }

  async import(
    request: ImportRequest,
    token: string,
    progress: (share: number) => void,
  ): Promise<ImportResult> {
    const { file, format, rows, into, title, language } = request;
    const query = new URLSearchParams({
      rows,
      ...(format && { format }),
      ...(title && { title }),
      ...(language && { language }),
    });
    const path = into ? `${packPath(into)}/import` : "/api/packs/import";
    return this.#send(`${path}?${query}`, file, token, progress);
  }

  /** Uploads a file and returns what an import would read. A null format lets the server detect it. */
  preview(
    file: Blob,
    format: string | null,
    token: string,
    progress: (share: number) => void,
  ): Promise<FilePreview> {
    const query = format ? `?${new URLSearchParams({ format })}` : "";
    return this.#send(`/api/packs/preview${query}`, file, token, progress);
  }

  async #send<T>(
    path: string,
    file: Blob,
    token: string,
    progress: (share: number) => void,
  ): Promise<T> {
    const response = await this.upload(path, file, token, progress).catch((cause: unknown) => {
      throw new ApiError("unreachable", String(cause));
    });
    if (!response.ok) throw await apiErrorOf(response);
    return (await response.json()) as T;
  }

  #call<T>(method: string, path: string, token: Token, body?: unknown): Promise<T> {
    return call(this.fetch, method, path, { token: token ?? undefined, body });
  }
}

const packPath = (key: string) => `/api/packs/${encodeURIComponent(key)}`;
const questionPath = (key: string, question: string) =>
  `${packPath(key)}/questions/${encodeURIComponent(question)}`;

/** Returns the pack's key in a pasted link, or in a pasted key; null when there is none. */
export function keyInLink(pasted: string): string | null {
  const match = /(?:^|\/packs\/)([A-Za-z0-9_-]+)\/?$/.exec(pasted.trim().replace(/[?#].*$/, ""));
  return match?.[1] ?? null;
}
