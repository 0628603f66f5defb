/** A session's chat as Svelte sees it; one a session, whoever shows it. */

import "./words";
import { browserPorts } from "$app/core/browser";
import { Chat, HOST, type Outgoing } from "./chat-client";
import type { ChatMessage, Envelope } from "$app/contract/types";
import { call, type Fetch } from "$app/core/http";
import type { Game } from "$app/session/session.svelte";

export class Talk {
  messages = $state.raw<ChatMessage[]>([]);
  outgoing = $state.raw<Outgoing[]>([]);
  typists = $state.raw<string[]>([]);
  unread = $state(0);
  more = $state(false);

  constructor(
    readonly chat: Chat,
    readonly me: () => string | null,
    /** Takes away something that was said: one's own words, or as the host anybody's. */
    readonly remove: (id: string) => void,
  ) {}

  show(): void {
    const { messages, outgoing, typists, unread, more } = this.chat;
    Object.assign(this, { messages, outgoing, typists, unread, more });
  }
}

const talks = new WeakMap<Game, Talk>();

/** The chat of this session, begun with the frames that came before it was wanted. */
export function talkOf(game: Game, before: Envelope[] = []): Talk {
  const known = talks.get(game);
  if (known) return known;
  const { code, token, role } = game.seat;
  const path = `/api/sessions/${encodeURIComponent(code)}/messages`;
  const fetch: Fetch = (path, init) => window.fetch(path, init);
  const remove = (id: string) =>
    void call(fetch, "DELETE", `${path}/${encodeURIComponent(id)}`, { token }).catch(() => {});
  const me = () => (role === "host" ? HOST : game.me);
  const chat: Chat = new Chat({
    timers: browserPorts.timers,
    me,
    act: (type, data) => game.source.act(type, data),
    page: (before) =>
      call(fetch, "GET", before ? `${path}?before=${encodeURIComponent(before)}` : path, { token }),
    read: (id) => game.source.act("chat.read", { message_id: id }),
    changed: () => talk.show(),
  });
  const talk = new Talk(chat, me, remove);
  talks.set(game, talk);
  before.forEach((frame) => chat.heard(frame));
  game.overhear((frame) => chat.heard(frame));
  chat.resync();
  return talk;
}
