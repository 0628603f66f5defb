import { describe, expect, test } from "vitest";
import { ChatClient } from "$app/chat/chat-client";
import type { Outcome } from "$app/core/outbox";
import type { ChatMessage, ChatPage } from "$app/contract/types";
import { FakeWorld } from "../fake-world";

function message(number: number, sender_id = "bo", content = `message ${number}`): ChatMessage {
  const created_at = "2026-01-31T19:00:00.000Z";
  return {
    message_id: `m${number}`,
    number,
    content,
    sender_id,
    sender_name: sender_id,
    created_at,
  };
}

/** A chat client, and a server whose history it fetches. `deliver` sends it messages. */
class Server {
  world = new FakeWorld();
  history: ChatMessage[] = [];
  unread = 0;
  acts: { type: string; data: unknown }[] = [];
  read: string[] = [];
  pages = 0;
  failing = false;
  answer: Outcome = { ok: true, ack: { id: "1", seq: 0 } };
  chat = new ChatClient({
    timers: this.world.ports.timers,
    me: () => "ana",
    submitAction: async (type, data) => {
      this.acts.push({ type, data });
      return this.answer;
    },
    fetchPage: async (before) => this.#page(before),
    markRead: async (id) => this.read.push(id),
    changed: () => {},
  });

  async #page(before?: string): Promise<ChatPage> {
    this.pages += 1;
    if (this.failing) throw new Error("unreachable");
    const older = this.history.filter((one) => !before || one.number < Number(before.slice(1)));
    const page = older.slice(-3).reverse();
    const oldest = page.at(-1);
    const next = oldest && oldest.number > 1 ? oldest.message_id : null;
    return { messages: page, next, unread: this.unread, read_up_to: null };
  }

  deliver(...messages: ChatMessage[]): void {
    for (const data of messages) this.chat.receive({ type: "chat.message", data });
  }

  get numbers(): number[] {
    return this.chat.messages.map((one) => one.number);
  }
}

const settled = () => new Promise((done) => setTimeout(done));
const upto = (n: number) => Array.from({ length: n }, (_, i) => message(i + 1));

describe("messages", () => {
  test("need no history from number one", () => {
    const server = new Server();
    server.deliver(message(1), message(2), message(2), message(1));
    expect(server.numbers).toEqual([1, 2]);
    expect(server.pages).toBe(0);
    expect(server.chat.unread).toBe(2);
  });

  test("missed ones are fetched", async () => {
    const server = new Server();
    server.history = upto(2);
    server.chat.resync();
    await settled();
    server.history = upto(9);
    server.deliver(message(9));
    await settled();
    expect(server.numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("removed ones disappear on resync", async () => {
    const server = new Server();
    server.history = upto(3);
    server.chat.resync();
    await settled();
    server.history = [message(1), message(3), message(4)];
    server.chat.resync();
    await settled();
    expect(server.numbers).toEqual([1, 3, 4]);
    server.chat.receive({ type: "chat.removed", data: { message_id: "m4" } });
    expect(server.chat.messages.at(-1)).toMatchObject({ content: "", removed: true });
  });

  test("older ones are fetched on demand", async () => {
    const server = new Server();
    server.history = upto(7);
    server.chat.resync();
    await settled();
    expect([server.numbers, server.chat.hasOlder]).toEqual([[5, 6, 7], true]);
    await server.chat.fetchOlder();
    await server.chat.fetchOlder();
    expect([server.numbers, server.chat.hasOlder]).toEqual([[1, 2, 3, 4, 5, 6, 7], false]);
  });

  test("are fetched again after a failure", async () => {
    const server = new Server();
    server.history = upto(1);
    server.failing = true;
    server.chat.resync();
    await settled();
    server.failing = false;
    server.world.advance(2_000);
    await settled();
    expect(server.numbers).toEqual([1]);
  });
});

describe("the unread count", () => {
  test("grows with messages, resets on view", async () => {
    const server = new Server();
    server.history = upto(3);
    server.unread = 2;
    server.chat.resync();
    await settled();
    expect(server.chat.unread).toBe(2);
    server.deliver(message(4), message(5, "ana"));
    expect(server.chat.unread).toBe(3);
    const leave = server.chat.view();
    expect([server.chat.unread, server.read]).toEqual([0, ["m5"]]);
    server.deliver(message(6));
    expect([server.chat.unread, server.read]).toEqual([0, ["m5", "m6"]]);
    leave();
    server.deliver(message(7));
    expect([server.chat.unread, server.read.length]).toEqual([1, 2]);
  });
});

describe("own messages", () => {
  test("appear at once and only once", async () => {
    const server = new Server();
    const own = message(1, "ana", "hello");
    server.answer = { ok: true, ack: { id: "1", seq: 0, message: own } as never };
    const sending = server.chat.send("hello");
    expect(server.chat.outgoing.map((one) => one.content)).toEqual(["hello"]);
    server.deliver(own);
    await sending;
    expect([server.chat.outgoing, server.numbers, server.chat.unread]).toEqual([[], [1], 0]);
  });

  test("stay with the error code on rejection", async () => {
    const server = new Server();
    server.answer = { ok: false, code: "too_many_requests", message: "" };
    await server.chat.send("hello");
    const [refused] = server.chat.outgoing;
    expect(refused).toMatchObject({ content: "hello", rejected: "too_many_requests" });
    server.chat.discard(refused?.key ?? 0);
    expect(server.chat.outgoing).toEqual([]);
  });
});

describe("typists", () => {
  test("end on stop, message or timeout", () => {
    const server = new Server();
    const types = (sender_id: string, is_typing: boolean) =>
      server.chat.receive({ type: "typing", data: { sender_id, is_typing } });
    types("bo", true);
    types("cy", true);
    types("ana", true);
    expect(server.chat.typists).toEqual(["bo", "cy"]);
    types("cy", false);
    server.deliver(message(1, "bo"));
    expect(server.chat.typists).toEqual([]);
    types("bo", true);
    server.world.advance(10_000);
    expect(server.chat.typists).toEqual([]);
  });

  test("typing messages are rate-limited", () => {
    const server = new Server();
    for (let n = 0; n < 30; n += 1) {
      server.chat.setTyping(true);
      server.world.advance(100);
    }
    server.chat.setTyping(false);
    server.chat.setTyping(false);
    expect(server.acts.map(({ data }) => (data as { is_typing: boolean }).is_typing)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
