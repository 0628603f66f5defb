/** The pictures of the server that the page receives. The server sends one each second; the page asks for nothing. */

import { adminApi, type LoggedLine, type Overview } from "./admin-api";
import { withPicture, type Point } from "./figures/history";

/** Without news for this time, the numbers on the page are old. */
const SILENT_MS = 5_000;

/** Pause before a stream that was refused is opened again. */
const RETRY_MS = 1_000;

/** Number of log lines on the page. */
const MAX_LINES = 300;

export type LiveState = "connecting" | "live" | "lost" | "store_down" | "ended";

export class LiveServer {
  state = $state<LiveState>("connecting");
  overview = $state.raw<Overview | null>(null);
  history = $state.raw<Point[]>([]);
  /** The newest lines of all logs, oldest first. */
  lines = $state.raw<LoggedLine[]>([]);
  #source: EventSource | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** Opens the stream. The browser opens it again when it breaks. */
  start(): void {
    const source = (this.#source = new EventSource("/api/admin/events"));
    source.addEventListener("overview", ({ data }) => this.receive(JSON.parse(data) as Overview));
    source.addEventListener("log", ({ data }) => this.log(JSON.parse(data) as LoggedLine[]));
    source.addEventListener("unavailable", () => {
      this.state = "store_down";
      this.#expectNews();
    });
    source.addEventListener("logged_out", () => this.#end());
    source.onerror = () => {
      this.state = "lost";
      // The browser gives up a stream that was refused: the login has ended, or a proxy found no server.
      if (source.readyState === EventSource.CLOSED) void this.#resume(source);
    };
    this.#expectNews();
  }

  /** Shows a picture. */
  receive(overview: Overview): void {
    this.overview = overview;
    this.history = withPicture(this.history, overview);
    this.state = "live";
    this.#expectNews();
  }

  /** Adds lines. A stream that was interrupted starts with lines that are known. */
  log(lines: LoggedLine[]): void {
    const known = new Set(this.lines.map(({ process, number }) => `${process} ${number}`));
    const added = lines.filter(({ process, number }) => !known.has(`${process} ${number}`));
    this.lines = [...this.lines, ...added].slice(-MAX_LINES);
  }

  stop(): void {
    this.#source?.close();
    this.#source = undefined;
    clearTimeout(this.#silence);
    clearTimeout(this.#retry);
  }

  /** Opens the stream again, unless the login has ended. */
  async #resume(refused: EventSource): Promise<void> {
    // Without an answer the login may be valid.
    const isLoggedIn = await adminApi.login().then(Boolean, () => true);
    if (this.#source !== refused) return;
    if (isLoggedIn) this.#retry = setTimeout(() => this.start(), RETRY_MS);
    else this.#end();
  }

  #end(): void {
    this.stop();
    this.state = "ended";
  }

  #expectNews(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => (this.state = "lost"), SILENT_MS);
  }
}
