import type { REST } from "discord.js";
import type { Clock } from "./core/clock.ts";
import { sleep } from "./core/deadline.ts";
import type { Logger } from "./core/logger.ts";
import { createConsentMessages } from "./discord/consent-messages.ts";
import { createAskers } from "./services/consent/askers.ts";
import { createConsentDesk } from "./services/consent/consent-desk.ts";
import type { ConsentDesk, ConsentDeskDeps } from "./services/consent/consent-desk.ts";
import { askerRecord, consentRecord } from "./services/consent/consent-record.ts";
import type { Store } from "./storage/store.ts";

export interface ConsentOptions extends Pick<ConsentDeskDeps, "swaps" | "optOuts" | "mayUse"> {
  readonly store: Store;
  readonly rest: Pick<REST, "patch" | "post">;
  readonly log: Logger;
  readonly clock?: Clock;
}

/** Asking people whose picture somebody wants, on the bot's store and Discord. `recover` and `close` are the caller's. */
export function createConsent(options: ConsentOptions): ConsentDesk {
  const { store, rest, swaps, optOuts, mayUse, log, clock = Date.now } = options;
  const timing = { clock, sleep, log };
  return createConsentDesk({
    records: store.records("consent", consentRecord),
    askers: createAskers(store.records("asker", askerRecord), clock),
    optOuts,
    mayUse,
    swaps,
    port: createConsentMessages({ rest, ...timing }),
    ...timing,
  });
}
