import { expect, test } from "vitest";
import { splitRuns } from "../../src/engine/people/split-runs.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { createCrossingClips } from "../support/crossing-clip.ts";
import { eventually } from "../support/eventually.ts";
import { faceModels } from "../support/face-models.ts";
import { openPool } from "../support/open-pool.ts";
import { sampleFace, sampleGif } from "../support/sample-media.ts";

const { mesh } = await faceModels();

const frames = 60;
const target = sampleGif(mesh, { frames, side: 120 });
const face = await sampleFace(mesh);
const job = { kind: "gif", target, face } as const;

test("two idle processes follow the faces of one clip together, and one of them swaps it whole", async () => {
  await using world = await openPool({ processes: 2 });
  await eventually(() => expect(world.pool.state().ready).toBe(2));
  const news: { stage: string; done: number; of: number; running: number }[] = [];
  const outcome = await world.pool.swap(job, {
    onProgress: (progress) => news.push({ ...progress, running: world.pool.state().running }),
  });
  expect(outcome).toMatchObject({ frames, framesSwapped: frames });
  expect(readGifBlocks(outcome.bytes).frames).toHaveLength(frames);

  const finding = news.filter(({ stage }) => stage === "finding");
  expect(finding.some(({ running }) => running === 2)).toBe(true);
  expect(finding.every(({ of }) => of === frames)).toBe(true);
  expect(finding.map(({ done }) => done)).toEqual(
    finding.map(({ done }) => done).toSorted((a, b) => a - b),
  );
  const lastFinding = news.findLastIndex(({ stage }) => stage === "finding");
  expect(news.slice(lastFinding + 1).every(({ stage }) => stage === "drawing")).toBe(true);
});

test("a process that dies while it follows fails the swap, and the next one is done", async () => {
  await using world = await openPool({ processes: 2 });
  await eventually(() => expect(world.pool.state().ready).toBe(2));
  await world.arm("job", "crash");
  await expect(world.pool.swap(job)).rejects.toMatchObject({ code: "ENGINE_CRASHED" });
  expect(await world.pool.swap(job)).toMatchObject({ framesSwapped: frames });
});

test("one process and two number the people alike, and swap them to the same bytes", async () => {
  const crossing = createCrossingClips(mesh)({
    frames,
    crossingAt: splitRuns(frames)[1].from - 3,
    cutAt: 50,
    withThird: false,
  });
  const faces = new Map([[1, face]]);
  const results = [];
  for (const processes of [1, 2]) {
    await using world = await openPool({ processes });
    await eventually(() => expect(world.pool.state().ready).toBe(processes));
    let most = 0;
    const onProgress = () => (most = Math.max(most, world.pool.state().running));
    const people = await world.pool.detectFaces(
      { kind: "gif", media: crossing.bytes },
      { onProgress },
    );
    expect(most).toBe(processes);
    results.push({
      people,
      swap: await world.pool.swap({ kind: "gif", target: crossing.bytes, faces }),
    });
  }
  const [alone, together] = results;
  expect(alone.people.faces).toHaveLength(2);
  expect(together.people).toEqual(alone.people);
  expect(Buffer.compare(together.swap.bytes, alone.swap.bytes)).toBe(0);
});
