import { z } from "zod";

const button = z.object({
  type: z.literal(2),
  label: z.string(),
  custom_id: z.string(),
  disabled: z.boolean().optional(),
});
const select = z.object({
  type: z.literal(3),
  custom_id: z.string(),
  options: z.array(z.object({ label: z.string(), value: z.string() })),
});
const rows = z.array(z.object({ components: z.array(z.unknown()) }));

function all<Found>(components: readonly unknown[], kind: z.ZodType<Found>): Found[] {
  return rows
    .parse(components)
    .flatMap((row) => row.components)
    .flatMap((component) => kind.safeParse(component).data ?? []);
}

/** The button with this label that can be pressed. */
export function findButton(components: readonly unknown[], label: string) {
  return all(components, button).find((one) => one.label === label && one.disabled !== true);
}

/** The select that offers this label, with the value behind it. */
export function findOption(components: readonly unknown[], label: string) {
  return all(components, select)
    .flatMap(({ custom_id, options }) => options.map((option) => ({ custom_id, ...option })))
    .find((option) => option.label === label);
}
