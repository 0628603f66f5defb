import "./words";
import type { CartridgeInfo } from "$app/cartridge-info";

export const info: CartridgeInfo = {
  kind: "lounge",
  title: "lounge_title",
  tagline: "lounge_tagline",
  choices: [
    {
      name: "toasts",
      label: "set_toasts",
      defaultValue: "on",
      options: [
        { value: "on", label: "set_toasts_on", config: { toasts: true } },
        { value: "off", label: "set_toasts_off", config: { toasts: false } },
      ],
    },
    {
      name: "late",
      label: "set_late",
      defaultValue: "join",
      options: [
        { value: "join", label: "set_late_join", config: { late_join: true } },
        {
          value: "watch",
          label: "set_late_watch",
          config: { late_join: false },
        },
      ],
    },
  ],
};
