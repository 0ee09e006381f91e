import type { FitOutcome } from "../workers/swap-port.ts";

type Concession = FitOutcome["givenUp"][number];

const plain = {
  "slight-changes": "slight changes between frames",
  "fine-grain": "fine grain",
  "every-second-frame": "every second frame",
} satisfies Partial<Record<Concession["kind"], string>>;

/** What a GIF lost to become smaller, as a part of a sentence. */
export function givenUpText(givenUp: readonly Concession[]): string {
  if (givenUp.length === 0) return "nothing";
  return givenUp.map(textOf).join(", ");
}

function textOf(concession: Concession): string {
  if (concession.kind === "colours") return `all but ${concession.count} colours a frame`;
  if (concession.kind === "size")
    return `pixels: ${concession.width} × ${concession.height} are left`;
  return plain[concession.kind];
}
