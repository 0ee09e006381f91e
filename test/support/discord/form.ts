import { z } from "zod";
import type { Cdn, CdnFile } from "./cdn.ts";

const field = z.looseObject({
  type: z.int(),
  custom_id: z.string(),
  required: z.boolean().optional(),
  options: z.array(z.looseObject({ value: z.string() })).optional(),
});

/** What a person sees of a form, as far as they can fill it in: labels with a field each. Text between them is left out. */
export const shownForm = z.object({
  custom_id: z.string(),
  title: z.string(),
  components: z.array(
    z.union([
      z.object({
        type: z.literal(18),
        label: z.string(),
        description: z.string().optional(),
        component: field,
      }),
      z.object({ type: z.literal(10), content: z.string() }),
    ]),
  ),
});
export type ShownForm = z.infer<typeof shownForm>;

/** What a person puts into a field: text, chosen values, a tick, or files. */
export type FieldValue = string | readonly string[] | boolean | readonly CdnFile[];

const types = { select: 3, text: 4, files: 19, radio: 21, ticks: 22, tick: 23 };
/** Those that must be filled in unless they say otherwise. */
const requiredByDefault = new Set([
  types.select,
  types.text,
  types.files,
  types.radio,
  types.ticks,
]);

/**
 * The `data` of the submit of a form: every field, with what was put into it.
 * @throws where Discord would not let the person send it
 */
export function submittedForm(
  form: ShownForm,
  values: Readonly<Record<string, FieldValue>>,
  cdn: Pick<Cdn, "keep">,
): Record<string, unknown> {
  const attachments: Record<string, unknown> = {};
  const unknown = new Set(Object.keys(values));
  let lastId = 0;

  function filled({ type, custom_id, required, options }: z.infer<typeof field>) {
    unknown.delete(custom_id);
    const value = values[custom_id];
    const base = { type, id: (lastId += 1), custom_id };
    if (type === types.text) return { ...base, value: value ?? "" };
    if (type === types.tick) return { ...base, value: value === true };
    const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
    if (list.length === 0 && (required ?? requiredByDefault.has(type))) {
      throw new Error(`nobody can send the form without ${custom_id}`);
    }
    const chosen = list.map((one: string | boolean | CdnFile) => {
      if (typeof one === "object") {
        const attachment = cdn.keep(one);
        attachments[attachment.id] = attachment;
        return attachment.id;
      }
      if (options && !options.some((option) => option.value === one)) {
        throw new Error(`${custom_id} has no option ${String(one)}`);
      }
      return String(one);
    });
    if (type === types.radio) return { ...base, value: chosen[0] ?? null };
    return { ...base, values: chosen };
  }

  const components = form.components.map((one) =>
    one.type === 18
      ? { type: 18, id: (lastId += 1), component: filled(one.component) }
      : { type: 10, id: (lastId += 1) },
  );
  if (unknown.size > 0) throw new Error(`the form has no ${[...unknown].join(", ")}`);
  return { custom_id: form.custom_id, components, resolved: { attachments } };
}
