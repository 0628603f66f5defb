/**
 * A session's chat on this device: messages, messages being sent, typists and the unread count.
 *
 * Messages are numbered without gaps. They arrive as ephemeral messages, which the server never repeats.
 * After a gap, and after each reconnect, the client fetches the newest page of the history, then older
 * pages until the gap is closed.
 */

import { last } from "$app/core/list";
import type { Outcome } from "$app/core/outbox";
import type { Timers, TimerId } from "$app/core/ports";
import type { ChatMessage, ChatPage, Envelope } from "$app/contract/types";

/** A message of this device that is not in the history yet. */
export interface OutgoingMessage {
  key: number;
  content: string;
  /** The error code of a rejected message. Absent while the message is being sent. */
  rejected?: string;
}

export interface ChatClientOptions {
  timers: Timers;
  /** Returns this device's `sender_id`: a player's id, or `host`. */
  me: () => string | null;
  submitAction: (type: string, data: unknown) => Promise<Outcome>;
  /** Fetches the page before a message; without one, the newest page. */
  fetchPage: (before?: string) => Promise<ChatPage>;
  markRead: (messageId: string) => Promise<unknown>;
  /** Called after each change of the client's public fields. */
  changed: () => void;
}

/** The host's `sender_id`. */
export const HOST = "host";
/** Maximum length of a message in code points. */
export const MAX_CHARACTERS = 2000;
/** Minimum time between two typing messages. The server limits their rate, too. */
const TYPING_INTERVAL_MS = 2_500;
/** A typist without a new typing message for this long has stopped. */
const TYPIST_TIMEOUT_MS = 10_000;
const RETRY_MS = 2_000;
/** Maximum number of pages fetched to close a gap. */
const MAX_CATCH_UP_PAGES = 4;

export class ChatClient {
  /** Ordered by number, without gaps. */
  messages: ChatMessage[] = [];
  outgoing: OutgoingMessage[] = [];
  /** Ids of the participants who are typing, the latest last. */
  typists: string[] = [];
  unread = 0;
  /** Whether the server has older messages. */
  hasOlder = false;
  /** Whether the history is known, by a fetch or because its first message was received. */
  loaded = false;

  #before: string | null = null;
  #viewers = 0;
  #fetching = false;
  #fetchAgain = false;
  #retryTimer: TimerId = null;
  #typistTimers = new Map<string, TimerId>();
  #typingTimer: TimerId = null;
  #lastKey = 0;
  #stopped = false;

  constructor(private readonly options: ChatClientOptions) {}

  /** Handles an ephemeral message. Other types than the chat's are ignored. */
  receive(frame: Envelope): void {
    switch (frame.type) {
      case "chat.message":
        return this.#addMessage(frame.data as ChatMessage);
      case "chat.removed":
        return this.#markRemoved((frame.data as { message_id: string }).message_id);
      case "typing": {
        const { sender_id, is_typing } = frame.data as { sender_id: string; is_typing: boolean };
        return this.#setTypist(sender_id, is_typing);
      }
    }
  }

  /** Fetches missed messages. Called at first and after each reconnect. */
  resync(): void {
    void this.#fetch();
  }

