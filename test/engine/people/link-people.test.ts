import { expect, test } from "vitest";
import { createFaceFollower } from "../../../src/engine/people/follow-faces.ts";
import { linkPeople } from "../../../src/engine/people/link-people.ts";
import type { Person } from "../../../src/engine/people/person.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { createStopwatch } from "../../../src/engine/swap/stopwatch.ts";
import { faceModels } from "../../support/face-models.ts";
import { createCutOut, together } from "../../support/people-scene.ts";
import { landscape } from "../../support/pictures.ts";
import { talking } from "../../support/sample-media.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const atlas = createFaceAtlas(models.mesh);
const tile = 200;
const size = { width: tile, height: tile, scale: 6 };
const meadow = landscape(2 * tile, tile);
const cutOuts = {
  ada: createCutOut(models.mesh, identities.ada),
  bruno: createCutOut(models.mesh, identities.bruno),
  chidi: createCutOut(models.mesh, identities.chidi),
};

/** The same eight moments of talk for everybody, drawn once. */
function takesOf(name: keyof typeof cutOuts, scale = 6): Raster[] {
  return range(0, 8).map((moment) => cutOuts[name]({ ...size, scale, ...talking(moment / 16) }));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

async function peopleIn(frames: readonly Raster[]): Promise<Person[]> {
  const follower = createFaceFollower(atlas, models, createStopwatch(undefined));
  for (const frame of frames) await follower.follow(frame);
  return linkPeople(atlas, follower.clip());
}

/** Where a person's face is, by frame. */
function placesOf({ tracks }: Person): Map<number, number> {
  const faces = tracks.flatMap((track) => track.faces);
  return new Map(faces.map(({ frame, region }) => [frame, region.centreX]));
}

function framesOf(person: Person): number[] {
  return [...placesOf(person).keys()].toSorted((a, b) => a - b);
}

const ada = takesOf("ada");
const bruno = takesOf("bruno", 5.4);
const chidi = takesOf("chidi");

test("two people who cross each other stay themselves, though one hides the other", async () => {
  const count = 18;
  const left = (frame: number) => Math.round((tile * frame) / (count - 1));
  const frames = range(0, count).map((frame) =>
    together(meadow, [
      { head: bruno[frame % 8], left: tile - left(frame) },
      { head: ada[frame % 8], left: left(frame) },
    ]),
  );
  const people = await peopleIn(frames);
  expect(people).toHaveLength(2);
  const [first, second] = people.map(placesOf);
  expect(first.size).toBe(count);
  for (const [frame, x] of first) expect(Math.abs(x - left(frame) - tile / 2)).toBeLessThan(25);
  expect(second.size).toBeGreaterThanOrEqual(8);
  for (const [frame, x] of second) {
    expect(Math.abs(x - (tile - left(frame)) - tile / 2)).toBeLessThan(25);
  }
});

/** Two people side by side. */
function shot(frame: number, first: Raster, second: Raster): Raster {
  return together(meadow, [
    { head: first, left: frame },
    { head: second, left: tile - frame },
  ]);
}

test("two people who leave and come back on each other's side are known again", async () => {
  const frames = [
    ...range(0, 8).map((frame) => shot(frame, ada[frame], bruno[frame])),
    ...range(0, 3).map(() => meadow),
    ...range(0, 8).map((frame) => shot(frame, bruno[frame], ada[frame])),
  ];
  const people = await peopleIn(frames);
  expect(people).toHaveLength(2);
  for (const [index, person] of people.entries()) {
    const sides = [...placesOf(person)].map(([frame, x]) => `${frame < 10} ${x < tile}`);
    const expected = index === 0 ? ["true true", "false false"] : ["true false", "false true"];
    expect([...new Set(sides)]).toEqual(expected);
    expect(sides.length).toBeGreaterThanOrEqual(15);
  }
});

test("a cut from one person to another and back gives two people, whatever the framing", async () => {
  const night: Raster = { ...meadow, data: meadow.data.map((v, at) => (at % 4 === 3 ? v : v / 5)) };
  const near = takesOf("ada", 7.5);
  const frames = [
    ...range(0, 8).map((frame) => together(meadow, [{ head: ada[frame], left: 20 }])),
    ...range(0, 6).map((frame) => together(night, [{ head: chidi[frame], left: 20 }])),
    ...range(0, 8).map((frame) => together(meadow, [{ head: near[frame], left: 180 }])),
  ];
  const people = await peopleIn(frames);
  expect(people.map(framesOf)).toEqual([[...range(0, 8), ...range(14, 22)], range(8, 14)]);
});

test("who comes when somebody has left, into the same place and as large, is somebody else", async () => {
  const frames = [
    ...range(0, 8).map((frame) => together(meadow, [{ head: ada[frame], left: 100 }])),
    ...range(0, 2).map(() => meadow),
    ...range(0, 8).map((frame) => together(meadow, [{ head: chidi[frame], left: 100 }])),
  ];
  const people = await peopleIn(frames);
  expect(people).toHaveLength(2);
  for (const person of people) expect(new Set(framesOf(person).map((f) => f < 9)).size).toBe(1);
});

test("who is replaced by somebody else from one frame to the next is not taken for them", async () => {
  const frames = [
    ...range(0, 8).map((frame) => together(meadow, [{ head: ada[frame], left: 100 }])),
    ...range(0, 8).map((frame) => together(meadow, [{ head: chidi[frame], left: 100 }])),
  ];
  const people = await peopleIn(frames);
  expect(people.map(framesOf).toSorted(([a], [b]) => a - b)).toEqual([range(0, 8), range(8, 16)]);
});

test("who is hidden for a while and comes back is the same", async () => {
  const frames = range(0, 20).map((frame) =>
    frame >= 7 && frame < 12 ? meadow : together(meadow, [{ head: ada[frame % 8], left: 100 }]),
  );
  const people = await peopleIn(frames);
  expect(people.map(framesOf)).toEqual([[...range(0, 7), ...range(12, 20)]]);
});

test("the list begins with whom the clip is about, and is the same every time", async () => {
  const frames = range(0, 8).map((frame) =>
    together(meadow, [
      { head: bruno[frame], left: 0 },
      { head: ada[frame], left: tile },
    ]),
  );
  const [first, second] = [await peopleIn(frames), await peopleIn(frames)];
  expect(first.map(placesOf)).toEqual(second.map(placesOf));
  expect([...placesOf(first[0]).values()].every((x) => x > tile)).toBe(true);
});

test("nobody is nobody", async () => {
  expect(await peopleIn([meadow, meadow])).toEqual([]);
});

test.each([2, 3, 4])(
  "who is seen for %i frames amid somebody else's is not taken for them",
  async (moment) => {
    const frames = [
      ...range(0, 8).map((frame) => together(meadow, [{ head: ada[frame], left: 100 }])),
      ...range(0, moment).map((frame) => together(meadow, [{ head: chidi[frame], left: 100 }])),
      ...range(0, 8).map((frame) => together(meadow, [{ head: ada[frame], left: 100 }])),
    ];
    const [first, ...others] = await peopleIn(frames);
    expect(framesOf(first)).toEqual([...range(0, 8), ...range(8 + moment, 16 + moment)]);
    for (const other of others) expect(framesOf(other)).toEqual(range(8, 8 + moment));
  },
);

function alone(head: Raster): Raster {
  return together(meadow, [{ head, left: 100 }]);
}

function mixture(a: Raster, b: Raster, share: number): Raster {
  return { ...a, data: a.data.map((value, at) => value + (b.data[at] - value) * share) };
}

test("who appears in somebody's place in a dissolve is not taken for them", async () => {
  const frames = [
    ...range(0, 8).map((frame) => alone(ada[frame])),
    ...range(1, 6).map((step) => mixture(alone(ada[7]), alone(chidi[0]), step / 6)),
    ...range(0, 8).map((frame) => alone(chidi[frame])),
  ];
  const people = await peopleIn(frames);
  for (const person of people) {
    const shown = framesOf(person);
    expect(shown.some((frame) => frame < 8) && shown.some((frame) => frame >= 13)).toBe(false);
  }
  expect(people.length).toBeGreaterThan(1);
});

test("who talks while leaving the picture stays themselves as long as anything is seen", async () => {
  const backdrop = [
    [20, 60, 200],
    [20, 60, 200],
  ] as const;
  const head = createSyntheticHead(models.mesh, { ...identities.ada, backdrop });
  const framed = { width: 240, height: 240, scale: 9, fineness: 1 };
  const frames = range(0, 14).map((moment) => {
    const mouth = 0.5 + 0.5 * Math.sin(moment);
    return head.render({ ...framed, mouth, y: 0.6 + 0.035 * moment }).picture;
  });
  const people = await peopleIn(frames);
  expect(people.map(framesOf)).toEqual([range(0, 14)]);
});

test("nobody is found in a negative picture", async () => {
  const plain = [ada, bruno, chidi].map((takes) => takes.map((head) => onMeadow(head)));
  for (const takes of plain) {
    expect(await peopleIn(takes)).toHaveLength(1);
    expect(await peopleIn(takes.map(negative))).toHaveLength(0);
  }
});

function onMeadow(head: Raster): Raster {
  return together(meadow, [{ head, left: 100 }]);
}

function negative(picture: Raster): Raster {
  const data = picture.data.map((value, at) => (at % 4 === 3 ? value : 255 - value));
  return { ...picture, data };
}

test("what looks like a face for a moment is one only where there is no doubt", async () => {
  const follower = createFaceFollower(atlas, models, createStopwatch(undefined));
  for (const head of ada) await follower.follow(onMeadow(head));
  const [{ id, faces }] = follower.clip().tracks;
  const glimpse = (doubt: number) =>
    linkPeople(atlas, {
      frames: 40,
      tracks: [{ id, faces: [{ ...faces[0], presence: 1 - doubt }] }],
    });
  expect(glimpse(1e-10)).toHaveLength(1);
  expect(glimpse(1e-7)).toHaveLength(0);
});
