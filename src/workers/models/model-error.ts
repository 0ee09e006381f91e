import { AppError } from "../../core/errors.ts";

/** What every failure to read, convert or run a model is: our own installation is at fault, not the person's picture. */
export function modelUnusable(message: string, cause?: unknown): AppError {
  return new AppError("MODEL_UNUSABLE", { message, cause });
}
