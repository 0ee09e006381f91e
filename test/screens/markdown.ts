/** What people of a scene are called where a message names them. */
export interface Names {
  readonly users: ReadonlyMap<string, string>;
  readonly channels: ReadonlyMap<string, string>;
  /** The moment at which the picture is taken, Unix milliseconds. */
  readonly now: number;
  readonly locale: string;
}

/** A message's text as Discord formats it, in the elements of discord-components; what we use and no more. */
export function asHtml(content: string, names: Names): string {
  return content
    .split("\n")
    .map((line) => block(line, names))
    .join("");
}

function block(line: string, names: Names): string {
  const heading = /^(#{1,3}) (.*)$/.exec(line);
  if (heading) {
    const [, marks = "", text = ""] = heading;
    return `<discord-header level="${marks.length}">${inline(text, names)}</discord-header>`;
  }
  if (line.startsWith("-# ")) {
    return `<discord-subscript>${inline(line.slice(3), names)}</discord-subscript>`;
  }
  if (line.startsWith("- "))
    return `<div class="item">•&ensp;${inline(line.slice(2), names)}</div>`;
  return `<div class="line">${inline(line, names)}&nbsp;</div>`;
}

function inline(text: string, names: Names): string {
  return escaped(text)
    .replaceAll(/\[([^\]]+)\]\((https?:[^)]+)\)/g, '<discord-link href="$2">$1</discord-link>')
    .replaceAll(/`([^`]+)`/g, "<discord-code>$1</discord-code>")
    .replaceAll(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replaceAll(/&lt;t:(\d+):([Rf])&gt;/g, (_, seconds: string, style: string) =>
      timeText(Number(seconds) * 1000, style, names),
    )
    .replaceAll(/&lt;@(\d+)&gt;/g, (_, id: string) =>
      mention("user", names.users.get(id) ?? "someone"),
    )
    .replaceAll(/&lt;#(\d+)&gt;/g, (_, id: string) =>
      mention("channel", names.channels.get(id) ?? "a-channel"),
    );
}

function mention(type: "user" | "channel", name: string): string {
  return `<discord-mention type="${type}">${escaped(name)}</discord-mention>`;
}

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

/** As Discord writes it: "in 5 hours", or date and time. */
function timeText(at: number, style: string, { now, locale }: Names): string {
  if (style === "f") {
    const format = new Intl.DateTimeFormat(locale, {
      dateStyle: "long",
      timeStyle: "short",
      timeZone: "UTC",
    });
    return `<discord-time>${format.format(at)}</discord-time>`;
  }
  const [unit, ms] = units.find(([, length]) => Math.abs(at - now) >= length) ?? units[3];
  const words = new Intl.RelativeTimeFormat(locale).format(Math.round((at - now) / ms), unit);
  return `<discord-time>${words}</discord-time>`;
}

/** For text and for attributes in double quotes. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
