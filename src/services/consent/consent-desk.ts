import type { Clock } from "../../core/clock.ts";
import type { Sleep } from "../../core/deadline.ts";
import { AppError, UserError, codeOf } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import type { Logger } from "../../core/logger.ts";
import type { Records } from "../../storage/store.ts";
import type { JobMachine } from "../job-machine.ts";
import type { MayUse } from "../may-use.ts";
import type { OptOuts } from "../privacy/opt-outs.ts";
import type { Askers } from "./askers.ts";
import type { AskedQuestion, ConsentPort, NoAnswer } from "./consent-port.ts";
import { agreementHash } from "./consent-record.ts";
import type { ConsentQuestion, ConsentRecord, MemberSwap } from "./consent-record.ts";

/** Swaps that wait for the word of the person in the picture. Nothing of a swap runs, or costs, before their yes. */
export interface ConsentDesk {
  /**
   * Writes down what is to be asked, before Discord gets its ack. False: this interaction is known already.
   * @throws UserError as `MayUse`, for the server of this place; `MEMBER_OPTED_OUT`, `ASKED_ALREADY`, `REFUSED_LATELY`
   */
  prepare(request: MemberSwap): Promise<boolean>;
  /** Discord has its ack: asks. */
  ask(id: string): Promise<void>;
  /** Discord did not take the ack: nobody is asked. */
  drop(id: string): Promise<void>;
  /** @throws UserError `QUESTION_OVER`, `QUESTION_FOR_ANOTHER` */
  check(id: string, personId: string): Promise<AskedQuestion>;
  /** The asked person's word. A yes makes the job, whose reply is the asker's. @throws UserError as `check` */
  answer(id: string, personId: string, isYes: boolean): Promise<void>;
  /** Ends what this person is asked, and with `all` what they ask, without a yes. */
  forget(personId: string, which: "asked-of" | "all"): Promise<void>;
  /** Goes on with the questions of the last run. */
  recover(): Promise<void>;
  /** Ends questions whose time is up, and deletes what was agreed to long ago. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

export interface ConsentDeskDeps {
  readonly records: Records<ConsentRecord>;
  readonly askers: Askers;
  readonly optOuts: Pick<OptOuts, "has">;
  readonly mayUse: MayUse;
  readonly swaps: Pick<JobMachine, "create" | "markAcked">;
  readonly port: ConsentPort;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: Logger;
}

type Open = ConsentRecord & { readonly question: ConsentQuestion };

export function createConsentDesk(deps: ConsentDeskDeps): ConsentDesk {
  const { records, askers, optOuts, mayUse, swaps, port, clock, sleep, log } = deps;
  const closing = new AbortController();
  const waits = new Set<Promise<void>>();

  /** An hour's sweep ends what this wait does not: it lives as long as the process. */
  function waitFor(id: string, endsAt: number): void {
    const wait = sleep(Math.max(0, endsAt - clock()), closing.signal)
      .then(() => end(id, "expired"))
      .catch((error: unknown) => {
        if (!closing.signal.aborted) log.warn({ id, err: error }, "A question could not be ended");
      })
      .finally(() => waits.delete(wait));
    waits.add(wait);
  }

  /** Takes the question out of the record, if it is still open; whoever does so ends it. */
  async function take(id: string, next: Partial<ConsentRecord>): Promise<Open | undefined> {
    let taken: Open | undefined;
    await records.update(id, (record) => {
      if (!record) throw new UserError("QUESTION_OVER");
      taken = isOpen(record) ? record : undefined;
      return taken ? { ...record, ...next } : record;
    });
    return taken;
  }

  async function end(id: string, how: NoAnswer): Promise<void> {
    const isNo = how === "refused";
    const state = isNo ? "refused" : "ended";
    const open = await take(id, { state, question: undefined, answeredAt: clock() });
    if (!open) return;
    const { question } = open;
    const { personId: askerId, reply } = question.request;
    await askers.end(askerId, id, isNo ? question.memberId : undefined);
    const asked = aboutQuestion(id, open);
    await port.tell(reply, asked, how);
    // One that is pressed has its own last word, which comes after this one.
    if (question.messageId !== undefined) await port.close(reply, question.messageId, asked, how);
  }

