import type { ErrorFacts, PeopleCode } from "../../../core/errors.ts";

/** What people read about errors with saved faces, with people who are asked, and with those who said no. */
export type PeopleSentences = Readonly<
  Record<PeopleCode, string | ((facts: ErrorFacts) => string)>
>;
