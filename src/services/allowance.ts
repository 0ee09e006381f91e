import { z } from "zod";
import { botTariff } from "./price.ts";
import type { Tariff } from "./price.ts";
import type { ServerRules } from "./server-rules.ts";
import type { ServerSettings } from "./server-settings.ts";

/** How many credits an account has in a period, and which rule says so. */
const allowance = z.object({
  credits: z.int(),
  from: z.enum(["role", "server", "bot"]),
  /** The role that gave it. */
  roleId: z.string().optional(),
  /** What of it is the bonus of whoever boosts the server. */
  bonus: z.int().optional(),
});
export type Allowance = z.infer<typeof allowance>;

/** One account that a job is held on. */
export const payer = allowance.extend({
  account: z.string(),
  purse: z.enum(["person", "pool", "owner"]),
});
export type Payer = z.infer<typeof payer>;

/** The ledger account of a person: their own, or the one they have in a server. */
export function personAccount(personId: string, guildId: string | undefined): string {
  return guildId === undefined ? `person:${personId}` : `guild:${guildId}:${personId}`;
}

/** Who asks, as the interaction says it: no member list is kept or fetched. */
export interface Asker {
  readonly personId: string;
  readonly guildId: string | undefined;
  readonly roleIds: readonly string[];
  readonly isBooster: boolean;
}

export interface AllowancePolicy {
  /** What the rules give the person; their account's own allowance goes before it. */
  allowanceOf(asker: Asker): Promise<Allowance>;
  /** Every account that must agree to a job of this person, in the order of asking. */
  payersOf(asker: Asker): Promise<Payer[]>;
  /** What they are given, and how their swaps are priced, by the same look at the rules. */
  offerTo(asker: Asker): Promise<{ readonly allowance: Allowance; readonly tariff: Tariff }>;
  /** Who pays, and how the swap is priced, by the same look at the rules. */
  termsOf(asker: Asker): Promise<{ readonly payers: Payer[]; readonly tariff: Tariff }>;
}

export interface AllowancePolicyDeps {
  readonly rules: Pick<ServerRules, "get">;
  /** What everybody has where no rule says otherwise. */
  readonly creditsPerPeriod: number;
  /** What all people of this bot together may spend in a period; without it, any amount. */
  readonly creditsCap?: number | undefined;
}

/** The account that the owner's cap is counted on. */
const ownerAccount = "owner";

export function poolAccount(guildId: string): string {
  return `pool:${guildId}`;
}

/**
 * The best of the person's roles, else the server's allowance for everyone, else the bot's; and the bonus for whoever
 * boosts the server on top of each. An account's own allowance goes before all of it, which the ledger sees to.
 */
export function createAllowancePolicy(deps: AllowancePolicyDeps): AllowancePolicy {
  const { rules, creditsPerPeriod, creditsCap } = deps;

  function allowanceIn(settings: ServerSettings, asker: Asker): Allowance {
    const bonus = asker.isBooster ? settings.boosterBonus : 0;
    const more = bonus === 0 ? {} : { bonus };
    const [best] = asker.roleIds
      .filter((roleId) => Object.hasOwn(settings.roles, roleId))
      .toSorted((one, other) => settings.roles[other] - settings.roles[one]);
    if (best !== undefined) {
      return { credits: settings.roles[best] + bonus, from: "role", roleId: best, ...more };
    }
    const { everyone } = settings;
    return everyone === undefined
      ? { credits: creditsPerPeriod + bonus, from: "bot", ...more }
      : { credits: everyone + bonus, from: "server", ...more };
  }

  const settingsOf = async ({ guildId }: Asker) =>
    guildId === undefined ? undefined : await rules.get(guildId);

  /** The owner's cap is counted in the same credits for all servers, which must be worth the same then. */
  function tariffIn(settings: ServerSettings | undefined): Tariff {
    if (settings === undefined || creditsCap !== undefined) return botTariff;
    return {
      framesPerCredit: settings.prices["frames-per-credit"] ?? botTariff.framesPerCredit,
      most: settings.prices.most ?? botTariff.most,
    };
  }

  /** @param settings of the server whose credits pay; undefined outside of servers */
  function ownAllowance(settings: ServerSettings | undefined, asker: Asker): Allowance {
    return settings === undefined
      ? { credits: creditsPerPeriod, from: "bot" }
      : allowanceIn(settings, asker);
  }

  function payersIn(settings: ServerSettings | undefined, asker: Asker): Payer[] {
    const { personId, guildId } = asker;
    const account = personAccount(personId, guildId);
    const payers: Payer[] = [{ account, purse: "person", ...ownAllowance(settings, asker) }];
    if (guildId !== undefined && settings?.pool !== undefined) {
      const pool = { purse: "pool", credits: settings.pool, from: "server" } as const;
      payers.push({ account: poolAccount(guildId), ...pool });
    }
    if (creditsCap !== undefined) {
      payers.push({ account: ownerAccount, purse: "owner", credits: creditsCap, from: "bot" });
    }
    return payers;
  }

  return {
    allowanceOf: async (asker) => ownAllowance(await settingsOf(asker), asker),
    payersOf: async (asker) => payersIn(await settingsOf(asker), asker),

    async offerTo(asker) {
      const settings = await settingsOf(asker);
      return { allowance: ownAllowance(settings, asker), tariff: tariffIn(settings) };
    },

    async termsOf(asker) {
      const settings = await settingsOf(asker);
      return { payers: payersIn(settings, asker), tariff: tariffIn(settings) };
    },
  };
}
