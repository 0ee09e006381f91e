import { createHash } from "node:crypto";
import type { Clock } from "../../core/clock.ts";
import { UserError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import type { Logger } from "../../core/logger.ts";
import type { ReportReason } from "../../core/report-reasons.ts";
import type { Records } from "../../storage/store.ts";
import type { CreditDesk } from "../credit-desk.ts";
import type { ServerRules } from "../server-rules.ts";
import type { ReportCard, ReportPort } from "./report-port.ts";
import type { ReportRecord } from "./report-record.ts";
import type { Results } from "./results.ts";

/** What a person reports, as the press of the button knows it. */
interface NewReport {
  readonly jobId: string;
  readonly by: string;
  readonly reason: ReportReason;
  readonly at: ReportRecord["at"];
  /** Who the message says asked for the result, for one whose record is gone. */
  readonly personId: string | undefined;
  /** Of the server, or else of who reports. */
  readonly locale: string;
}

export type ReportVerdict = ReportRecord["acts"][number]["act"];

/** Who decides about a report: somebody who may moderate the server that the card is in. */
interface Moderator {
  /** The press's id: nothing is done twice for one. */
  readonly id: string;
  readonly by: string;
  readonly guildId: string;
  /** The card's channel. */
  readonly channelId: string;
}

interface Decided {
  readonly card: ReportCard;
  /** False for a result that could not be taken away. */
  readonly isDone: boolean;
}

export interface Reports {
  /**
   * Puts it before who can decide; false where there is nobody, and it is only written down.
   * @throws UserError `REPORTED_ALREADY`; UpstreamError `REPORT_NOT_TAKEN` when nobody can be told just now
   */
  file(report: NewReport): Promise<boolean>;
  /** @throws UserError `REPORT_GONE` for one that is closed, or whose card this is not */
  decide(jobId: string, verdict: ReportVerdict, moderator: Moderator): Promise<Decided>;
  /** Deletes reports that are older than their lifetime. */
  sweep(): Promise<void>;
}

export interface ReportsDeps {
  readonly records: Records<ReportRecord>;
  readonly results: Pick<Results, "get" | "mark">;
  readonly rules: Pick<ServerRules, "get" | "note">;
  readonly desk: Pick<CreditDesk, "adjust">;
  readonly port: ReportPort;
  /** Where reports go from places that have no log channel of their own. */
  readonly ownersChannelId: string | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

export function createReports(deps: ReportsDeps): Reports {
  const { records, results, rules, desk, port, ownersChannelId, clock, log } = deps;

  async function channelFor(guildId: string | undefined) {
    const own = guildId === undefined ? undefined : (await rules.get(guildId)).logChannelId;
    if (own !== undefined) return { channelId: own, isOwners: false };
    return ownersChannelId === undefined
      ? undefined
      : { channelId: ownersChannelId, isOwners: true };
  }

  /** Onto the card that there is; a new one where there is none, or where moderators had decided otherwise. */
  async function tell(card: ReportCard): Promise<ReportRecord["card"]> {
    const { report, jobId } = card;
    if (report.card && (await port.update(report.card, card))) return report.card;
    const channel = await channelFor(report.at.guildId);
    if (channel === undefined) {
      log.warn({ jobId }, "A result was reported, and there is no channel to tell anybody in");
      return undefined;
    }
    const { channelId, isOwners } = channel;
    try {
      return { ...(await port.post(channelId, card)), isOwners };
    } catch (error) {
      if (isOwners || ownersChannelId === undefined) throw error;
      log.warn({ jobId, err: error }, "The log channel of a server did not take a report");
      return { ...(await port.post(ownersChannelId, card)), isOwners: true };
    }
  }

  return {
    async file({ jobId, by, reason, at, personId, locale }) {
      const reporter = hashOf(jobId, by);
      const known = await records.get(jobId);
      if (known && Object.hasOwn(known.reasons, reporter)) throw new UserError("REPORTED_ALREADY");
      const result = await results.get(jobId);
      const withReason = (before: ReportRecord | undefined): ReportRecord => ({
        v: 1,
        createdAt: clock(),
        frozen: false,
        acts: [],
        locale,
        personId: result?.personId ?? personId,
        ...before,
        at,
        // A new report about what was dismissed wants a new decision.
        state: "open",
        card: before?.state === "open" ? before.card : undefined,
        reasons: { ...before?.reasons, [reporter]: reason },
      });
      // Told first and written then: whoever is thanked has been heard.
      const card = await tell({ jobId, report: withReason(known), result });
      await records.update(jobId, (before) => ({ ...withReason(before), card }));
      const isTold = card !== undefined;
      log.info({ jobId, reason, isTold }, "A result was reported");
      return isTold;
    },

    async decide(jobId, verdict, moderator) {
      const report = await records.get(jobId);
      const isItsCard = report?.card?.channelId === moderator.channelId;
      if (!report || !isItsCard || isClosed(report, verdict)) throw new UserError("REPORT_GONE");
      const card = { jobId, report, result: await results.get(jobId) };
      const isDone = await carryOut(card, verdict, moderator);
      const act = { act: verdict, by: moderator.by, at: clock() };
      const saved = await records.update(jobId, (before = report) => {
        // What was hidden in the meantime does not stay.
        if (verdict === "dismiss" && isClosed(before, verdict)) throw new UserError("REPORT_GONE");
        return isDone
          ? { ...before, ...outcomes[verdict], acts: [...before.acts, act] }
          : { ...before };
      });
      await note(card, verdict, isDone, moderator);
      return { card: { ...card, report: saved }, isDone };
    },

    async sweep() {
      for await (const [jobId, { createdAt }] of records.entries()) {
        if (clock() - createdAt > limits.reportLifetimeMs) await records.delete(jobId);
      }
    },
  };

  /** False when it could not be done. */
  async function carryOut(
    card: ReportCard,
    verdict: ReportVerdict,
    { id, by, guildId }: Moderator,
  ): Promise<boolean> {
    if (verdict === "hide") {
      // Also where the message stays: nothing more comes of its buttons.
      await results.mark(card.jobId, "hidden");
      return port.takeDown(card);
    }
    if (verdict === "freeze") {
      const cause = { id, by, why: `report of swap ${card.jobId}` };
      await desk.adjust(freezable(card, guildId), { act: "freeze" }, cause);
    }
    return true;
  }

  /** Into the log of the server whose moderator it was. */
  async function note(
    { jobId, report }: ReportCard,
    verdict: ReportVerdict,
    isDone: boolean,
    { id, by, guildId }: Moderator,
  ): Promise<void> {
    const { personId = "" } = report;
    const act =
      verdict === "freeze"
        ? { what: `account of ${personId}`, before: "active", after: "frozen" }
        : {
            what: `report ${jobId}`,
            before: report.state,
            after: isDone ? outcomes[verdict].state : "could not be hidden",
          };
    await rules.note(guildId, act, { id, by, why: `report of swap ${jobId}` });
  }
}

/** What each verdict makes of a report. */
const outcomes = {
  hide: { state: "hidden" },
  freeze: { frozen: true },
  dismiss: { state: "dismissed" },
} as const;

function isClosed({ state, frozen }: ReportRecord, verdict: ReportVerdict): boolean {
  return verdict === "freeze" ? frozen || state === "dismissed" : state !== "open";
}

/** Whose card it is decides whose account: moderators of a server have a say about their own server's alone. */
function freezable({ report, result }: ReportCard, guildId: string) {
  const { personId } = report;
  if (personId === undefined) throw new UserError("RESULT_GONE");
  const account = report.card?.isOwners === true ? result?.guildId : guildId;
  return { personId, guildId: account, roleIds: [], isBooster: false };
}

/** Who reported: enough to know them again, and no more. */
function hashOf(jobId: string, personId: string): string {
  return createHash("sha256").update(`${jobId}:${personId}`).digest("hex").slice(0, 32);
}
