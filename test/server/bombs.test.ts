import { expect, test } from "vitest";
import { bombs } from "../support/bombs.ts";
import { canInspectProcesses, engineProcessesOf } from "../support/engine-processes.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";
import { startHttp } from "../support/http-server.ts";
import { openPool } from "../support/open-pool.ts";
import { sampleInputs } from "../support/sample-inputs.ts";
import { peakBytesOf } from "../support/peak-memory.ts";

const { gif, face } = await sampleInputs(1);

/** proc(5): the most memory that a process ever held, in MB. */
function peakMemory(pid: number): number {
  return peakBytesOf(pid) / (1024 * 1024);
}

function processes() {
  return canInspectProcesses ? engineProcessesOf(process.pid) : [];
}

/** A server with its engine, and a host that has one file at a time. */
async function startBombed(pool: Awaited<ReturnType<typeof openPool>>["pool"]) {
  const files = { target: gif.bytes, face: face.bytes };
  const host = await startHttp((request, response) =>
    response.end(request.url === "/target" ? files.target : files.face),
  );
  const server = await startFaceSwapServer({
    pool,
    config: { mediaAllowedOrigins: [host.origin], creditsPerKey: 12 },
  });
  return async (given: Partial<typeof files>) => {
    Object.assign(files, { target: gif.bytes, face: face.bytes }, given);
    const id = await server.createTask({
      video_url: `${host.origin}/target`,
      new_face: `${host.origin}/face`,
    });
    return server.ended(id);
  };
}

test(`each of ${bombs.length} bombs and broken files ends its task in one sentence, on the same engine process, in bounded memory`, async () => {
  await using engine = await openPool();
  const swap = await startBombed(engine.pool);
  const wrong: string[] = [];
  expect(await swap({})).toMatchObject({ status: "success", credits: 4 });
  expect(await swap({})).toMatchObject({ status: "success", credits: 4 });
  const before = processes().map(({ pid }) => ({ pid, peak: peakMemory(pid) }));
  for (const bomb of bombs) {
    const bytes = await bomb.bytes();
    expect(bytes.length).toBeLessThan(8 * 1024 * 1024);
    const { status, credits, result } = await swap({ [bomb.as]: bytes });
    // There is no more in the purse than one task costs: what a failure kept would stop the next one.
    expect({ status, credits }).toEqual({ status: "failed", credits: 0 });
    expect(result?.message).toMatch(/^[A-Z][^\n]*\.$/);
    if (result?.["reason"] !== bomb.code) wrong.push(`${bomb.name}: ${String(result?.["reason"])}`);
  }
  expect(wrong).toEqual([]);
  expect(processes().map(({ pid }) => pid)).toEqual(before.map(({ pid }) => pid));
  expect(engine.logLines.join("")).not.toContain("An engine process ended");
  for (const { pid, peak } of before) expect(peakMemory(pid) - peak).toBeLessThan(200);
  expect(await swap({})).toMatchObject({ status: "success" });
}, 120_000);
