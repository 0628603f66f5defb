/** Runs `bin/dev` of a copy of the repository, and changes its sources. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../support/server";

/** Time limit of each wait, long enough to compile a game on a busy machine. */
const TIMEOUT_MS = 180_000;

export class Dev {
  /** What the terminal of bin/dev shows. */
  output = "";
  #read = 0;
  #changed = () => {};

  private constructor(
    readonly checkout: string,
    readonly url: string,
    private readonly process: ChildProcess,
  ) {
    for (const stream of [process.stdout, process.stderr])
      stream?.on("data", (text) => {
        this.output += String(text);
        this.#changed();
      });
    process.once("close", () => this.#changed());
  }

  /** Starts bin/dev on a free port. Its data is in the checkout. */
  static async start(checkout: string): Promise<Dev> {
    const port = await freePort();
    const program = spawn(join(checkout, "bin/dev"), {
      env: { ...process.env, PORT: String(port) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const dev = new Dev(checkout, `http://127.0.0.1:${port}`, program);
    await dev.prints(`ready. Open ${dev.url}/host`);
    return dev;
  }

  /** Waits until bin/dev prints a text after the one that the previous call waited for. */
  async prints(text: string): Promise<void> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    timeout.addEventListener("abort", () => this.#changed());
    for (;;) {
      const at = this.output.indexOf(text, this.#read);
      if (at >= 0) {
        this.#read = at + text.length;
        return;
      }
      if (timeout.aborted || this.process.exitCode !== null)
        throw new Error(`bin/dev did not print: ${text}\n${this.output}`);
      await new Promise<void>((resolve) => (this.#changed = resolve));
    }
  }

  /** Replaces a text that occurs once in a file of the checkout. */
  edit(file: string, before: string, after: string): void {
    const path = join(this.checkout, file);
    const parts = readFileSync(path, "utf8").split(before);
    if (parts.length !== 2)
      throw new Error(`${file} contains ${parts.length - 1} times: ${before}`);
    writeFileSync(path, parts.join(after));
  }

  /** Sends Ctrl-C. Returns the exit status. */
  async stop(): Promise<number | null> {
    if (this.process.exitCode !== null) return this.process.exitCode;
    const ended = once(this.process, "close");
    this.process.kill("SIGINT");
    await ended;
    return this.process.exitCode;
  }

  /** Returns the command lines of all processes that work in the folder of the data. Linux only. */
  processes(): string[] {
    const folder = join(this.checkout, "target/dev");
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((id) => {
        try {
          if (!readlinkSync(`/proc/${id}/cwd`).startsWith(folder)) return [];
          return [readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ")];
        } catch {
          // The process ended, or belongs to another user.
          return [];
        }
      });
  }
}
