// Runs the program and the development server of the browser app, and follows changes of both. Started by bin/dev.
import { createServer as createListener } from "node:net";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createLogger, createServer } from "vite";
import { updateTypes } from "./contract.mjs";
import { build } from "./build.mjs";
import { Changes } from "./changes.mjs";
import { Pages } from "./pages.mjs";
import { Program, versionOf } from "./program.mjs";
import { report, reportFailure, seconds } from "./report.mjs";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const WEB = fileURLToPath(new URL("../../", import.meta.url));

/** Returns a port that no program listens on. */
async function freePort() {
  const listener = createListener().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  return port;
}

/** Starts the development server, which forwards calls and sockets to the program on `apiPort`. */
async function startVite(apiPort) {
  // vite.config.ts reads the address.
  process.env.API_URL = `http://127.0.0.1:${apiPort}`;
  const customLogger = createLogger();
  const { error } = customLogger;
  // Calls and sockets of open pages fail while no program runs, which bin/dev reports. The app connects again.
  customLogger.error = (text, options) =>
    / proxy (?:socket )?error/.test(text) || error(text, options);
  const vite = await createServer({
    root: WEB,
    customLogger,
    clearScreen: false,
    server: {
      port: Number(process.env.PORT ?? 5173),
      ...(process.argv.includes("--host") && { host: true }),
    },
  });
  return vite.listen();
}

/** Builds, and replaces the running program if the build changed it. */
async function buildAndRestart({ program, pages }, changed, signal) {
  const built = await build({ root: ROOT, isFirst: !program.isRunning, signal });
  if (signal.aborted) return;
  // Another command, such as `cargo clean`, can delete the executable.
  const version = built.executable && (await versionOf(built.executable));
  if (!version) {
    const what = built.executable ? "wpp was deleted after the build" : "the build failed";
    const state = program.isRunning
      ? "The previous program keeps running."
      : "Waiting for a change.";
    reportFailure(`${changed}: ${what} after ${seconds(built.ms)}. ${state}`);
    pages.showFailure(ROOT, built.failure);
    return;
  }
  const wasBroken = pages.clearFailure();
  if (program.runs(version)) {
    if (wasBroken) report(`${changed}: built in ${seconds(built.ms)}, without a change of wpp`);
    return;
  }
  const restarted = await program.restart(built.executable);
  if (restarted === null) return;
  pages.announceRestart();
  report(`${changed}: built in ${seconds(built.ms)}, started in ${seconds(restarted)}`);
  try {
    if (await updateTypes(ROOT, built.executable)) report("types of the browser app updated");
  } catch (error) {
    reportFailure(`types of the browser app not updated: ${error.stderr || error.message}`);
  }
}

async function main() {
  // The plugins of vite.config.ts read files of the current folder.
  process.chdir(WEB);
  const apiPort = await freePort();
  const changes = new Changes(ROOT);
  const vite = await startVite(apiPort);
  const pages = new Pages(vite);
  const { local, network } = vite.resolvedUrls;
  const address = (network[0] ?? local[0]).replace(/\/$/, "");
  const program = new Program({
    root: ROOT,
    folder: `${ROOT}target/dev`,
    env: {
      HOST: "127.0.0.1",
      HTTPS_PORT: "off",
      LOCAL_NAME: "off",
      PUBLIC_URL: address,
      ...process.env,
      PORT: String(apiPort),
    },
  });
  const stopping = new AbortController();
  const stop = async () => {
    if (stopping.signal.aborted) {
      program.kill();
      process.exit(1);
    }
    stopping.abort();
    report("stopping");
    await Promise.allSettled([program.close(), following]);
    await Promise.allSettled([vite.close()]);
    process.exit();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  // wpp has a process group of its own, so it would run on without this script.
  const fail = async (error) => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    reportFailure(`bin/dev stops after an unexpected error: ${error?.stack ?? error}`);
    await program.close();
    process.exit(1);
  };
  for (const event of ["uncaughtException", "unhandledRejection"]) process.on(event, fail);

  report("building; the first build takes some minutes");
  let hasStarted = false;
  const following = changes.follow(stopping.signal, async (changed, signal) => {
    await buildAndRestart({ program, pages }, changed, signal);
    if (program.isRunning && !hasStarted) {
      hasStarted = true;
      report(`ready. Open ${address}/host, or ${address}/simulator. Press Ctrl-C to stop.`);
    }
  });
  following.catch(fail);
}

main().catch((error) => {
  reportFailure(`bin/dev cannot start: ${error?.stack ?? error}`);
  process.exit(1);
});
