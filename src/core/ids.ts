import { randomUUID } from "node:crypto";

/** A job of the bot. It is the Discord interaction's id, so a repeated delivery is the same job. */
export type JobId = string & { readonly brand: "JobId" };
/** A task of a swap API, ours or the hosted one. Opaque, up to 256 characters. */
export type TaskId = string & { readonly brand: "TaskId" };

export const asJobId = (text: string) => text as JobId;
export const asTaskId = (text: string) => text as TaskId;
export const newTaskId = () => asTaskId(randomUUID());
