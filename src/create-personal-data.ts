import { accountRecord } from "./services/account-record.ts";
import { jobRecord } from "./services/job-record.ts";
import { createPersonalData } from "./services/privacy/personal-data.ts";
import type { PersonalData, PersonalDataDeps } from "./services/privacy/personal-data.ts";
import { resultRecord } from "./services/results/result-record.ts";
import { createSlots } from "./services/slots.ts";
import type { Store } from "./storage/store.ts";

type Desks = Pick<
  PersonalDataDeps,
  "faces" | "optOuts" | "openForms" | "consent" | "forgetJobs" | "log"
>;

/** What people may ask about what is kept of them, on the bot's store. */
export function createPersonalDataOn(store: Store, desks: Desks): PersonalData {
  return createPersonalData({
    ...desks,
    jobs: store.records("job", jobRecord),
    results: store.records("result", resultRecord),
    accounts: store.records("account", accountRecord),
    slots: createSlots(1),
  });
}
