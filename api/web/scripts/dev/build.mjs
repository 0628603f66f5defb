// Builds the program with cargo.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/**
 * Builds the program, and prints the compiler's errors and warnings. Returns the path of the executable, null after an
 * error; `isFresh` is whether nothing had to be compiled. An aborted `signal` ends the build.
 */
export async function build({ root, isFirst, signal }) {
  const started = performance.now();
  const colours = process.stdout.isTTY && !process.env.NO_COLOR ? "-diagnostic-rendered-ansi" : "";
  // Cargo's progress is for the first build, which takes minutes. Without a package, features are resolved for the whole
  // workspace, so `cargo build --workspace` and this build reuse each other's crates.
  const options = [
    "--bin",
    "wpp",
    `--message-format=json${colours}`,
    ...(isFirst ? [] : ["--quiet"]),
  ];
  const cargo = spawn("cargo", ["build", ...options], {
    cwd: root,
    signal,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(cargo, "close").catch(() => [null]);
  let executable = null;
  let isFresh = true;
  for await (const line of createInterface({ input: cargo.stdout })) {
    const message = parse(line);
    if (message?.reason === "compiler-message") process.stdout.write(message.message.rendered);
    if (message?.reason === "compiler-artifact" && message.executable) {
      executable = message.executable;
      isFresh = message.fresh;
    }
  }
  const [status] = await ended;
  return { executable: status === 0 ? executable : null, isFresh, ms: performance.now() - started };
}

/** Returns a message of cargo; null for a line that is none. */
function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
