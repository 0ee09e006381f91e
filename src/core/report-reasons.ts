/** Why somebody reports a result. */
export const reportReasons = ["not-agreed", "sexual", "minor", "harassment", "other"] as const;
export type ReportReason = (typeof reportReasons)[number];
