import type { IncomingMessage, ServerResponse } from "node:http";
import { Agent } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { requestJson } from "../../src/net/http-json.ts";
import { putBytes } from "../../src/net/put-bytes.ts";
import { retryAfterMs } from "../../src/net/retry-after.ts";
import { closedPort, startHttp } from "../support/http-server.ts";

const schema = z.object({ code: z.int(), data: z.unknown().optional() });

function agent(): Agent {
  const dispatcher = new Agent({ pipelining: 0 });
  onTestFinished(() => dispatcher.destroy());
  return dispatcher;
}

async function ask(
  method: "GET" | "POST",
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
  options: { timeoutMs?: number; signal?: AbortSignal } = {},
) {
  const { origin } = await startHttp(answer);
  return requestJson({
    dispatcher: agent(),
    method,
    url: new URL(`${origin}/path?query=1`),
    headers: { "x-api-key": "ak" },
    ...(method === "POST" ? { body: { model: "gif" } } : {}),
    schema,
    timeoutMs: 2000,
    ...options,
  });
}

const put = (url: string, origins: string[] = []) =>
  putBytes({
    dispatcher: agent(),
    url,
    allowedOrigins: new Set(origins),
    contentType: "image/gif",
    bytes: Buffer.from("GIF89a"),
    timeoutMs: 2000,
  });

const silent = () => {};
const cut = (request: IncomingMessage) => request.socket.destroy();
const respond = (status: number, body: string, headers = {}) =>
  function (_: IncomingMessage, response: ServerResponse) {
    response.writeHead(status, headers).end(body);
  };

describe("a JSON call", () => {
  test("sends its body, headers and query and brings the parsed answer", async () => {
    const seen: unknown[] = [];
    const answer = await ask("POST", (request, response) => {
      request.setEncoding("utf8").on("data", (body) => {
        seen.push(request.url, request.headers["x-api-key"], request.headers["content-type"], body);
        response.end(JSON.stringify({ code: 200, data: 1, more: true }));
      });
    });
    expect(answer).toEqual({ status: 200, retryAfterMs: undefined, value: { code: 200, data: 1 } });
    expect(seen).toEqual(["/path?query=1", "ak", "application/json", '{"model":"gif"}']);
  });

  test("takes an answer that fits whatever its status, with the pause it asks for", async () => {
    const answer = await ask("GET", respond(429, '{"code":429}', { "retry-after": "7" }));
    expect(answer).toMatchObject({ status: 429, retryAfterMs: 7000, value: { code: 429 } });
  });

  test.each([
    ["GET", 200, "SWAP_API_ODD_ANSWER", "retry"],
    ["GET", 502, "SWAP_API_UNREACHABLE", "retry"],
    ["GET", 401, "SWAP_API_KEY", "give-up"],
    ["GET", 402, "SWAP_API_CREDITS", "give-up"],
    ["GET", 429, "SWAP_API_BUSY", "wait"],
    ["GET", 455, "SWAP_API_MAINTENANCE", "wait"],
    ["GET", 422, "SWAP_API_REFUSED", "give-up"],
    ["POST", 200, "SWAP_API_UNCLEAR", "ask-a-person"],
    ["POST", 500, "SWAP_API_UNCLEAR", "ask-a-person"],
    ["POST", 504, "SWAP_API_UNCLEAR", "ask-a-person"],
    ["POST", 429, "SWAP_API_BUSY", "wait"],
    ["POST", 505, "FEATURE_OFF", "give-up"],
  ] as const)(
    "%s answered %i with something else is %s: %s",
    async (method, status, code, next) => {
      for (const body of ["<html>nginx</html>", "", '{"code":"many"}', '{"code":200,']) {
        await expect(ask(method, respond(status, body))).rejects.toMatchObject({ code, next });
      }
    },
  );

  test("reads no more than a megabyte of an answer", async () => {
    let sent = 0;
    const endless = (_: IncomingMessage, response: ServerResponse) => {
      const pour = () => {
        while (!response.destroyed && sent < 2e8) {
          sent += 65_536;
          if (!response.write(" ".repeat(65_536))) return response.once("drain", pour);
        }
        return response.end();
      };
      pour();
    };
    await expect(ask("GET", endless)).rejects.toMatchObject({ code: "SWAP_API_ODD_ANSWER" });
    expect(sent).toBeLessThan(3e7);
  });

  test("that was cut off or timed out may have worked, if it was a POST", async () => {
    for (const answer of [silent, cut]) {
      const options = { timeoutMs: 200 };
      await expect(ask("POST", answer, options)).rejects.toMatchObject({
        code: "SWAP_API_UNCLEAR",
        next: "ask-a-person",
      });
      await expect(ask("GET", answer, options)).rejects.toMatchObject({
        code: "SWAP_API_UNREACHABLE",
        next: "retry",
      });
    }
  });

  test("that nobody was there to take may be sent again, POST or not", async () => {
    const url = new URL(`http://127.0.0.1:${await closedPort()}/`);
    const call = { dispatcher: agent(), url, headers: {}, schema, timeoutMs: 2000 };
    for (const method of ["GET", "POST"] as const) {
      await expect(requestJson({ ...call, method, body: {} })).rejects.toMatchObject({
        code: "SWAP_API_UNREACHABLE",
        next: "retry",
      });
    }
  });

  test("ends with the caller's reason when the caller stops it", async () => {
    const controller = new AbortController();
    const call = ask("POST", () => {}, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  test.each([
    ["5", 5000],
    ["0.2", 200],
    ["Thu, 01 Jan 2026 00:01:00 GMT", 60_000],
    ["Wed, 31 Dec 2025 23:59:00 GMT", undefined],
    ["soon", undefined],
    ["-3", undefined],
    ["0", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%s asks for a pause of %s ms", (header, wait) => {
    expect(retryAfterMs(header, now)).toBe(wait);
  });
});

describe("a PUT of bytes", () => {
  test("sends exactly the bytes and their type", async () => {
    const seen: unknown[] = [];
    const { origin } = await startHttp((request, response) => {
      seen.push(request.headers["content-type"], request.headers["content-length"]);
      request.on("data", (body) => seen.push(String(body)));
      request.on("end", () => response.writeHead(201).end());
    });
    await put(`${origin}/up?signature=1`, [origin]);
    expect(seen).toEqual(["image/gif", "6", "GIF89a"]);
  });

  test("fails with what the status means", async () => {
    const { origin } = await startHttp(respond(503, "<Error/>"));
    await expect(put(origin, [origin])).rejects.toMatchObject({ next: "retry" });
  });

  test("calls for another link when this one has died, and does not blame the key", async () => {
    const { origin } = await startHttp(respond(403, "<Code>SignatureDoesNotMatch</Code>"));
    await expect(put(origin, [origin])).rejects.toMatchObject({
      code: "SWAP_API_ODD_ANSWER",
      next: "retry",
    });
  });

  test("goes to no private address that an answer made up, which is not the person's fault", async () => {
    await expect(put("http://127.0.0.1/up")).rejects.toMatchObject({
      code: "SWAP_API_ODD_ANSWER",
      next: "give-up",
    });
  });
});
