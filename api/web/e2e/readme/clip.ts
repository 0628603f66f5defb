/** Records a page as an animated WebP. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CDPSession, Page } from "playwright-core";

const SIZE = { maxWidth: 720, maxHeight: 405 };
/** Shortest time between two frames. More frames make the file larger than a README should load. */
const MIN_FRAME_MS = 160;
/** How long a part of the clip shows its last frame. */
const LAST_FRAME_MS = 1_500;
const QUALITY = 55;

interface Frame {
  /** When the page showed the frame, in milliseconds. */
  at: number;
  png: Buffer;
}

export class Clip {
  readonly #parts: Frame[][] = [];

  private constructor(private readonly devtools: CDPSession) {
    devtools.on("Page.screencastFrame", ({ data, metadata, sessionId }) => {
      void devtools.send("Page.screencastFrameAck", { sessionId }).catch(() => {});
      const [part, at] = [this.#parts.at(-1), (metadata.timestamp ?? 0) * 1_000];
      const last = part?.at(-1);
      if (part && (!last || at - last.at >= MIN_FRAME_MS))
        part.push({ at, png: Buffer.from(data, "base64") });
    });
  }

  static async of(page: Page): Promise<Clip> {
    return new Clip(await page.context().newCDPSession(page));
  }

  get frames(): number {
    return this.#parts.flat().length;
  }

  /** Starts another part of the clip. */
  async start(): Promise<void> {
    this.#parts.push([]);
    await this.devtools.send("Page.startScreencast", { format: "png", ...SIZE });
  }

  async stop(): Promise<void> {
    await this.devtools.send("Page.stopScreencast");
  }

  /** Writes the clip to `path`, without an end. */
  write(path: string): void {
    const folder = mkdtempSync(join(tmpdir(), "wpp-clip-"));
    const options = this.#parts.flatMap((part, n) =>
      part.flatMap(({ at, png }, i) => {
        const file = join(folder, `${n}-${i}.png`);
        writeFileSync(file, png);
        const duration = Math.round((part[i + 1]?.at ?? at + LAST_FRAME_MS) - at);
        return ["-d", String(duration), file];
      }),
    );
    try {
      const quality = ["-lossy", "-q", String(QUALITY), "-m", "6"];
      execFileSync("img2webp", ["-loop", "0", ...quality, ...options, "-o", path]);
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
      throw isMissing ? new Error("img2webp is missing; install the package webp") : error;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
