/**
 * Starts Redis, the API and a worker on free ports. Run `npm run build` first, then `cargo build`, which
 * embeds the app in the API. Environment variables: `BIN` is the folder of the programs. `PREVIEW=1` serves
 * the built app by Vite, so that the API does not have to be built again. `KEEP=1` keeps the log files.
 * `WPP_TEST_PLATFORM=party` starts one `wpp` with its own store instead, as most hosts do. `WPP_TEST_LAN` is an address of
 * this machine at which the server can be reached too (`bin/lib/lan.sh`).
 */

import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { preview } from "vite";

const BIN = resolve(
  process.env.BIN ?? new URL("../../../../target/debug", import.meta.url).pathname,
);
const READY_MS = 120_000;
const LAN = process.env.WPP_TEST_LAN;
const IS_PARTY = process.env.WPP_TEST_PLATFORM === "party";

export interface Platform {
  url: string;
  /** Stops the API process, calls `whileStopped`, then starts another process on the same port. */
  restartApi(whileStopped?: () => Promise<void>): Promise<void>;
  /** Runs a command of `wpp` with the settings of the platform. Returns its output. */
  wpp(args: string[], input?: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startPlatform(): Promise<Platform> {
  const home = mkdtempSync(join(tmpdir(), "wpp-e2e-"));
  const [redisPort, apiPort, metricsPort] = [await freePort(), await freePort(), await freePort()];
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const app = process.env.PREVIEW ? await serveApp(apiUrl, await freePort()) : null;
  const url = app?.url ?? apiUrl;
  const env = {
    ...process.env,
    HOST: LAN ? "0.0.0.0" : "127.0.0.1",
    PORT: String(apiPort),
    HTTPS_PORT: "0",
    // In a local network, the server finds its address itself.
    PUBLIC_URL: LAN ? undefined : url,
    METRICS_PORT: String(metricsPort),
    REDIS_URL: IS_PARTY ? undefined : `redis://127.0.0.1:${redisPort}`,
    DATABASE_URL: `sqlite://${join(home, "wpp.db")}?mode=rwc`,
    TOKEN_SECRET: "a secret for these tests only, never for production",
    RUST_LOG: process.env.RUST_LOG ?? "info",
  };
  const run = (name: string, program: string, args: string[]): ChildProcess => {
    const log = openSync(join(home, `${name}.log`), "a");
    return spawn(program, args, { env, cwd: home, stdio: ["ignore", log, log] });
  };
  const runApi = () => run("web", join(BIN, "wpp"), IS_PARTY ? [] : ["web"]);

  const redis = IS_PARTY
    ? null
    : run("redis", process.env.REDIS_SERVER ?? "redis-server", [
        ...["--port", String(redisPort), "--bind", "127.0.0.1", "--dir", home],
        ...["--save", "", "--appendonly", "no"],
      ]);
  let api = runApi();
  await waitUntilReady(`${apiUrl}/readyz`);
  const worker = IS_PARTY ? null : run("worker", join(BIN, "wpp"), ["worker"]);
  if (worker) await waitUntilReady(`http://127.0.0.1:${metricsPort}/readyz`).catch(() => undefined);

  await checkBuild(url);

  return {
    url,
    restartApi: async (whileStopped) => {
      await end(api);
      await whileStopped?.();
      api = runApi();
      await waitUntilReady(`${apiUrl}/readyz`);
    },
    wpp: async (args, input = "") => {
      const program = spawn(join(BIN, "wpp"), args, { env, cwd: home });
      // A program that reads no input can end before this write.
      program.stdin.on("error", () => {});
      program.stdin.end(input);
      let [output, errors] = ["", ""];
      program.stdout.on("data", (text) => (output += String(text)));
      program.stderr.on("data", (text) => (errors += String(text)));
      const [code] = (await once(program, "close")) as [number | null];
      if (code !== 0) throw new Error(`wpp ${args.join(" ")} failed: ${errors}`);
      return output.trim();
    },
    stop: async () => {
      await Promise.all([end(api), worker && end(worker)]);
      if (redis) await end(redis);
      await app?.stop();
      if (process.env.KEEP) console.log(`kept ${home}`);
      else rmSync(home, { recursive: true, force: true });
    },
  };
}

async function serveApp(api: string, port: number) {
  const proxy = { "/api": api, "/media": api, "/ws": { target: api, ws: true } };
  const server = await preview({ preview: { host: "127.0.0.1", port, strictPort: true, proxy } });
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

/** Fails when the API was built before the app, because its page then names missing scripts. */
async function checkBuild(url: string): Promise<void> {
  const page = await (await fetch(url)).text();
  const script = /src="(\/assets\/[^"]+)"/.exec(page)?.[1];
  const type = script && (await fetch(url + script)).headers.get("content-type");
  if (!type?.includes("javascript"))
    throw new Error("the API embeds an older app: run cargo build");
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

/**
 * Returns a port that nobody listens on, below those that Linux gives to connections by default, so that a stopped server can
 * listen on its port again. The servers of the Rust tests, which run at the same time, use those below 20,000.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_768);
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await once(server, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}

/** Polls a URL until it answers with success. */
async function waitUntilReady(url: string): Promise<void> {
  const until = performance.now() + READY_MS;
  for (;;) {
    const ok = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    if (performance.now() > until) throw new Error(`${url} did not answer in time`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
