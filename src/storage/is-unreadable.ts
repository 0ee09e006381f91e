import { z } from "zod";
import { AppError } from "../core/errors.ts";

/** Is the record itself at fault, and not the store: damaged, or of a version that we do not know? Then it will stay so. */
export function isUnreadable(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== "STORE_FAILED") return false;
  return error.cause instanceof SyntaxError || error.cause instanceof z.ZodError;
}
