/** The real world behind `ports.ts`. */

import type { Attention, KeyStore, Ports, Socket } from "./ports";

function openSocket(path: string): Socket {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const raw = new WebSocket(`${scheme}//${location.host}${path}`);
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

const attention: Attention = {
  subscribe(heard) {
    const looked = () => document.visibilityState === "visible" && heard("wake");
    const wake = () => heard("wake");
    const shown = (event: PageTransitionEvent) => event.persisted && heard("wake");
    const sleep = () => heard("sleep");
    document.addEventListener("visibilitychange", looked);
    // A frozen page (Chrome on Android) may thaw without ever having been hidden.
    document.addEventListener("resume", wake);
    addEventListener("pageshow", shown);
    addEventListener("online", wake);
    addEventListener("offline", sleep);
    return () => {
      document.removeEventListener("visibilitychange", looked);
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
  attention,
  random: Math.random,
  newId,
};

/** `localStorage`, or a stand-in for this page's life where the browser forbids it. */
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
          // A full store loses a draft, never the game.
        }
      },
      remove: (key) => localStorage.removeItem(key),
      keys: () => Object.keys(localStorage),
    };
  } catch {
    return memoryStore();
  }
})();

export function memoryStore(): KeyStore {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  };
}
