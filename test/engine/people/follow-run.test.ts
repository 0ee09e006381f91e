import { expect, test } from "vitest";
import { followRun } from "../../../src/engine/people/follow-run.ts";
import { joinRuns } from "../../../src/engine/people/join-runs.ts";
import type { FollowedClip } from "../../../src/engine/people/person.ts";
import { splitRuns } from "../../../src/engine/people/split-runs.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { createStopwatch } from "../../../src/engine/swap/stopwatch.ts";
import { readGifBlocks } from "../../../src/media/gif-blocks.ts";
import { faceModels } from "../../support/face-models.ts";
import { gifOf } from "../../support/make-gif.ts";
import { landscape } from "../../support/pictures.ts";
import { talking } from "../../support/sample-media.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const atlas = createFaceAtlas(models.mesh);
const side = 160;

/** Ada talks for 23 frames, there is nobody for 4, and Bruno talks in another scene. */
function twoScenes() {
  const [ada, bruno] = [identities.ada, identities.bruno].map((identity) =>
    createSyntheticHead(models.mesh, identity),
  );
  return gifOf(
    Array.from({ length: 44 }, (_, frame) => {
      if (frame >= 23 && frame < 27) return landscape(side, side);
      const head = frame < 23 ? ada : bruno;
      return head.render({ width: side, height: side, scale: 6, ...talking(frame / 30) }).picture;
    }),
  );
}

async function follow(bytes: Uint8Array, processes: number): Promise<FollowedClip> {
  const gif = readGifBlocks(bytes);
  const by = { atlas, models, stopwatch: createStopwatch(undefined) };
  const runs = splitRuns(gif.frames.length, processes).map((run) => followRun(gif, run, by));
  return joinRuns(await Promise.all(runs));
}

function outline({ frames, tracks }: FollowedClip) {
  return {
    frames,
    tracks: tracks.map(({ faces }) => faces.map(({ frame, scene }) => [frame, scene])),
  };
}

test("runs cover a clip without a gap and begin where the tracker looks anew", () => {
  for (const frames of [1, 19, 20, 39, 40, 48, 61, 150, 300]) {
    for (const most of [1, 2, 3, 4, 8]) {
      const runs = splitRuns(frames, most);
      expect(runs.length).toBeLessThanOrEqual(most);
      expect(runs.length).toBeGreaterThan(most > 1 && frames >= 60 ? 1 : 0);
      expect(runs[0].from).toBe(0);
      expect(runs.at(-1)?.to).toBe(frames);
      runs.forEach(({ from, to }, index) => {
        expect(from % 10).toBe(0);
        expect(to).toBeGreaterThan(from);
        expect(from).toBe(index > 0 ? runs[index - 1].to : 0);
      });
    }
  }
});

test("a clip that is followed in two runs has the same faces in the same tracks and scenes", async () => {
  const gif = twoScenes();
  const whole = await follow(gif, 1);
  const joined = await follow(gif, 2);
  expect(splitRuns(44, 2)).toHaveLength(2);
  expect(outline(joined)).toEqual(outline(whole));
  expect(whole.tracks.length).toBeGreaterThan(1);

  let furthest = 0;
  whole.tracks.forEach(({ faces }, track) =>
    faces.forEach(({ landmarks }, at) => {
      const other = joined.tracks[track].faces[at].landmarks;
      landmarks.forEach((value, index) => {
        if (index % 3 < 2) furthest = Math.max(furthest, Math.abs(value - other[index]));
      });
    }),
  );
  // Of a face that is 90 pixels wide.
  expect(furthest).toBeLessThan(0.1);
}, 120_000);