  /** The question stays in the record until its job exists: a crash in between makes the job at the next start. */
  async function begin(id: string, { question, hash, answeredAt = clock() }: Open): Promise<void> {
    const { request } = question;
    const { face, guildId } = request;
    if (!("memberId" in face)) throw new AppError("INTERNAL", { message: "No member's picture." });
    try {
      const consent = { hash, at: answeredAt };
      const { guildId: placeId, isAgeRestricted } = question.place;
      const isNew = await swaps.create({
        ...request,
        guildId,
        face: { ...face, consent },
        place: { ...question.place, guildId: placeId, isAgeRestricted },
      });
      if (isNew) await swaps.markAcked(id);
    } catch (error) {
      log.info({ id, err: error }, "There is no swap in spite of a yes");
      const facts = error instanceof AppError ? error.facts : {};
      await port.fail(request.reply, { code: codeOf(error), facts });
    }
    await records.update(id, (record) => without(record, id));
    await askers.end(request.personId, id);
  }

  async function check(id: string, personId: string): Promise<Open> {
    const record = await records.get(id);
    if (!record || !isOpen(record) || record.endsAt <= clock())
      throw new UserError("QUESTION_OVER");
    if (record.question.memberId !== personId) throw new UserError("QUESTION_FOR_ANOTHER");
    return record;
  }

  async function ask(id: string): Promise<void> {
    const record = await records.get(id);
    if (record?.state !== "asking" || !isOpen(record)) return;
    try {
      const messageId = await port.ask(record.question.request.reply, aboutQuestion(id, record));
      await records.update(id, (found = record) =>
        found.state === "asking" && found.question
          ? { ...found, state: "asked", question: { ...found.question, messageId } }
          : found,
      );
      waitFor(id, record.endsAt);
    } catch (error) {
      log.warn({ id, err: error }, "A question could not be asked");
      await end(id, "unaskable");
    }
  }

  return {
    ask,

    async prepare(request) {
      const { id, personId, face } = request;
      if (await records.get(id)) return false;
      await mayUse(request);
      if (await optOuts.has(face.memberId)) throw new UserError("MEMBER_OPTED_OUT");
      const askedAt = clock();
      const endsAt = askedAt + limits.consentMs;
      await askers.begin(personId, face.memberId, id, endsAt);
      const { place, ...rest } = request;
      return await records.compareAndSet(id, undefined, {
        v: 1,
        state: "asking",
        askedAt,
        endsAt,
        hash: agreementHash(request, askedAt),
        question: {
          request: { ...rest, roleIds: [...request.roleIds] },
          place: {
            ...place,
            channelIds: [...place.channelIds],
            roleIds: [...place.roleIds],
          },
          memberId: face.memberId,
        },
      });
    },

    async drop(id) {
      const open = await take(id, { state: "ended", question: undefined, answeredAt: clock() });
      if (open) await askers.end(open.question.request.personId, id);
    },

    check: async (id, personId) => aboutQuestion(id, await check(id, personId)),

    async answer(id, personId, isYes) {
      await check(id, personId);
      if (!isYes) {
        await end(id, "refused");
        return;
      }
      const open = await take(id, { state: "agreed", answeredAt: clock() });
      if (!open) throw new UserError("QUESTION_OVER");
      await begin(id, { ...open, answeredAt: clock() });
    },

    async forget(personId, which) {
      for await (const [id, record] of records.entries()) {
        if (!isOpen(record)) continue;
        const { request, memberId } = record.question;
        if (memberId === personId) await end(id, "refused");
        else if (which === "all" && request.personId === personId) await end(id, "expired");
      }
      if (which === "all") await askers.forget(personId);
    },

    async recover() {
      for await (const [id, record] of records.entries()) {
        const { question } = record;
        if (!question || closing.signal.aborted) continue;
        // It may have been asked already, by a message that nobody wrote down: then there are two, and either will do.
        if (record.state === "asking") await ask(id);
        else if (record.state === "agreed") await begin(id, { ...record, question });
        else waitFor(id, record.endsAt);
      }
    },

    async sweep() {
      for await (const [id, record] of records.entries()) {
        const over = clock() - record.endsAt;
        if (isOpen(record) && over > 0) await end(id, "expired");
        else if (!record.question && over > limits.consentKeptMs) await records.delete(id);
      }
      await askers.sweep();
    },

    async close() {
      closing.abort();
      await Promise.all(waits);
    },
  };
}

function isOpen(record: ConsentRecord): record is Open {
  return record.question !== undefined && (record.state === "asking" || record.state === "asked");
}

function without(record: ConsentRecord | undefined, id: string): ConsentRecord {
  if (!record) throw new AppError("INTERNAL", { message: `The consent ${id} is gone.` });
  const { question: _, ...rest } = record;
  return rest;
}

function aboutQuestion(id: string, { question, endsAt }: Open): AskedQuestion {
  const { request, memberId } = question;
  return { id, askerId: request.personId, memberId, targetUrl: request.target.url, endsAt };
}
