import { z } from "zod";
import { taskStatuses } from "./task.ts";

// What our server has beyond the contract. The hosted API answers 404 to it.

/** POST …/job/CancelTask. */
export const cancelTaskBody = z.strictObject({ task_id: z.string().length(36) });
/** Its `data`. `cancelled` is false when the task had ended in another way before. */
export const cancelledTask = z.object({
  task_id: z.string(),
  status: z.enum(taskStatuses),
  cancelled: z.boolean(),
});
