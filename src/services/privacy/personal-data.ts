import type { Logger } from "../../core/logger.ts";
import type { Records } from "../../storage/store.ts";
import type { AccountRecord } from "../account-record.ts";
import type { ConsentDesk } from "../consent/consent-desk.ts";
import type { SavedFaces } from "../faces/saved-faces.ts";
import type { JobRecord } from "../job-record.ts";
import type { OpenForms } from "../menu/open-forms.ts";
import type { ResultRecord } from "../results/result-record.ts";
import type { Slots } from "../slots.ts";
import type { ForgetJobs } from "./forget-jobs.ts";
import type { OptOuts } from "./opt-outs.ts";

interface ExportedPicture {
  readonly name: string;
  /** JPEG. */
  readonly bytes: Uint8Array;
}

/** Everything that is kept about a person: the text as JSON, and the pictures. */
interface Exported {
  readonly json: string;
  readonly pictures: readonly ExportedPicture[];
  /** The names of saved faces whose pictures could not be opened. */
  readonly unopened: readonly string[];
}

/** What a person may ask about everything that is kept about them. */
export interface PersonalData {
  export(personId: string): Promise<Exported>;
  /**
   * Deletes faces, open questions and forms, what ended swaps were about, and what the buttons under results need. The
   * accounts stay, and results that moderators hid; so does "not my face".
   */
  erase(personId: string): Promise<void>;
  /** "Not my face": from now on, for what waits for an answer of theirs, too. */
  optOut(personId: string, isOptedOut: boolean): Promise<void>;
}

export interface PersonalDataDeps {
  readonly faces: SavedFaces;
  readonly optOuts: OptOuts;
  readonly openForms: OpenForms;
  readonly consent: Pick<ConsentDesk, "forget">;
  readonly forgetJobs: ForgetJobs;
  readonly jobs: Pick<Records<JobRecord>, "entries">;
  readonly results: Pick<Records<ResultRecord>, "entries" | "delete">;
  readonly accounts: Pick<Records<AccountRecord>, "entries">;
  /** Who looks through everything does so alone. */
  readonly slots: Slots;
  readonly log: Logger;
}

/** An export waits for its turn, and looks through every record; the reply lives longer. */
const patienceMs = 5 * 60 * 1000;

export function createPersonalData(deps: PersonalDataDeps): PersonalData {
  const { faces, optOuts, openForms, consent, forgetJobs, jobs, results, accounts, slots, log } =
    deps;
  const alone = <T>(person: string, action: () => Promise<T>) =>
    slots.use(AbortSignal.timeout(patienceMs), action, { group: person, person });

  /** One that does not open is no reason to keep back all the rest. */
  async function pictureOf(personId: string, faceId: string): Promise<Uint8Array | undefined> {
    try {
      return await faces.photo(personId, faceId);
    } catch (error) {
      log.warn({ err: error }, "A saved face is not in an export, as it does not open");
      return undefined;
    }
  }

  async function everything(personId: string): Promise<Exported> {
    const kept = await faces.list(personId);
    const since = await optOuts.since(personId);
    const found = await Promise.all(
      kept.map(async (face) => ({ ...face, bytes: await pictureOf(personId, face.id) })),
    );
    const isOwn = (key: string) => key === `person:${personId}` || isOfServer(key, personId);
    const json = {
      person: personId,
      notMyFaceSince: since === undefined ? null : asDate(since),
      savedFaces: found.map(({ name, savedAt, usedAt, isDefault, bytes }) => ({
        name,
        savedAt: asDate(savedAt),
        usedAt: asDate(usedAt),
        isDefault,
        opens: bytes !== undefined,
      })),
      creditAccounts: await collected(accounts, (key, account) =>
        isOwn(key) ? { account: key, ...account } : undefined,
      ),
      swaps: await collected(jobs, (id, job) =>
        job.personId === personId ? aboutJob(id, job) : undefined,
      ),
      results: await collected(results, (id, result) =>
        result.personId === personId ? aboutResult(id, result) : undefined,
      ),
    };
    return {
      json: `${JSON.stringify(json, undefined, 2)}\n`,
      pictures: found.flatMap(({ name, bytes }) => (bytes ? [{ name, bytes }] : [])),
      unopened: found.flatMap(({ name, bytes }) => (bytes ? [] : [name])),
    };
  }

  return {
    export: (personId) => alone(personId, () => everything(personId)),

    erase: (personId) =>
      alone(personId, async () => {
        await faces.deleteAll(personId);
        await consent.forget(personId, "all");
        await openForms.forget(personId);
        await forgetJobs(personId);
        for await (const [id, { personId: owner, state }] of results.entries()) {
          if (owner === personId && state !== "hidden") await results.delete(id);
        }
      }),

    async optOut(personId, isOptedOut) {
      await optOuts.set(personId, isOptedOut);
      if (isOptedOut) await consent.forget(personId, "asked-of");
    },
  };
}

const isOfServer = (key: string, personId: string) =>
  key.startsWith("guild:") && key.endsWith(`:${personId}`);

const asDate = (unixMs: number) => new Date(unixMs).toISOString();

/** Without the means of answering, which are nobody's business, and without what our machinery writes down for itself. */
function aboutJob(id: string, job: JobRecord) {
  const { state, createdAt, guildId, roleIds, isBooster, target, face, wishes, price, frames } =
    job;
  const asked = { guildId, roleIds, isBooster, target, face, wishes };
  return { id, state, createdAt: asDate(createdAt), ...asked, price, frames, end: job.delivery };
}

function aboutResult(id: string, result: ResultRecord) {
  const { reply: _, createdAt, ...rest } = result;
  return { id, ...rest, createdAt: asDate(createdAt) };
}

async function collected<T, R>(
  records: Pick<Records<T>, "entries">,
  pick: (key: string, value: T) => R | undefined,
): Promise<R[]> {
  const found: R[] = [];
  for await (const [key, value] of records.entries()) {
    const picked = pick(key, value);
    if (picked !== undefined) found.push(picked);
  }
  return found;
}
