// The running program.
import { execFile, spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { reportFailure } from "./report.mjs";

const run = promisify(execFile);

/** Longer than the program needs to return its deadlines to the queue and to stop its store. */
const STOP_MS = 25_000;

/** The first and the last line of the text that the program prints when it is ready. */
const READY = "Ready. Open ";
const LAST = "Press Ctrl-C to stop.";

export class Program {
  /** The process that runs; null while there is none, and from the moment when it is stopped. */
  #child = null;
  #last = null;
  #ended = Promise.resolve();
  #isReady = false;
  #isClosed = false;
  #version = null;
  #options;

  /** `folder` of the repository at `root` gets the program's data. */
  constructor(options) {
    this.#options = options;
  }

  get isRunning() {
    return this.#child !== null;
  }

  /** Returns whether the running program was started from this version of the executable. */
  runs(version) {
    return this.isRunning && version === this.#version;
  }

  /**
   * Stops the running program and starts `executable`. Rooms continue, because the store keeps them in its file. Returns
   * the milliseconds until the program is ready; null if it ended before that.
   */
  async restart(executable) {
    const started = performance.now();
    await this.#stop();
    this.#version = await versionOf(executable);
    if (this.#isClosed) return null;
    const { root, folder, env } = this.#options;
    // A separate process group: Ctrl-C in a terminal reaches this script only, which stops the program once.
    const child = spawn(executable, [], {
      cwd: folder,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = this.#last = child;
    this.#isReady = false;
    const ended = endOf(child).then((reason) => this.#handleEnd(child, reason));
    const ready = new Promise((resolve) => this.#passOn(child, resolve));
    const recorded = child.pid && record(root, `${folder}/wpp.pid`, child.pid);
    await Promise.all([recorded, Promise.race([ready, ended])]);
    return this.#isReady ? performance.now() - started : null;
  }

  /** Stops the program, which returns its deadlines to the queue. No program starts later. */
  async close() {
    this.#isClosed = true;
    await this.#stop();
  }

  /** Ends a program that does not stop. */
  kill() {
    this.#last?.kill("SIGKILL");
  }

  #stop() {
    const child = this.#child;
    this.#child = null;
    if (child) this.#ended = stop(child);
    return this.#ended;
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

  #handleEnd(child, reason) {
    if (this.#child !== child) return;
    this.#child = null;
    reportFailure(`wpp ended (${reason}). The next change starts it again.`);
  }
}

/** Records a process for the next bin/dev, which stops it if this bin/dev is killed. */
function record(root, file, pid) {
  const script = '. bin/lib/process.sh && write_pid_file "$@"';
  return run("bash", ["-c", script, "bash", file, String(pid)], { cwd: root });
}

/** Returns the exit status or the signal of a process when it ends, or the error with which it did not start. */
function endOf(child) {
  return new Promise((resolve) => {
    child.once("error", ({ message }) => resolve(message));
    child.once("close", (status, signal) => resolve(status ?? signal));
  });
}

async function stop(child) {
  const ended = endOf(child);
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(timer);
}

/** Returns a value that differs for each file that a build writes; null if there is no file. Other builds can replace it. */
export async function versionOf(executable) {
  try {
    const { ino, mtimeMs } = await stat(executable);
    return `${ino} ${mtimeMs}`;
  } catch {
    return null;
  }
}
