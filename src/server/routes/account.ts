import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { balance } from "../../contract/account.ts";
import { answerOf } from "../../contract/envelope.ts";
import { paths } from "../../contract/paths.ts";
import type { Accounts } from "../accounts.ts";
import type { AccountOf } from "../admission.ts";

export interface AccountDeps {
  readonly accounts: Accounts;
  readonly accountOf: AccountOf;
}

export function accountRoutes(app: FastifyInstance, { accounts, accountOf }: AccountDeps): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(paths.balance, { schema: { response: { 200: answerOf(balance) } } }, async (request) => ({
      code: 200 as const,
      message: "success",
      data: { balance: await accounts.balance(accountOf(request)) },
    }));
}
