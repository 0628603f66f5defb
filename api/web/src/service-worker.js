// Keeps the app's page, its first scripts and its texts, so that the app opens without a connection. Nothing of a game
// is kept: calls and sockets do not pass through here. `scripts/service-worker.mjs` replaces the next line.
const BUILD = { version: "", entry: "", files: [] };

const PREFIX = "wpp-app-";
const CACHE = PREFIX + BUILD.version;
const PAGE = "/index.html";

/** How long a page may load before the kept one is shown. */
const PAGE_MS = 3_000;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(asset(request));
  else if (request.mode === "navigate" && !/^\/(api|media)\//.test(pathname))
    event.respondWith(page(request));
});

/** Stores all files of this version. A failure, as during a deployment, is repeated by the browser. */
async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(BUILD.files.map((file) => store(cache, file, fetch(file))));
    const page = await (await cache.match(PAGE)).text();
    if (!page.includes(BUILD.entry)) throw new Error("the page is of another version");
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
  await self.skipWaiting();
}

/** Removes the files of other versions. */
async function activate() {
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

/** Loads a page from the server, so that every deployment shows at once, and the kept one without a connection. */
async function page(request) {
  const kept = () => caches.match(PAGE, { ignoreVary: true });
  const late = new Promise((done) => setTimeout(done, PAGE_MS)).then(kept);
  const loaded = fetch(request);
  const failed = loaded.catch(async () => (await kept()) ?? Response.error());
  return (await Promise.race([failed, late])) ?? failed;
}

/** Returns a file from the cache. The names of these files contain a hash of their content. */
async function asset(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (isFile(response)) {
    const cache = await caches.open(CACHE);
    await cache.put(request, response.clone());
  }
  return response;
}

async function store(cache, file, loading) {
  const response = await loading;
  if (!response.ok || (file !== PAGE && !isFile(response)))
    throw new Error(`${file} is not available`);
  await cache.put(file, response);
}

/** Whether a response is a file. The server answers addresses without a file with the page. */
function isFile(response) {
  return response.ok && !response.headers.get("content-type")?.includes("text/html");
}
