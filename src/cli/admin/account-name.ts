import { AdminUsageError } from "./admin-command.ts";

const forms = [/^person:\d{17,20}$/, /^guild:\d{17,20}:\d{17,20}$/, /^pool:\d{17,20}$/, /^owner$/];

/** How accounts are named, for the help. */
export const accountForms = "person:USER | guild:SERVER:USER | pool:SERVER | owner";

/** @throws AdminUsageError */
export function parseAccount(word: string | undefined): string {
  if (word !== undefined && forms.some((form) => form.test(word))) return word;
  throw new AdminUsageError(`"${word ?? ""}" is no account. Accounts are: ${accountForms}`);
}
