import { expect, test } from "vitest";
import { createFaceFollower } from "../../../src/engine/people/follow-faces.ts";
import { linkPeople } from "../../../src/engine/people/link-people.ts";
import { scenesOf } from "../../../src/engine/people/scenes.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { fadeTurned, mostFade } from "../../../src/engine/swap/fade-turned.ts";
import { createStopwatch } from "../../../src/engine/swap/stopwatch.ts";
import { faceModels } from "../../support/face-models.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const atlas = createFaceAtlas(models.mesh);
const bruno = createSyntheticHead(models.mesh, identities.bruno);

const degrees = Math.PI / 180;

/** How much of the new face shows in each frame while a head turns aside and back within two seconds. */
async function opacitiesOfTurn(framesPerSecond: number, furthest: number): Promise<number[]> {
  const count = framesPerSecond * 2;
  const follower = createFaceFollower(atlas, models, createStopwatch(undefined));
  for (let frame = 0; frame < count; frame++) {
    const yaw = furthest * (0.5 - 0.5 * Math.cos((2 * Math.PI * frame) / (count - 1)));
    const view = { width: 160, height: 160, scale: 6, fineness: 1, yaw };
    await follower.follow(bruno.render(view).picture);
  }
  const [person] = linkPeople(atlas, follower.clip());
  const shown = Array.from({ length: count }, () => 0);
  for (const scene of scenesOf(atlas, person)) {
    for (const [frame, opacity] of fadeTurned(scene)) shown[frame] = opacity;
  }
  return shown;
}

function largestStep(values: readonly number[]): number {
  return Math.max(...values.slice(1).map((value, i) => Math.abs(value - values[i])));
}

function turned(yaws: readonly (number | undefined)[]) {
  return yaws.flatMap((yaw, frame) => {
    if (yaw === undefined) return [];
    const rest = { pitch: 0, roll: 0, scale: 1 };
    const moved = { rotation: new Float64Array(9), translation: new Float64Array(3) };
    return [{ frame, pose: { yaw: yaw * degrees, ...rest, ...moved } }];
  });
}

test.each([8, 25])(
  "a head that turns to 80° and back at %i frames a second loses and regains the new face without a jump",
  async (framesPerSecond) => {
    const shown = await opacitiesOfTurn(framesPerSecond, 80 * degrees);
    expect(largestStep(shown)).toBeLessThanOrEqual(mostFade + 1e-9);
    expect([shown[0], shown.at(-1)]).toEqual([1, 1]);
    expect(Math.min(...shown)).toBeLessThan(0.05);
  },
);

test("a head that turns to 40° keeps the new face", async () => {
  expect(Math.min(...(await opacitiesOfTurn(8, 40 * degrees)))).toBe(1);
});

test("a head that is lost while it turns away has faded before", () => {
  const shown = fadeTurned(turned([0, 2, 8, 20, 38, undefined, undefined, -45, -20, 0]));
  const all = Array.from({ length: 10 }, (_, frame) => shown.get(frame) ?? 0);
  expect(all[4]).toBeCloseTo(mostFade);
  expect(largestStep(all)).toBeLessThanOrEqual(mostFade + 1e-9);
  expect([all[0], all[1], all[9]]).toEqual([1, 1, 1]);
});

test("a head that is lost for another reason, or stays as it is, does not fade", () => {
  expect([...fadeTurned(turned([0, 3, undefined, 5, 4])).values()]).toEqual([1, 1, 1, 1]);
  const [still, ...others] = fadeTurned(turned([52, 52, 51, 52])).values();
  expect(still).toBeGreaterThan(mostFade);
  for (const other of others) expect(other).toBeGreaterThan(mostFade);
});
