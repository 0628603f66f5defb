/**
 * A session's chat as this device knows it: what was said, what is on its way, who types, what is
 * unread.
 *
 * Messages are numbered without a gap. They come as asides, which nothing replays: after a gap, and
 * whenever the link was away, the newest page is fetched, and pages before it until there is no gap.
 */

import type { Outcome } from "$app/core/outbox";
import type { Timers, TimerId } from "$app/core/ports";
import type { ChatMessage, ChatPage, Envelope } from "$app/contract/types";

/** A message of one's own that is not among the others yet. */
export interface Outgoing {
  key: number;
  content: string;
  /** Why it was refused: the contract's word. Absent while it is on its way. */
  refused?: string;
}

export interface ChatOptions {
  timers: Timers;
  /** Who this device speaks for: a player's id, or `host`. */
  me: () => string | null;
  act: (type: string, data: unknown) => Promise<Outcome>;
  page: (before?: string) => Promise<ChatPage>;
  read: (messageId: string) => Promise<unknown>;
  changed: () => void;
}

/** The host's `sender_id`. */
export const HOST = "host";
/** Characters a message may have. */
export const MAX_CHARACTERS = 2000;
/** Others are told at most this often that one types; less often than the server thins it anyway. */
const SAY_TYPING_MS = 2_500;
/** Without a word from the server for so long, somebody has stopped typing. */
const TYPIST_MS = 10_000;
const RETRY_MS = 2_000;
/** Pages fetched to close a gap; a longer absence shows the newest and says that there is more. */
const CATCH_UP_PAGES = 4;

export class Chat {
  /** In the order of their numbers, without a gap among them. */
  messages: ChatMessage[] = [];
  outgoing: Outgoing[] = [];
  /** Ids of who types, the latest last. */
  typists: string[] = [];
  unread = 0;
  /** Whether older messages can be fetched. */
  more = false;
  /** Whether the history was read at all. */
  known = false;

  #before: string | null = null;
  #open = 0;
  #fetching = false;
  #again = false;
  #retry: TimerId = null;
  #typing = new Map<string, TimerId>();
  #saidTyping: TimerId = null;
  #keys = 0;
  #stopped = false;

  constructor(private readonly options: ChatOptions) {}

  /** A frame outside the numbered stream. */
  heard(frame: Envelope): void {
    switch (frame.type) {
      case "chat.message":
        return this.#message(frame.data as ChatMessage);
      case "chat.removed":
        return this.#removed((frame.data as { message_id: string }).message_id);
      case "typing": {
        const { sender_id, is_typing } = frame.data as { sender_id: string; is_typing: boolean };
        return this.#types(sender_id, is_typing);
      }
    }
  }

  /** The link is back, or was just opened: something may have been missed. */
  resync(): void {
    void this.#fetch();
  }

