import type { FastifySchemaValidationError } from "fastify";
import { models } from "../contract/models.ts";

/**
 * The faults of a body or a query in the contract's words, one sentence each:
 * `Value error, Invalid input for model gif-face-swap: video_url: Field required`.
 */
export function describeInvalidRequest(
  faults: readonly FastifySchemaValidationError[],
  data: unknown,
): string[] {
  const model = models.find((known) => known === valueAt(data, ["model"]));
  return faults.map((fault) => {
    const path = fault.instancePath.split("/").filter((part) => part !== "");
    const why = reasonOf(fault, path, data);
    if (model === undefined || path[0] !== "input") {
      return `Value error, ${[...path, why].join(": ")}`;
    }
    const words = [`Invalid input for model ${model}`, ...path.slice(1), why];
    return `Value error, ${words.join(": ")}`;
  });
}

function reasonOf(fault: FastifySchemaValidationError, path: string[], data: unknown): string {
  if (valueAt(data, path) === undefined) return "Field required";
  if (path.join() === "model") return `Input should be one of ${models.join(", ")}`;
  return fault.message ?? "Invalid input";
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (const name of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}
