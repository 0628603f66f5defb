/** A session's chat as reactive state. */

import "./words";
import { browserPorts } from "$app/core/browser";
import { call, type Fetch } from "$app/core/http";
import type { Session } from "$app/session/session.svelte";
import type { ChatMessage, Envelope } from "$app/contract/types";
import { ChatClient, HOST, type OutgoingMessage } from "./chat-client";

export class ChatStore {
  messages = $state.raw<ChatMessage[]>([]);
  outgoing = $state.raw<OutgoingMessage[]>([]);
  typists = $state.raw<string[]>([]);
  unread = $state(0);
  hasOlder = $state(false);

  constructor(
    readonly client: ChatClient,
    readonly me: () => string | null,
    /** Removes a message. Participants may remove their own messages, the host may remove all. */
    readonly remove: (id: string) => void,
  ) {}

  /** Copies the client's state into the reactive fields. */
  update(): void {
    const { messages, outgoing, typists, unread, hasOlder } = this.client;
    Object.assign(this, { messages, outgoing, typists, unread, hasOlder });
  }
}

const stores = new WeakMap<Session, ChatStore>();

/** Returns the session's chat. `early` are the messages that arrived before the chat was loaded. */
export function chatOf(session: Session, early: Envelope[] = []): ChatStore {
  const known = stores.get(session);
  if (known) return known;
  const { code, token, role } = session.seat;
  const path = `/api/sessions/${encodeURIComponent(code)}/messages`;
  const fetch: Fetch = (path, init) => window.fetch(path, init);
  const remove = (id: string) =>
    void call(fetch, "DELETE", `${path}/${encodeURIComponent(id)}`, { token }).catch(() => {});
  const me = () => (role === "host" ? HOST : session.me);
  const client: ChatClient = new ChatClient({
    timers: browserPorts.timers,
    me,
    submitAction: (type, data) => session.client.submitAction(type, data),
    fetchPage: (before) =>
      call(fetch, "GET", before ? `${path}?before=${encodeURIComponent(before)}` : path, { token }),
    markRead: (id) => session.client.submitAction("chat.read", { message_id: id }),
    changed: () => store.update(),
  });
  const store = new ChatStore(client, me, remove);
  stores.set(session, store);
  early.forEach((frame) => client.receive(frame));
  session.onEphemeral((frame) => client.receive(frame));
  client.resync();
  return store;
}
