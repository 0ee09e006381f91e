import { z } from "zod";
import { reportReasons } from "../../core/report-reasons.ts";

/** `open`: nobody has decided. `hidden`: the result was taken away. `dismissed`: it stays. */
const reportState = z.enum(["open", "hidden", "dismissed"]);

const messagePlace = z.object({ channelId: z.string(), messageId: z.string() });
export type MessagePlace = z.infer<typeof messagePlace>;

/** All reports about one result; its id is the job's. */
export const reportRecord = z.object({
  v: z.literal(1),
  createdAt: z.number(),
  state: reportState,
  /** Is the credit account of who made the result frozen by this? */
  frozen: z.boolean(),
  /** Where the result was seen. `guildId` is the server's, whether or not it has the bot. */
  at: messagePlace.extend({ guildId: z.string().optional() }),
  /** Who made the result; undefined when neither record nor message says. */
  personId: z.string().optional(),
  /** What the card is written in. */
  locale: z.string(),
  /** What moderators did about it, oldest first. */
  acts: z.array(
    z.object({ act: z.enum(["hide", "freeze", "dismiss"]), by: z.string(), at: z.number() }),
  ),
  /** By the hash of who reported, so that one person counts once and is not named anywhere. */
  reasons: z.record(z.string(), z.enum(reportReasons)),
  /** Where moderators see it, and the server whose moderators decide; undefined where nobody can be told. */
  card: messagePlace.extend({ isOwners: z.boolean() }).optional(),
});
export type ReportRecord = z.infer<typeof reportRecord>;
