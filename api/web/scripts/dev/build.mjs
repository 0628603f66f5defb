// Builds the program with cargo.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";

/**
 * Builds the program, and prints the compiler's errors and warnings. Returns the path of the executable, null after an
 * error, and the compiler's first error. An aborted `signal` ends the build.
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
  // A separate process group, because a cargo that is ended by a signal leaves its compilers running.
  const cargo = spawn("cargo", ["build", ...options], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(cargo, "close").catch(() => [null]);
  signal.addEventListener("abort", () => stopGroup(cargo));
  let executable = null;
  let failure = null;
  for await (const line of createInterface({ input: cargo.stdout })) {
    const message = parse(line);
    if (message?.reason === "compiler-message") {
      process.stdout.write(message.message.rendered);
      if (message.message.level === "error") failure ??= message.message;
    }
    if (message?.reason === "compiler-artifact" && message.executable)
      executable = message.executable;
  }
  const [status] = await ended;
  return {
    executable: status === 0 ? executable : null,
    failure: failure && describe(failure),
    ms: performance.now() - started,
  };
}

/** Returns a message of cargo; null for a line that is none. */
function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Returns the text of a compiler's error, and the place where the error was found. */
function describe({ message, rendered, spans }) {
  const place = spans?.find((span) => span.is_primary);
  return {
    message,
    text: stripVTControlCharacters(rendered),
    place: place && { file: place.file_name, line: place.line_start, column: place.column_start },
  };
}

function stopGroup(leader) {
  try {
    process.kill(-leader.pid, "SIGTERM");
  } catch {
    // The build has ended already.
  }
}
