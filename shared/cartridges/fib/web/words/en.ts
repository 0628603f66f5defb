/** English: Fib. */

import type { Message } from "$app/i18n/message";

export const en = {
  fib_title: "Fib",
  fib_tagline: "Write a lie. Find the truth.",
  tv_read: "Read carefully. You’re about to lie about it.",
  tv_write: "Write a convincing lie on your phone.",
  phone_read: "Read carefully. You’re about to lie about it.",
  lie_label: "Your lie",
  lie_send: "Send my lie",
  lie_sent: "Your lie is in",
  lie_for_me: "I’m stuck. Lie for me!",
  half_points: "Pick one for half the points.",
  watch_lie: "Everyone is busy lying.",
} satisfies Record<string, Message>;
