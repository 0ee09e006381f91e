import { expect, test } from "vitest";
import { followRuns } from "../../../src/engine/people/follow-runs.ts";
import { joinRuns } from "../../../src/engine/people/join-runs.ts";
import { linkPeople } from "../../../src/engine/people/link-people.ts";
import type { FollowedClip, FollowedFace } from "../../../src/engine/people/person.ts";
import { dealRuns, splitRuns } from "../../../src/engine/people/split-runs.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { createStopwatch } from "../../../src/engine/swap/stopwatch.ts";
import { readGifBlocks } from "../../../src/media/gif-blocks.ts";
import { createCrossingClips } from "../../support/crossing-clip.ts";
import { faceModels } from "../../support/face-models.ts";
import { sampleGif } from "../../support/sample-media.ts";

const models = await faceModels();
const atlas = createFaceAtlas(models.mesh);
const by = { atlas, models, stopwatch: createStopwatch(undefined) };
const crossing = createCrossingClips(models.mesh);

test("runs cover a clip without a gap and begin where the tracker looks anew", () => {
  for (const frames of [1, 29, 59, 60, 61, 90, 119, 120, 300, 2000]) {
    const runs = splitRuns(frames);
    expect(runs).toHaveLength(Math.max(1, Math.min(4, Math.floor(frames / 30))));
    expect(runs[0].from).toBe(0);
    expect(runs.at(-1)?.to).toBe(frames);
    runs.forEach(({ from, to }, index) => {
      expect(from % 10).toBe(0);
      expect(to).toBeGreaterThan(from);
      expect(from).toBe(index > 0 ? runs[index - 1].to : 0);
    });
    for (const processes of [1, 2, 3, 4, 9]) {
      const hands = dealRuns(runs, processes);
      expect(hands).toHaveLength(Math.min(processes, runs.length));
      expect(hands.flat()).toEqual(runs);
      expect(Math.min(...hands.map((hand) => hand.length))).toBeGreaterThan(0);
    }
  }
});

/** Shorter than any that `splitRuns` makes, so that doubts do not end before a run does. */
const runs = [
  { from: 0, to: 20 },
  { from: 20, to: 30 },
  { from: 30, to: 40 },
];

test.each([
  {
    name: "two cross where a run begins, and a cut follows the next beginning",
    crossingAt: 20,
    cutAt: 31,
    withThird: false,
  },
  {
    name: "a cut comes within a warm-up, and two of three cross in the next",
    crossingAt: 27,
    cutAt: 15,
    withThird: true,
  },
])(
  "one process and several find the same people, to the last bit, when $name",
  async ({ crossingAt, cutAt, withThird }) => {
    const { bytes, middles } = crossing({ frames: 40, crossingAt, cutAt, withThird });
    const gif = readGifBlocks(bytes);
    const alone = joinRuns(await followRuns(gif, runs, by));
    const others = [await followRuns(gif, runs.slice(0, 1), by)];
    others.push(await followRuns(gif, runs.slice(1), by));
    expect(joinRuns(others.flat())).toEqual(alone);

    const people = linkPeople(atlas, alone);
    expect(people).toHaveLength(withThird ? 3 : 2);
    // Who comes first depends on how long each is hidden at the crossing.
    const persons = people.map(({ tracks: [{ faces }] }) =>
      middles(faces[0].frame).findIndex((x) => Math.abs(faces[0].region.centreX - x) <= 25),
    );
    expect(persons.toSorted((a, b) => a - b)).toEqual([...people.keys()]);
    people.forEach(({ tracks }, at) => {
      const faces = tracks.flatMap((track) => track.faces);
      const astray = ({ frame, region }: FollowedFace) =>
        Math.abs(region.centreX - middles(frame)[persons[at]]) > 25;
      expect(faces.filter(astray).map(({ frame }) => frame)).toEqual([]);
      expect(faces.length).toBeGreaterThan(28);
    });
  },
  240_000,
);

test("nothing shows in a face where one run ends and the next begins", async () => {
  const gif = readGifBlocks(sampleGif(models.mesh, { frames: 40, side: 160 }));
  const whole = joinRuns(await followRuns(gif, [{ from: 0, to: 40 }], by));
  const joined = joinRuns(await followRuns(gif, [runs[0], { from: 20, to: 40 }], by));
  expect(outline(joined)).toEqual(outline(whole));

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
}, 240_000);

function outline({ tracks }: FollowedClip) {
  return tracks.map(({ faces }) => faces.map(({ frame, scene }) => [frame, scene]));
}
