import { z } from "zod";

/** POST …/job/estimate-credits, `data`. `estimated`: the charge is settled when the task has ended; else it is the charge. */
export const creditEstimate = z
  .object({ credits: z.coerce.number(), estimated: z.boolean() })
  .meta({ examples: [{ credits: 4, estimated: false }] });

/** POST …/job/EstimateTask, `data`, as the vendor's own client reads it. */
export const taskEstimate = z
  .object({
    estimated_credits: z.coerce.number(),
    balance: z.coerce.number(),
    affordable: z.boolean(),
  })
  .meta({ examples: [{ estimated_credits: 4, balance: 812.5, affordable: true }] });
