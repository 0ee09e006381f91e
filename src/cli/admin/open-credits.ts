import { storeVariables } from "../../config.ts";
import type { AccountRecord } from "../../services/account-record.ts";
import { accountRecord } from "../../services/account-record.ts";
import { createAllowancePolicy } from "../../services/allowance.ts";
import type { AllowancePolicy } from "../../services/allowance.ts";
import { jobRecord } from "../../services/job-record.ts";
import type { JobRecord } from "../../services/job-record.ts";
import { createLedger } from "../../services/ledger.ts";
import type { Ledger } from "../../services/ledger.ts";
import { createServerRules, serverSettings } from "../../services/server-settings.ts";
import { openStore } from "../../storage/open-store.ts";
import type { Records } from "../../storage/store.ts";
import { parseEnv } from "../../core/env.ts";
import type { AdminWorld } from "./admin-command.ts";

/** The bot's credits, opened for the owner. */
export interface OpenCredits {
  readonly accounts: Records<AccountRecord>;
  readonly jobs: Records<JobRecord>;
  readonly ledger: Ledger;
  readonly allowances: AllowancePolicy;
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
    return await work({
      accounts,
      jobs: store.records("job", jobRecord),
      ledger: createLedger({
        records: accounts,
        clock,
        period: settings.CREDITS_PERIOD,
        timeZone: settings.CREDITS_TIME_ZONE,
      }),
      allowances: createAllowancePolicy({
        rules: createServerRules(store.records("server", serverSettings), clock),
        creditsPerPeriod: settings.CREDITS_PER_PERIOD,
        creditsCap: settings.CREDITS_CAP,
      }),
    });
  } finally {
    await store.close();
  }
}
