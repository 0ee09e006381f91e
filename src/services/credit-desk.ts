import { UserError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import type { Adjustment } from "./account-acts.ts";
import type { Balance } from "./account-figures.ts";
import type { LedgerEntry } from "./account-record.ts";
import { personAccount, poolAccount } from "./allowance.ts";
import type { Allowance, AllowancePolicy, Asker } from "./allowance.ts";
import type { Adjusted, Ledger } from "./ledger.ts";
import type { Tariff } from "./price.ts";
import type { CommandCause, ServerRules } from "./server-rules.ts";
import type { ServerSettings, SettingChange } from "./server-settings.ts";

/** What a person has, and why. */
export interface Look {
  readonly balance: Balance;
  /** What the rules give, whether or not the account has an allowance of its own. */
  readonly allowance: Allowance;
  /** How swaps are priced there. */
  readonly tariff: Tariff;
  /** The newest entries, newest first. */
  readonly history: readonly LedgerEntry[];
}

/** What moderators and people can ask about credits. A moderator's acts are always about one server, their own. */
export interface CreditDesk {
  look(asker: Asker): Promise<Look>;
  /** What all people of the server can spend together; undefined without a limit. */
  pool(guildId: string): Promise<Balance | undefined>;
  /** @param member of a server, or a person with their own install */
  adjust(member: Asker, adjustment: Adjustment, cause: CommandCause): Promise<Adjusted>;
  rules(guildId: string): Promise<ServerSettings>;
  /** @throws UserError `PRICES_FIXED` */
  change(
    guildId: string,
    change: SettingChange,
    cause: CommandCause,
  ): ReturnType<ServerRules["change"]>;
  /** Writes an act that changes no rule into the server's log. */
  note: ServerRules["note"];
  /** Tells the server's log channel, if it has one. Never rejects; false when it has one that did not take it. */
  announce(guildId: string, text: string): Promise<boolean>;
}

/** A person in a server. */
export type Member = Asker & { readonly guildId: string };

export interface CreditDeskDeps {
  readonly ledger: Ledger;
  readonly allowances: AllowancePolicy;
  readonly rules: ServerRules;
  /** Is every credit of every server counted by the owner, and must be worth the same? */
  readonly arePricesFixed: boolean;
  /** Puts a message into a channel of Discord. */
  readonly post: (channelId: string, text: string) => Promise<void>;
  readonly log: Logger;
}

export function createCreditDesk(deps: CreditDeskDeps): CreditDesk {
  const { ledger, allowances, rules, post, log } = deps;
  return {
    async look(asker) {
      const account = personAccount(asker.personId, asker.guildId);
      const { allowance, tariff } = await allowances.offerTo(asker);
      const balance = await ledger.balance({ account, ...allowance });
      return { balance, allowance, tariff, history: await ledger.history(account) };
    },

    async pool(guildId) {
      const { pool } = await rules.get(guildId);
      if (pool === undefined) return undefined;
      return ledger.balance({ account: poolAccount(guildId), credits: pool, from: "server" });
    },

    async adjust(member, adjustment, cause) {
      const account = personAccount(member.personId, member.guildId);
      const allowance = await allowances.allowanceOf(member);
      return ledger.adjust({ account, allowance, adjustment, ...cause });
    },

    async rules(guildId) {
      const settings = await rules.get(guildId);
      // What was decided before they were fixed does not hold.
      return deps.arePricesFixed ? { ...settings, prices: {} } : settings;
    },
    async change(guildId, change, cause) {
      if (change.what === "price" && deps.arePricesFixed) throw new UserError("PRICES_FIXED");
      return rules.change(guildId, change, cause);
    },
    note: (guildId, act, cause) => rules.note(guildId, act, cause),

    async announce(guildId, text) {
      try {
        const { logChannelId } = await rules.get(guildId);
        if (logChannelId !== undefined) await post(logChannelId, text);
        return true;
      } catch (error) {
        log.warn({ guildId, err: error }, "The log channel of a server did not take an entry");
        return false;
      }
    },
  };
}
