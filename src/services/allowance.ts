import { z } from "zod";

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
}

export interface AllowancePolicyDeps {
  /** What everybody has where no rule says otherwise. */
  readonly creditsPerPeriod: number;
}

export function createAllowancePolicy({ creditsPerPeriod }: AllowancePolicyDeps): AllowancePolicy {
  const allowanceOf = async (): Promise<Allowance> => ({ credits: creditsPerPeriod, from: "bot" });
  return {
    allowanceOf,
    async payersOf({ personId, guildId }) {
      const account = personAccount(personId, guildId);
      return [{ account, purse: "person", ...(await allowanceOf()) }];
    },
  };
}
