import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { balance } from "../../contract/account.ts";
import { paths } from "../../contract/paths.ts";
import type { Accounts } from "../accounts.ts";
import type { CallerOf } from "../admission.ts";
import { answersWith, success } from "./answers.ts";

export interface AccountDeps {
  readonly accounts: Accounts;
  readonly callerOf: CallerOf;
}

export function accountRoutes(app: FastifyInstance, { accounts, callerOf }: AccountDeps): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      paths.balance,
      { schema: { tags: ["account"], summary: "Credits left", response: answersWith(balance) } },
      async (request) => success({ balance: await accounts.balance(callerOf(request)) }),
    );
}
