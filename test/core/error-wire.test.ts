import { describe, expect, test } from "vitest";
import { fromWire, toWire } from "../../src/core/error-wire.ts";
import { AppError, UpstreamError, UserError } from "../../src/core/errors.ts";

describe("an error that crosses a process border", () => {
  test("keeps its class, code and facts", () => {
    const sent = new UserError("MEDIA_TOO_MANY_FRAMES", { facts: { frames: 900, limit: 300 } });
    const received = fromWire(JSON.parse(JSON.stringify(toWire(sent))));
    expect(received).toBeInstanceOf(UserError);
    expect(received).toMatchObject({
      code: "MEDIA_TOO_MANY_FRAMES",
      facts: { frames: 900, limit: 300 },
    });
  });

  test("is our bug when nobody gave it a code", () => {
    const received = fromWire(toWire(new TypeError("x is not a function")));
    expect(received).toBeInstanceOf(AppError);
    expect(received).not.toBeInstanceOf(UserError);
    expect(received.code).toBe("INTERNAL");
    expect(received.message).toContain("x is not a function");
  });

  test("comes back from upstream without an order to retry", () => {
    const received = fromWire(toWire(new UpstreamError("SWAP_API_BUSY", { next: "retry" })));
    expect(received).toMatchObject({ code: "SWAP_API_BUSY", next: "give-up" });
  });
});
