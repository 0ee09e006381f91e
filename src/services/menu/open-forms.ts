import { z } from "zod";
import type { Clock } from "../../core/clock.ts";
import { UserError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import type { Records } from "../../storage/store.ts";
import { mediaInput } from "../job-record.ts";

/** What a form was opened about: a form can carry a name and no more. The key is the id of the interaction that opened it. */
export const openForm = z.object({
  v: z.literal(1),
  personId: z.string(),
  /** Unix milliseconds. */
  openedAt: z.number(),
  target: mediaInput,
  isSpoiler: z.boolean(),
});
type OpenForm = z.infer<typeof openForm>;

export interface OpenForms {
  keep(id: string, form: Pick<OpenForm, "personId" | "target" | "isSpoiler">): Promise<void>;
  /** @throws UserError `FORM_OVER`, also for somebody else's */
  get(id: string, personId: string): Promise<OpenForm>;
  /** Deletes those of one person. */
  forget(personId: string): Promise<void>;
  /** Deletes those that nobody sent. */
  sweep(): Promise<void>;
}

export function createOpenForms(records: Records<OpenForm>, clock: Clock): OpenForms {
  const isOver = ({ openedAt }: OpenForm) => clock() - openedAt > limits.openFormMs;
  return {
    async keep(id, form) {
      await records.update(id, () => ({ v: 1, openedAt: clock(), ...form }));
    },

    async get(id, personId) {
      const form = await records.get(id);
      if (!form || form.personId !== personId || isOver(form)) throw new UserError("FORM_OVER");
      return form;
    },

    async forget(personId) {
      for await (const [id, form] of records.entries()) {
        if (form.personId === personId) await records.delete(id);
      }
    },

    async sweep() {
      for await (const [id, form] of records.entries()) {
        if (isOver(form)) await records.delete(id);
      }
    },
  };
}
