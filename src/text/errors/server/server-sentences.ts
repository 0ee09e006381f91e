import type { ServerCode } from "../../../core/errors.ts";

/** What people read where a server does not allow what they want. */
export type ServerSentences = Readonly<Record<ServerCode, string>>;
