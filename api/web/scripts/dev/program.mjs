// The running program.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { reportFailure } from "./report.mjs";

/** Longer than the program needs to return its deadlines to the queue and to stop its store. */
const STOP_MS = 25_000;

/** The first and the last line of the text that the program prints when it is ready. */
const READY = "Ready. Open ";
const LAST = "Press Ctrl-C to stop.";

export class Program {
  #child = null;
  #isReady = false;
  #options;

  /** `folder` gets the program's data. */
  constructor(options) {
    this.#options = options;
  }

  get isRunning() {
    return this.#child !== null;
  }

  /**
   * Stops the running program and starts `executable`. Rooms continue, because the store keeps them in its file. Returns
   * the milliseconds until the program is ready; null if it ended before that.
   */
  async restart(executable) {
    const started = performance.now();
    await this.stop();
    const { folder, env } = this.#options;
    // A separate process group: Ctrl-C in a terminal reaches this script only, which stops the program once.
    const child = spawn(executable, [], {
      cwd: folder,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    this.#isReady = false;
    child.once("error", () => {});
    child.once("close", (status, signal) => this.#handleEnd(child, status ?? signal));
    const ready = new Promise((resolve) => this.#passOn(child, resolve));
    await Promise.race([ready, once(child, "close")]);
    return this.#isReady ? performance.now() - started : null;
  }

  /** Stops the program, which returns its deadlines to the queue. */
  async stop() {
    const child = this.#child;
    if (!child) return;
    this.#child = null;
    const ended = once(child, "close");
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await ended;
    clearTimeout(timer);
  }

  kill() {
    this.#child?.kill("SIGKILL");
  }

  /** Prints the program's log, without the text about its own address. Calls `ready` after that text. */
  async #passOn(child, ready) {
    let isWelcome = false;
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith(READY)) isWelcome = true;
      if (!isWelcome && line !== "") console.log(line);
      if (line === LAST) {
        isWelcome = false;
        this.#isReady = true;
        ready();
      }
    }
  }

  #handleEnd(child, status) {
    if (this.#child !== child) return;
    this.#child = null;
    reportFailure(`wpp ended (${status}). The next change starts it again.`);
  }
}
