import { expect, test } from "vitest";
import { paths } from "../../src/contract/paths.ts";
import { AppError } from "../../src/core/errors.ts";
import type { Inspect, InspectedFile } from "../../src/core/safety-floor.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";

type Role = InspectedFile["role"];

/** Says of files of one role what it is told to say; everything else is harmless. */
function about(role: Role, answer: () => Awaited<ReturnType<Inspect>>): Inspect {
  return async ({ files }) =>
    files.some((file) => file.role === role) ? answer() : { rule: "none" };
}

async function serverThat(inspect: Inspect) {
  return startFaceSwapServer({ inspect, config: { creditsPerKey: 4 } });
}

async function balanceOf(server: Awaited<ReturnType<typeof serverThat>>): Promise<unknown> {
  return (await server.call(paths.balance)).envelope.data;
}

test.each([
  ["sexual", "target", "CONTENT_SEXUAL"],
  ["minor", "face", "CONTENT_MINOR"],
] as const)(
  "%s content in the %s fails the task before the engine sees it",
  async (rule, role, code) => {
    const server = await serverThat(about("target", () => ({ rule, role })));
    const before = await balanceOf(server);
    expect(await server.ended(await server.createTask())).toMatchObject({
      status: "failed",
      result: { reason: code, message: expect.stringMatching(/No setting changes that\.$/) },
    });
    expect(server.engine.swaps).toEqual([]);
    expect(await balanceOf(server)).toEqual(before);
  },
);

test("sexual content in a result fails the task, and nothing of it is stored", async () => {
  const server = await serverThat(about("result", () => ({ rule: "sexual", role: "result" })));
  const id = await server.createTask();
  const stored = server.files().stored.length;
  (await server.engine.swap(0)).succeed();
  expect(await server.ended(id)).toMatchObject({
    status: "failed",
    result: { reason: "CONTENT_SEXUAL", media_urls: [] },
  });
  expect(server.files().stored).toHaveLength(stored);
});

test("what cannot be looked at fails, whatever the client asks for", async () => {
  const server = await serverThat(
    about("target", () => {
      throw new AppError("ENGINE_TIMED_OUT");
    }),
  );
  const id = await server.createTask({ disable_safety_checker: true });
  expect(await server.ended(id)).toMatchObject({
    status: "failed",
    result: { reason: "SAFETY_CHECK_FAILED" },
  });
  expect(server.engine.swaps).toEqual([]);
});
