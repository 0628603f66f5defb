/** The state of an import: a file is chosen, previewed in a format, and imported. */

import { ApiError } from "$app/core/http";
import type { FilePreview, ImportRequest, ImportResult, Report } from "../packs-api";
import { dependsOnFormat, isReadable, maxMegabytes, TEXT_FORMATS } from "./file";

type Progress = (share: number) => void;

/** The calls to the server. */
export interface ImportCalls {
  preview(file: Blob, format: string | null, progress: Progress): Promise<FilePreview>;
  import(request: ImportRequest, progress: Progress): Promise<ImportResult>;
}

/** The pack that gets the questions: an existing one, or a new one with these details. */
export type ImportTarget = Pick<ImportRequest, "into" | "title" | "language">;

export class ImportFlow {
  file = $state.raw<File | null>(null);
  preview = $state.raw<FilePreview | null>(null);
  /** The format that a person chose; null lets the server recognise it. */
  format = $state<string | null>(null);
  /** The formats that a person can choose; a workbook has only its own. Empty before the first answer. */
  formats = $state.raw<string[]>([]);
  running = $state<"preview" | "import" | null>(null);
  /** The uploaded share, from 0 to 1. */
  progress = $state(0);
  /** The error of the last call. */
  failure = $state.raw<unknown>(null);
  outcome = $state.raw<{ report: Report; result: ImportResult | null } | null>(null);
  /** Number of the current preview. Answers to earlier ones are dropped. */
  #previews = 0;

  constructor(private readonly calls: ImportCalls) {}

  /** Chooses another file and previews it. */
  async choose(file: File): Promise<void> {
    this.file = file;
    this.format = null;
    this.formats = [];
    await this.#preview();
  }

  /** Previews the file in another format. */
  async readAs(format: string | null): Promise<void> {
    this.format = format;
    await this.#preview();
  }

  /** Imports the valid rows that the preview has shown. */
  async import(target: ImportTarget): Promise<void> {
    const { file, format, preview } = this;
    if (!file || !preview || this.running) return;
    const rows = preview.refused > 0 ? "good" : "all";
    this.#begin("import");
    try {
      const request: ImportRequest = { ...target, file, format, rows };
      const result = await this.calls.import(request, (share) => (this.progress = share));
      this.outcome = { report: result.report, result };
      this.preview = null;
    } catch (failure) {
      const report = failure instanceof ApiError ? failure.problem?.report : null;
      if (report) this.outcome = { report, result: null };
      else this.failure = await this.#reasonOf(failure, file);
    } finally {
      this.running = null;
    }
  }

  async #preview(): Promise<void> {
    const { file, format } = this;
    if (!file) return;
    const number = ++this.#previews;
    const isCurrent = () => number === this.#previews;
    this.#begin("preview");
    this.preview = null;
    try {
      if (file.size > maxMegabytes(file.name) * 1024 * 1024)
        throw new ApiError("too_large", "the file is too large");
      const preview = await this.calls.preview(file, format, (share) => {
        if (isCurrent()) this.progress = share;
      });
      if (isCurrent()) this.#show(preview);
    } catch (failure) {
      const reason = await this.#reasonOf(failure, file);
      if (isCurrent()) this.#fail(reason);
    } finally {
      if (isCurrent()) this.running = null;
    }
  }

  #show(preview: FilePreview) {
    this.preview = preview;
    // The choice stays in place while a person tries formats.
    if (this.format === null) this.formats = preview.formats;
  }

  #fail(reason: unknown) {
    this.failure = reason;
    const code = reason instanceof ApiError ? reason.problem?.file?.code : undefined;
    if (this.formats.length === 0 && dependsOnFormat(code)) this.formats = TEXT_FORMATS;
  }

  #begin(running: "preview" | "import") {
    this.running = running;
    this.progress = 0;
    this.failure = null;
    this.outcome = null;
  }

  /** Distinguishes a file that has changed on disk from an unreachable server. */
  async #reasonOf(failure: unknown, file: File): Promise<unknown> {
    const unreachable = failure instanceof ApiError && failure.code === "unreachable";
    if (!unreachable || (await isReadable(file))) return failure;
    return new ApiError("file_changed", "the file has changed");
  }
}
