/** The browser's implementation of `ports.ts`. */

import type { PageEvents, KeyStore, Ports, Socket } from "./ports";

function openSocket(path: string, protocols: string[]): Socket {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const raw = new WebSocket(`${scheme}//${location.host}${path}`, protocols);
  const socket: Socket = {
    send: (text) => raw.send(text),
    close: (code) => raw.close(code),
    onopen: null,
    onmessage: null,
    onclose: null,
  };
  raw.onopen = () => socket.onopen?.();
  raw.onmessage = (event) => socket.onmessage?.(String(event.data));
  raw.onclose = (event) => socket.onclose?.(event.code);
  return socket;
}

const pageEvents: PageEvents = {
  subscribe(listener) {
    const visibilityChanged = () => document.visibilityState === "visible" && listener("wake");
    const wake = () => listener("wake");
    const shown = (event: PageTransitionEvent) => event.persisted && listener("wake");
    const sleep = () => listener("sleep");
    document.addEventListener("visibilitychange", visibilityChanged);
    // Chrome on Android can freeze and resume a page without hiding it.
    document.addEventListener("resume", wake);
    addEventListener("pageshow", shown);
    addEventListener("online", wake);
    addEventListener("offline", sleep);
    return () => {
      document.removeEventListener("visibilitychange", visibilityChanged);
      document.removeEventListener("resume", wake);
      removeEventListener("pageshow", shown);
      removeEventListener("online", wake);
      removeEventListener("offline", sleep);
    };
  },
};

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const browserPorts: Ports = {
  steady: () => performance.now(),
  timers: {
    set: (run, ms) => setTimeout(run, ms),
    clear: (id) => clearTimeout(id as ReturnType<typeof setTimeout>),
  },
  openSocket,
  pageEvents,
  random: Math.random,
  newId,
};

/** `localStorage`. Where the browser forbids it, a store that lasts as long as the page. */
export const browserStore: KeyStore = (() => {
  try {
    localStorage.setItem("wpp.probe", "1");
    localStorage.removeItem("wpp.probe");
    return {
      get: (key) => localStorage.getItem(key),
      set: (key, value) => {
        try {
          localStorage.setItem(key, value);
        } catch {
          // The store is full. The app works without the value, so the error is ignored.
        }
      },
      remove: (key) => localStorage.removeItem(key),
      keys: () => Object.keys(localStorage),
    };
  } catch {
    return memoryStore();
  }
})();

/** Returns a store in memory. Tests use it too. */
export function memoryStore(): KeyStore {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
    keys: () => [...values.keys()],
  };
}