  /** Somebody looks at the chat; call what is returned when they look no more. */
  look(): () => void {
    this.#open += 1;
    if (!this.known) this.resync();
    this.#readAll();
    return () => (this.#open -= 1);
  }

  async say(content: string): Promise<void> {
    const own: Outgoing = { key: ++this.#keys, content };
    this.outgoing = [...this.outgoing, own];
    this.typed(false);
    this.options.changed();
    const outcome = await this.options.act("chat.send", { content });
    if (outcome.ok) {
      this.outgoing = this.outgoing.filter((one) => one.key !== own.key);
      const { message } = outcome.ack as unknown as { message: ChatMessage };
      if (message && !message.removed) this.#message(message);
    } else {
      const { code } = outcome;
      this.outgoing = this.outgoing.map((one) =>
        one.key === own.key ? { ...one, refused: code } : one,
      );
    }
    this.options.changed();
  }

  /** Takes back what was refused, to be written anew. */
  forget(key: number): void {
    this.outgoing = this.outgoing.filter((one) => one.key !== key);
    this.options.changed();
  }

  /** One types, or has stopped: others are told now and then. */
  typed(is_typing: boolean): void {
    if (is_typing && this.#saidTyping !== null) return;
    if (!is_typing && this.#saidTyping === null) return;
    this.options.timers.clear(this.#saidTyping);
    this.#saidTyping = null;
    if (is_typing) {
      this.#saidTyping = this.options.timers.set(() => (this.#saidTyping = null), SAY_TYPING_MS);
    }
    void this.options.act("chat.typing", { is_typing });
  }

  /** Fetches the page before the oldest message shown. */
  async older(): Promise<void> {
    if (!this.#before) return;
    const page = await this.options.page(this.#before);
    this.#before = page.next ?? null;
    this.more = this.#before !== null;
    this.messages = merged(page.messages, this.messages);
    this.options.changed();
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of [this.#retry, this.#saidTyping, ...this.#typing.values()]) {
      this.options.timers.clear(timer);
    }
  }

  #message(message: ChatMessage): void {
    this.#types(message.sender_id, false);
    const last = this.messages.at(-1)?.number;
    if (last !== undefined && message.number <= last) return;
    if (message.number !== (last ?? 0) + 1 && this.known) this.resync();
    else {
      this.messages = [...this.messages, message];
      this.known ||= message.number === 1;
      if (message.sender_id !== this.options.me()) this.unread += 1;
      this.#readAll();
    }
    this.options.changed();
  }

  #removed(id: string): void {
    const before = this.messages.length;
    this.messages = this.messages.map((one) =>
      one.message_id === id ? { ...one, content: "", removed: true } : one,
    );
    if (before) this.options.changed();
  }

  #types(id: string, is_typing: boolean): void {
    if (id === this.options.me()) return;
    this.options.timers.clear(this.#typing.get(id));
    this.#typing.delete(id);
    if (is_typing) {
      this.#typing.set(
        id,
        this.options.timers.set(() => this.#types(id, false), TYPIST_MS),
      );
    }
    this.typists = [...this.#typing.keys()];
    this.options.changed();
  }

  /** What was seen is read; said once for all that came meanwhile. */
  #readAll(): void {
    const last = this.messages.at(-1);
    if (this.#open === 0 || this.unread === 0 || !last) return;
    this.unread = 0;
    void this.options.read(last.message_id).catch(() => {});
    this.options.changed();
  }

  /** Reads the newest messages, back to the ones that are known. */
  async #fetch(): Promise<void> {
    if (this.#fetching) {
      this.#again = true;
      return;
    }
    this.#fetching = true;
    try {
      const last = this.messages.at(-1)?.number ?? 0;
      let page = await this.options.page();
      let fetched = page.messages;
      const { unread } = page;
      const gap = () => last > 0 && oldest(fetched) > last + 1;
      for (let n = 1; n < CATCH_UP_PAGES && page.next && gap(); n += 1) {
        page = await this.options.page(page.next);
        fetched = [...fetched, ...page.messages];
      }
      const closed = oldest(fetched) <= last + 1;
      // What the host took away meanwhile is in no page.
      const kept = this.messages.filter((one) => closed && one.number < oldest(fetched));
      if (kept.length === 0) this.#before = page.next ?? null;
      this.more = this.#before !== null;
      this.messages = merged(
        fetched,
        kept,
        this.messages.filter((one) => one.number > newest(fetched)),
      );
      this.unread = unread;
      this.known = true;
      this.#readAll();
      this.options.changed();
    } catch {
      if (!this.#stopped) this.#retry = this.options.timers.set(() => this.resync(), RETRY_MS);
    } finally {
      this.#fetching = false;
      if (this.#again) {
        this.#again = false;
        this.resync();
      }
    }
  }
}

const oldest = (page: ChatMessage[]) => page.at(-1)?.number ?? 0;
const newest = (page: ChatMessage[]) => page[0]?.number ?? 0;

/** All of them once, by number. */
function merged(...lists: ChatMessage[][]): ChatMessage[] {
  const all = new Map(lists.flat().map((message) => [message.number, message]));
  return [...all.values()].sort((one, other) => one.number - other.number);
}
