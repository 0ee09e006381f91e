import type { MessagePlace, ReportRecord } from "./report-record.ts";
import type { ResultRecord } from "./result-record.ts";

/** What moderators are shown of a report. */
export interface ReportCard {
  readonly jobId: string;
  readonly report: ReportRecord;
  /** Undefined for a result that is older than its record's lifetime. */
  readonly result: ResultRecord | undefined;
}

/** How reports reach moderators, and moderators the result; `discord/report-messages.ts` answers it. */
export interface ReportPort {
  /** A new card in that channel; one however often it is asked for with the same number of reports. @throws UpstreamError `REPORT_NOT_TAKEN` */
  post(channelId: string, card: ReportCard): Promise<MessagePlace>;
  /** False when the card is gone or cannot be reached. */
  update(at: MessagePlace, card: ReportCard): Promise<boolean>;
  /** Replaces the result by a line. False where the bot has no means to: it is no member, and the reply's token is dead. */
  takeDown(card: ReportCard): Promise<boolean>;
}
