import { join } from "node:path";
import type { BotConfig } from "./config.ts";
import { sleep } from "./core/deadline.ts";
import { limits } from "./core/limits.ts";
import type { Logger } from "./core/logger.ts";
import { accountRecord } from "./services/account-record.ts";
import { createAllowancePolicy } from "./services/allowance.ts";
import type { AllowancePolicy } from "./services/allowance.ts";
import { auditPathIn, createAuditExport, keepExporting } from "./services/audit-export.ts";
import { createCreditDesk } from "./services/credit-desk.ts";
import type { CreditDesk, CreditDeskDeps } from "./services/credit-desk.ts";
import { createLedger } from "./services/ledger.ts";
import type { Ledger } from "./services/ledger.ts";
import { createServerRules } from "./services/server-rules.ts";
import type { ServerRules } from "./services/server-rules.ts";
import { serverSettings } from "./services/server-settings.ts";
import type { Store } from "./storage/store.ts";

export interface Credits {
  readonly ledger: Ledger;
  readonly allowances: AllowancePolicy;
  readonly desk: CreditDesk;
  readonly rules: ServerRules;
}

export interface CreditsDeps {
  readonly config: BotConfig;
  readonly store: Store;
  readonly post: CreditDeskDeps["post"];
  readonly log: Logger;
  /** What ends the export is put here; it writes once more then. */
  readonly closers: (() => Promise<unknown> | void)[];
}

/** Everything about credits, on the bot's store, with the audit file that is written beside it. */
export function createCredits({ config, store, post, log, closers }: CreditsDeps): Credits {
  const { perPeriod: creditsPerPeriod, cap: creditsCap, period, timeZone } = config.credits;
  const auditExport = createAuditExport({
    accounts: store.records("account", accountRecord),
    servers: store.records("server", serverSettings),
    path: join(config.dataDir, auditPathIn),
  });
  const { accounts, servers } = auditExport;
  const rules = createServerRules(servers, Date.now);
  const ledger = createLedger({ records: accounts, clock: Date.now, period, timeZone });
  const allowances = createAllowancePolicy({ rules, creditsPerPeriod, creditsCap });

  const stop = new AbortController();
  const exporting = keepExporting(auditExport, {
    everyMs: limits.auditExportMs,
    sleep,
    signal: stop.signal,
    log,
  });
  closers.push(async () => {
    stop.abort();
    await exporting;
  });
  return {
    ledger,
    allowances,
    desk: createCreditDesk({
      ledger,
      allowances,
      rules,
      arePricesFixed: creditsCap !== undefined,
      post,
      log,
    }),
    rules,
  };
}
