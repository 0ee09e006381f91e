import { ButtonStyle, ComponentType } from "discord.js";
import type { APIActionRowComponent, APIButtonComponent } from "discord.js";
import { reportReasons } from "../../core/report-reasons.ts";
import { parseUrl } from "../../core/parse-url.ts";
import type { FaceInput } from "../../services/job-record.ts";
import type { ReportCard } from "../../services/results/report-port.ts";
import type { ReportRecord } from "../../services/results/report-record.ts";
import type { Catalogue } from "../../text/catalogue.ts";
import { customId } from "../custom-id.ts";

/** Names in custom ids; each is a component's. */
export const reportButton = {
  hide: "report-hide",
  freeze: "report-freeze",
  dismiss: "report-dismiss",
} as const;

type CardText = Catalogue["results"]["card"];

/** The newest; a result that is reported and dismissed over and over would outgrow a message. */
const shownActs = 10;

interface ReportMessage {
  readonly content: string;
  readonly components: APIActionRowComponent<APIButtonComponent>[];
}

/** What moderators see of a report: who made what, when and where, never the picture nor who reported it. */
export function reportCard({ results }: Catalogue, card: ReportCard): ReportMessage {
  const { jobId, report, result } = card;
  const text = results.card;
  const { personId, at, acts } = report;
  const who = personId === undefined ? text.somebody : `<@${personId}> (\`${personId}\`)`;
  const link = `https://discord.com/channels/${at.guildId ?? "@me"}/${at.channelId}/${at.messageId}`;
  const lines = [
    `**${text.title}**: ${reasonsOf(report, results.reasons).join("; ")}`,
    text.madeBy(who, result?.createdAt, link),
    ...(result ? [text.inputs(kindOf(text, result.target), kindOf(text, result.face))] : []),
    ...acts
      .slice(-shownActs)
      .map(({ act, by, at: when }) => `-# ${text.acts[act](`<@${by}>`, when)}`),
    `-# ${text.swap(jobId)}`,
  ];
  const components = buttonsOf(text, card);
  return {
    content: lines.join("\n"),
    components: components.length === 0 ? [] : [{ type: ComponentType.ActionRow, components }],
  };
}

/** Each reason once, with how many gave it. */
function reasonsOf(
  { reasons }: ReportRecord,
  words: Catalogue["results"]["reasons"],
): readonly string[] {
  return reportReasons.flatMap((reason) => {
    const times = Object.values(reasons).filter((one) => one === reason).length;
    if (times === 0) return [];
    return [times === 1 ? words[reason] : `${words[reason]} (${times}×)`];
  });
}

function buttonsOf(text: CardText, { jobId, report }: ReportCard): APIButtonComponent[] {
  const { state, frozen, personId } = report;
  const button = (name: string, label: string, style: ButtonStyle.Danger | ButtonStyle.Secondary) =>
    ({ type: ComponentType.Button, style, label, custom_id: customId(name, jobId) }) as const;
  const isOpen = state === "open";
  const mayFreeze = state !== "dismissed" && !frozen && personId !== undefined;
  return [
    ...(isOpen ? [button(reportButton.hide, text.hide, ButtonStyle.Danger)] : []),
    ...(mayFreeze ? [button(reportButton.freeze, text.freeze, ButtonStyle.Danger)] : []),
    ...(isOpen ? [button(reportButton.dismiss, text.dismiss, ButtonStyle.Secondary)] : []),
  ];
}

/** Where an input came from, without its link. */
function kindOf(text: CardText, input: FaceInput): string {
  if ("savedId" in input) return text.saved;
  if ("memberId" in input) return text.avatar(`<@${input.memberId}>`);
  const { url, declaredBytes } = input;
  if (declaredBytes !== undefined) return text.file;
  return text.link(parseUrl(url)?.hostname);
}
