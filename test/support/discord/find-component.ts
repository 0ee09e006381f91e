import { z } from "zod";

const selectRows = z.array(
  z.object({
    components: z.array(
      z.object({
        custom_id: z.string(),
        options: z.array(z.object({ value: z.string() })).default([]),
      }),
    ),
  }),
);

/** The select menu that offers this value. */
export function findSelect(components: readonly unknown[], value: string) {
  return selectRows
    .parse(components)
    .flatMap((row) => row.components)
    .find(({ options }) => options.some((one) => one.value === value));
}

const actionRows = z.array(
  z.object({
    components: z.array(
      z.object({
        label: z.string().optional(),
        custom_id: z.string(),
        disabled: z.boolean().optional(),
      }),
    ),
  }),
);

/** The button with this label, if it can be pressed. */
export function findButton(components: readonly unknown[], label: string) {
  return actionRows
    .parse(components)
    .flatMap((row) => row.components)
    .find((button) => button.label === label && button.disabled !== true);
}
