import { join } from "node:path";
import { storeVariables } from "../../config.ts";
import { parseEnv } from "../../core/env.ts";
import type { AccountRecord } from "../../services/account-record.ts";
import { accountRecord } from "../../services/account-record.ts";
import { createAllowancePolicy } from "../../services/allowance.ts";
import type { Allowance } from "../../services/allowance.ts";
import { auditPathIn, createAuditExport } from "../../services/audit-export.ts";
import type { AuditExport } from "../../services/audit-export.ts";
import { jobRecord } from "../../services/job-record.ts";
import type { JobRecord } from "../../services/job-record.ts";
import { createLedger } from "../../services/ledger.ts";
import type { Ledger } from "../../services/ledger.ts";
import { createServerRules } from "../../services/server-rules.ts";
import { serverSettings } from "../../services/server-settings.ts";
import type { ServerSettings } from "../../services/server-settings.ts";
import { openStore } from "../../storage/open-store.ts";
import type { Records } from "../../storage/store.ts";
import type { AdminWorld } from "./admin-command.ts";

/** The bot's credits, opened for the owner. */
export interface OpenCredits {
  readonly accounts: Records<AccountRecord>;
  readonly jobs: Records<JobRecord>;
  readonly servers: Records<ServerSettings>;
  readonly ledger: Ledger;
  /** What the rules give the account; whose roles count is in their next command alone, so none do here. */
  readonly allowanceOf: (account: string) => Promise<Allowance>;
  readonly auditExport: AuditExport;
  readonly auditPath: string;
}

/**
 * Opens the bot's store for one piece of work, by the bot's own settings; the bot's token is not needed.
 * @throws ConfigError; AppError `STORE_FAILED`, also while a bot holds the SQLite file
 */
export async function withCredits<T>(
  { env, clock }: AdminWorld,
  work: (credits: OpenCredits) => Promise<T>,
): Promise<T> {
  const settings = parseEnv(storeVariables, env);
  const store = await openStore(settings.STORE_URL ?? `sqlite:${settings.DATA_DIR}/bot.sqlite`);
  try {
    const accounts = store.records("account", accountRecord);
    const servers = store.records("server", serverSettings);
    const rules = createServerRules(servers, clock);
    const creditsCap = settings.CREDITS_CAP;
    const policy = { rules, creditsPerPeriod: settings.CREDITS_PER_PERIOD, creditsCap };
    const allowances = createAllowancePolicy(policy);
    const auditPath = join(settings.DATA_DIR, auditPathIn);
    return await work({
      accounts,
      servers,
      jobs: store.records("job", jobRecord),
      ledger: createLedger({
        records: accounts,
        clock,
        period: settings.CREDITS_PERIOD,
        timeZone: settings.CREDITS_TIME_ZONE,
      }),
      async allowanceOf(account) {
        const [kind, guildId] = account.split(":");
        if (kind === "owner") return { credits: creditsCap ?? 0, from: "bot" };
        if (kind === "pool" && guildId !== undefined) {
          return { credits: (await rules.get(guildId)).pool ?? 0, from: "server" };
        }
        const server = kind === "guild" ? guildId : undefined;
        const nobody = { personId: "", roleIds: [], isBooster: false };
        return allowances.allowanceOf({ ...nobody, guildId: server });
      },
      auditExport: createAuditExport({ accounts, servers, path: auditPath }),
      auditPath,
    });
  } finally {
    await store.close();
  }
}
