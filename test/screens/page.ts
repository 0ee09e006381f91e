import { ButtonStyle, ComponentType } from "discord.js";
import { z } from "zod";
import type { SeenMessage } from "../support/discord/message.ts";
import { asHtml, escaped } from "./markdown.ts";
import type { Names } from "./markdown.ts";

/** One message of the bot, as it was recorded, and what it answers. */
export interface Shown {
  readonly message: SeenMessage;
  /** Who did what before it, as in `Ada used /faceswap`; nothing for a message of the bot's own. */
  readonly answers?: { readonly by: string; readonly did: string } | undefined;
}

const button = z.object({
  type: z.literal(ComponentType.Button),
  style: z.enum(ButtonStyle),
  label: z.string().optional(),
  disabled: z.boolean().optional(),
});
const select = z.object({
  type: z.literal(ComponentType.StringSelect),
  placeholder: z.string().optional(),
  options: z.array(z.object({ label: z.string(), default: z.boolean().optional() })),
});
const row = z.object({ components: z.array(z.union([button, select])) });

const buttonType: Partial<Record<ButtonStyle, string>> = {
  [ButtonStyle.Primary]: "primary",
  [ButtonStyle.Secondary]: "secondary",
  [ButtonStyle.Success]: "success",
  [ButtonStyle.Danger]: "destructive",
  [ButtonStyle.Link]: "secondary",
};

/** A page that shows these messages one under the other, in Discord's dark colours. */
export function pageOf(shown: readonly Shown[], names: Names): string {
  const messages = shown.map((one) => messageHtml(one, names)).join("\n");
  return `<!doctype html>
<html lang="${names.locale}"><head><meta charset="utf-8">
<script type="importmap">{"imports":{
  "lit":"/lit/index.js","lit/":"/lit/",
  "lit-html":"/lit-html/lit-html.js","lit-html/":"/lit-html/",
  "lit-element":"/lit-element/index.js","lit-element/":"/lit-element/",
  "@lit/reactive-element":"/@lit/reactive-element/reactive-element.js","@lit/reactive-element/":"/@lit/reactive-element/",
  "@lit/context":"/@lit/context/index.js",
  "@skyra/discord-components-core":"/@skyra/discord-components-core/dist/index.js"
}}</script>
<script type="module">import "@skyra/discord-components-core"; globalThis.isReady = true;</script>
<style>
  body { margin: 0; background: #313338; }
  discord-messages { width: 620px; border: 0; font-family: "DejaVu Sans", "Noto Sans CJK JP", sans-serif; }
  .line { min-height: 0.4em; } .item { padding-left: 1.6em; text-indent: -1em; }
  .pictures img { display: block; max-width: 400px; max-height: 320px; border-radius: 8px; margin-top: 6px; }
</style></head>
<body><discord-messages>${messages}</discord-messages></body></html>`;
}

function messageHtml({ message, answers }: Shown, names: Names): string {
  const { content, attachments, components, ephemeral } = message;
  const pictures = attachments.map(
    ({ bytes, contentType, description }) =>
      `<img alt="${escaped(description ?? "")}" src="data:${contentType};base64,${Buffer.from(bytes).toString("base64")}">`,
  );
  const files = pictures.length > 0 ? `<div class="pictures">${pictures.join("")}</div>` : "";
  const rows = z.array(row).parse(components).map(rowHtml);
  const flags = `bot${ephemeral ? " ephemeral" : ""}`;
  return `<discord-message author="Face Swap" avatar="${avatar("F", "#5865f2")}" timestamp="01/01/2026" ${flags}>
  ${answers ? commandHtml(answers) : ""}
  ${asHtml(content, names)}${files}
  ${rows.length > 0 ? `<discord-attachments slot="components">${rows.join("")}</discord-attachments>` : ""}
</discord-message>`;
}

function commandHtml({ by, did }: NonNullable<Shown["answers"]>): string {
  const picture = avatar(by.slice(0, 1), "#7a7f87");
  return `<discord-command slot="reply" author="${escaped(by)}" avatar="${picture}" command="${escaped(did)}"></discord-command>`;
}

/** A letter on a disc, as Discord draws who has no picture. */
function avatar(letter: string, colour: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="${colour}"/><text x="20" y="28" font-size="22" font-family="sans-serif" fill="white" text-anchor="middle">${letter}</text></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}

function rowHtml({ components }: z.infer<typeof row>): string {
  const parts = components.map((part) => {
    if (part.type === ComponentType.Button) {
      const { style, label = "", disabled } = part;
      const link = style === ButtonStyle.Link ? ' url="#"' : "";
      return `<discord-button type="${buttonType[style] ?? "secondary"}"${link}${disabled ? " disabled" : ""}>${escaped(label)}</discord-button>`;
    }
    const chosen = part.options.find((option) => option.default) ?? part.options[0];
    const placeholder = escaped(part.placeholder ?? chosen?.label ?? "");
    return `<discord-string-select-menu placeholder="${placeholder}"></discord-string-select-menu>`;
  });
  return `<discord-action-row>${parts.join("")}</discord-action-row>`;
}