  /** Marks messages as read while the chat is visible. Returns a function to call when it is hidden. */
  view(): () => void {
    this.#viewers += 1;
    if (!this.loaded) this.resync();
    this.#readAll();
    return () => (this.#viewers -= 1);
  }

  async send(content: string): Promise<void> {
    const own: OutgoingMessage = { key: ++this.#lastKey, content };
    this.outgoing = [...this.outgoing, own];
    this.setTyping(false);
    this.options.changed();
    const outcome = await this.options.submitAction("chat.send", { content });
    if (outcome.ok) {
      this.outgoing = this.outgoing.filter((one) => one.key !== own.key);
      const { message } = outcome.ack as unknown as { message: ChatMessage };
      if (message && !message.removed) this.#addMessage(message);
    } else {
      const { code } = outcome;
      this.outgoing = this.outgoing.map((one) =>
        one.key === own.key ? { ...one, rejected: code } : one,
      );
    }
    this.options.changed();
  }

  /** Drops a rejected message, for example to edit it. */
  discard(key: number): void {
    this.outgoing = this.outgoing.filter((one) => one.key !== key);
    this.options.changed();
  }

  /** Sends whether this device's participant is typing, at most once per interval. */
  setTyping(is_typing: boolean): void {
    if (is_typing && this.#typingTimer !== null) return;
    if (!is_typing && this.#typingTimer === null) return;
    this.options.timers.clear(this.#typingTimer);
    this.#typingTimer = null;
    if (is_typing) {
      const clear = () => (this.#typingTimer = null);
      this.#typingTimer = this.options.timers.set(clear, TYPING_INTERVAL_MS);
    }
    void this.options.submitAction("chat.typing", { is_typing });
  }

  /** Fetches the page before the oldest message. */
  async fetchOlder(): Promise<void> {
    if (!this.#before) return;
    const page = await this.options.fetchPage(this.#before);
    this.#before = page.next ?? null;
    this.hasOlder = this.#before !== null;
    this.messages = merged(page.messages, this.messages);
    this.options.changed();
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of [this.#retryTimer, this.#typingTimer, ...this.#typistTimers.values()]) {
      this.options.timers.clear(timer);
    }
  }

  #addMessage(message: ChatMessage): void {
    this.#setTypist(message.sender_id, false);
    const newestNumber = last(this.messages)?.number;
    if (newestNumber !== undefined && message.number <= newestNumber) return;
    if (message.number !== (newestNumber ?? 0) + 1 && this.loaded) this.resync();
    else {
      this.messages = [...this.messages, message];
      this.loaded ||= message.number === 1;
      if (message.sender_id !== this.options.me()) this.unread += 1;
      this.#readAll();
    }
    this.options.changed();
  }

  #markRemoved(id: string): void {
    const before = this.messages.length;
    this.messages = this.messages.map((one) =>
      one.message_id === id ? { ...one, content: "", removed: true } : one,
    );
    if (before) this.options.changed();
  }

  #setTypist(id: string, is_typing: boolean): void {
    if (id === this.options.me()) return;
    this.options.timers.clear(this.#typistTimers.get(id));
    this.#typistTimers.delete(id);
    if (is_typing) {
      const stop = () => this.#setTypist(id, false);
      this.#typistTimers.set(id, this.options.timers.set(stop, TYPIST_TIMEOUT_MS));
    }
    this.typists = [...this.#typistTimers.keys()];
    this.options.changed();
  }

  /** Marks all messages as read, in one call, while the chat is visible. */
  #readAll(): void {
    const newestMessage = last(this.messages);
    if (this.#viewers === 0 || this.unread === 0 || !newestMessage) return;
    this.unread = 0;
    void this.options.markRead(newestMessage.message_id).catch(() => {});
    this.options.changed();
  }

  async #fetch(): Promise<void> {
    if (this.#fetching) {
      this.#fetchAgain = true;
      return;
    }
    this.#fetching = true;
    try {
      await this.#catchUp();
    } catch {
      if (!this.#stopped) this.#retryTimer = this.options.timers.set(() => this.resync(), RETRY_MS);
    } finally {
      this.#fetching = false;
      if (this.#fetchAgain) {
        this.#fetchAgain = false;
        this.resync();
      }
    }
  }

  /** Fetches the newest messages, back to the known ones where the page limit allows. */
  async #catchUp(): Promise<void> {
    const known = last(this.messages)?.number ?? 0;
    let page = await this.options.fetchPage();
    let fetched = page.messages;
    const { unread } = page;
    const hasGap = () => known > 0 && oldest(fetched) > known + 1;
    for (let n = 1; n < MAX_CATCH_UP_PAGES && page.next && hasGap(); n += 1) {
      page = await this.options.fetchPage(page.next);
      fetched = [...fetched, ...page.messages];
    }
    const gapClosed = oldest(fetched) <= known + 1;
    // Messages removed meanwhile are in no page, so the fetched range replaces the local one.
    const older = this.messages.filter((one) => gapClosed && one.number < oldest(fetched));
    const newer = this.messages.filter((one) => one.number > newest(fetched));
    if (older.length === 0) this.#before = page.next ?? null;
    this.hasOlder = this.#before !== null;
    this.messages = merged(fetched, older, newer);
    this.unread = unread;
    this.loaded = true;
    this.#readAll();
    this.options.changed();
  }
}

const oldest = (page: ChatMessage[]) => last(page)?.number ?? 0;
const newest = (page: ChatMessage[]) => page[0]?.number ?? 0;

/** Returns all messages once, ordered by number. */
function merged(...lists: ChatMessage[][]): ChatMessage[] {
  const all = new Map(lists.flat().map((message) => [message.number, message]));
  return [...all.values()].sort((one, other) => one.number - other.number);
}
