import { AppError, UpstreamError, UserError, errorCodes } from "./errors.ts";
import type { ErrorCode, ErrorFacts } from "./errors.ts";

/** An error as plain data: structured clone and JSON both drop classes and extra fields. */
export interface WireError {
  readonly kind: "user" | "upstream" | "app" | "bug";
  readonly code: ErrorCode;
  readonly message: string;
  readonly facts: ErrorFacts;
}

/** Error → plain data, for a process border or a record. */
export function toWire(error: unknown): WireError {
  if (error instanceof AppError) {
    const kind =
      error instanceof UserError ? "user" : error instanceof UpstreamError ? "upstream" : "app";
    return { kind, code: error.code, message: error.message, facts: error.facts };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: "bug", code: "INTERNAL", message, facts: {} };
}

/** Plain data → the error it was. */
export function fromWire(wire: WireError): AppError {
  const options = { message: wire.message, facts: wire.facts };
  if (wire.kind === "user") return new UserError(wire.code, options);
  if (wire.kind === "upstream")
    return new UpstreamError(wire.code, { ...options, next: "give-up" });
  return new AppError(wire.code, options);
}

/** Is this text one of our error codes? Answers of other versions may carry names we do not know. */
export function isErrorCode(text: string): text is ErrorCode {
  return errorCodes.some((code) => code === text);
}
