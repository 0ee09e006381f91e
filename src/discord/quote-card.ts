import { ButtonStyle, ComponentType } from "discord.js";
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIStringSelectComponent,
  RawFile,
  RESTPatchAPIInteractionOriginalResponseJSONBody,
} from "discord.js";
import { customId } from "../commands/custom-id.ts";
import {
  aboutJob,
  cancelJob,
  changeFaces,
  faceValue,
  pickFace,
  startJob,
  turnPage,
} from "../commands/job-buttons.ts";
import { faceNumber, facesOnPage } from "../core/face-card.ts";
import type { QuoteCard } from "../services/reply-port.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { errorText } from "./error-text.ts";

/** A row of buttons in a message. */
export type ButtonRow = APIActionRowComponent<APIButtonComponent>;
type SelectRow = APIActionRowComponent<APIStringSelectComponent>;

interface QuoteMessage {
  readonly body: RESTPatchAPIInteractionOriginalResponseJSONBody;
  readonly files?: RawFile[];
}

/** Faces, frames and price above their picture, with what the person may press. */
export function quoteMessage(text: Catalogue, jobId: string, card: QuoteCard): QuoteMessage {
  const body = {
    content: contentOf(text, card),
    components: [...selects(text, jobId, card), buttons(text, jobId, card)],
    allowed_mentions: { parse: [] },
  };
  const { picture } = card;
  if (picture === undefined) return { body };
  const name = card.spoiler ? "SPOILER_faces.png" : "faces.png";
  const description = card.faces.length > 0 ? text.quote.altText : text.quote.altTextUnnumbered;
  const file = { id: "0", filename: name, description };
  return {
    body: { ...body, attachments: [card.spoiler ? { ...file, is_spoiler: true } : file] },
    files: [{ name, data: picture, contentType: "image/png" }],
  };
}

/** The one button of a job that runs. */
export function cancelRow({ quote }: Catalogue, jobId: string): ButtonRow {
  return { type: ComponentType.ActionRow, components: [cancelButton(quote.cancel, jobId)] };
}

function contentOf(text: Catalogue, card: QuoteCard): string {
  const { quote, job } = text;
  const { chosen, price, left, expectedMs, faces } = card;
  if (chosen?.length === 0) return `${quote.pickOne}\n-# ${quote.ends(card.until)}`;
  const seconds = Math.max(1, Math.round(expectedMs / 1000));
  const replaced = chosen?.length ?? 1;
  const work = card.isStill ? quote.workStill(replaced) : quote.work(replaced, card.frames);
  const lines = [[work, quote.costs(price, left), quote.takes(seconds)].join(" · ")];
  if (price > left) lines.push(quote.tooDear(left));
  if (chosen === undefined && faces.length > 1) lines.push(quote.mainFace);
  if (chosen !== undefined) lines.push(quote.replaced(chosen.map(faceNumber)));
  lines.push(...card.unmet.map((wish) => `-# ${job.unmet[wish]}`));
  const { advice } = card;
  if (advice) lines.push(`-# ${job.advice(errorText(text, advice.code, advice.facts))}`);
  lines.push(`-# ${quote.ends(card.until)}`);
  return lines.join("\n");
}

/** One a face of this page. */
function selects({ quote }: Catalogue, jobId: string, card: QuoteCard): SelectRow[] {
  if (!card.choosing) return [];
  const chosen = new Set(card.chosen);
  const from = card.page * facesOnPage;
  return card.faces.slice(from, from + facesOnPage).map((face) => {
    const number = faceNumber(face);
    const options = [
      {
        label: quote.replace(number),
        value: faceValue("replace", face),
        default: chosen.has(face),
      },
      { label: quote.keep(number), value: faceValue("keep", face), default: !chosen.has(face) },
    ];
    const custom_id = customId(pickFace.name, aboutJob(jobId, face));
    return {
      type: ComponentType.ActionRow,
      components: [{ type: ComponentType.StringSelect, custom_id, options }],
    };
  });
}

function buttons({ quote }: Catalogue, jobId: string, card: QuoteCard): ButtonRow {
  const { choosing, faces, page, chosen, price, left } = card;
  const pages = Math.ceil(faces.length / facesOnPage);
  const components: APIButtonComponent[] = [
    {
      type: ComponentType.Button,
      style: ButtonStyle.Success,
      label: quote.start,
      custom_id: customId(startJob.name, jobId),
      disabled: price > left || chosen?.length === 0,
    },
  ];
  if (!choosing && faces.length > 1) {
    components.push({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: quote.change,
      custom_id: customId(changeFaces.name, jobId),
    });
  }
  if (choosing && pages > 1) {
    components.push({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: quote.more(page + 1, pages),
      custom_id: customId(turnPage.name, aboutJob(jobId, (page + 1) % pages)),
    });
  }
  components.push(cancelButton(quote.cancel, jobId));
  return { type: ComponentType.ActionRow, components };
}

function cancelButton(label: string, jobId: string): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Danger,
    label,
    custom_id: customId(cancelJob.name, jobId),
  };
}
