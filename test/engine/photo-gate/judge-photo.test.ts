import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { inspectPhoto } from "../../../src/engine/photo-gate/inspect-photo.ts";
import { judgePhoto } from "../../../src/engine/photo-gate/judge-photo.ts";
import type { PhotoVerdict } from "../../../src/engine/photo-gate/photo-verdict.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { swapGif } from "../../../src/engine/swap-gif.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { growBeard } from "../../support/grow-beard.ts";
import { faceModels } from "../../support/face-models.ts";
import { gifOf } from "../../support/make-gif.ts";
import { landscape, pasted } from "../../support/pictures.ts";
import {
  createSyntheticHead,
  identities,
  type HeadOptions,
  type HeadPicture,
  type Identity,
} from "../../support/synthetic-head.ts";

const models = await faceModels();
const atlas = createFaceAtlas(models.mesh);
const side = 360;

async function judge(picture: Raster): Promise<PhotoVerdict> {
  return judgePhoto((await inspectPhoto(atlas, models, picture)).figures);
}

/** The verdict in one line: the worst fault first, those that refuse with a mark. */
async function lineFor(picture: Raster): Promise<string> {
  const { verdict, faults } = await judge(picture);
  return [verdict, ...faults.map(({ code, refused }) => `${code}${refused ? "!" : ""}`)].join(" ");
}

describe.each(Object.entries(identities))("a photo of %s", (_name, identity: Identity) => {
  const head = createSyntheticHead(models.mesh, identity);
  const draw = (options: HeadOptions = {}) =>
    head.render({ width: side, height: side, scale: 11, ...options });
  const plain = draw();

  test("from the front is good, and so are a smile and a slight turn", async () => {
    expect(await lineFor(plain.picture)).toBe("good");
    expect(await lineFor(draw({ smile: 1 }).picture)).toBe("good");
    expect(await lineFor(draw({ yaw: 0.4, pitch: 0.2 }).picture)).toBe("good");
  });

  test.each<[string, HeadOptions, string]>([
    ["small", { width: 140, height: 140, scale: 3.6 }, "usable PHOTO_FACE_TOO_SMALL"],
    ["far too small", { width: 80, height: 80, scale: 1.8 }, "refused PHOTO_FACE_TOO_SMALL!"],
    ["half aside", { yaw: 0.8 }, "usable PHOTO_FACE_TURNED"],
    ["with the mouth wide open", { mouth: 1 }, "usable PHOTO_MOUTH_OPEN"],
    ["with closed eyes", { blink: 1 }, "usable PHOTO_EYES_CLOSED"],
  ])("%s", async (_case, options, line) => {
    expect(await lineFor(draw(options).picture)).toBe(line);
  });

  test("nearly from the side, or of a bowed head, is refused", async () => {
    for (const options of [{ yaw: 1.1 }, { pitch: 0.8 }]) {
      const { verdict, faults } = await judge(draw(options).picture);
      expect(verdict).toBe("refused");
      expect(faults[0]).toMatchObject({ code: "PHOTO_FACE_TURNED", refused: true });
    }
  });

  test("out of focus gets advice, a blot is refused", async () => {
    expect(await lineFor(await blurred(plain.picture, 4))).toBe("usable PHOTO_FACE_BLURRED");
    expect(await lineFor(await blurred(plain.picture, 11))).toContain(
      "refused PHOTO_FACE_BLURRED!",
    );
  });

  test("in the dark is refused, at dusk it gets advice unless it is bright enough", async () => {
    expect(await lineFor(dimmed(plain.picture, 0.06))).toContain("refused PHOTO_TOO_DARK!");
    expect(await lineFor(dimmed(plain.picture, 0.6))).toBe("good");
  });

  test("with a hand or a mask before the mouth is refused", async () => {
    const hand = identity.skin.map((value) => value * 0.95);
    const covers = [
      covered(plain, { left: 205, right: 425, top: 164, bottom: 152 }, hand),
      covered(plain, { left: 234, right: 454, top: 5, bottom: 152 }, [150, 190, 215]),
      covered(plain, { left: 234, right: 454, top: 5, bottom: 152 }, [30, 30, 34]),
    ];
    for (const picture of covers) {
      expect(await lineFor(picture)).toContain("refused PHOTO_FACE_COVERED!");
    }
  });

  test("with a microphone before the chin, or hair over the brows, can be made better", async () => {
    const microphone = covered(plain, { left: 83, right: 313, top: 17, bottom: 152 }, [30, 30, 34]);
    expect(await lineFor(microphone)).toBe("usable PHOTO_FACE_COVERED");
    const fringe = covered(plain, { left: 127, right: 356, top: 10, bottom: 222 }, identity.hair);
    expect(await lineFor(fringe)).toContain("usable PHOTO_BROWS_HIDDEN");
  });

  test("between two lamps of different colours gets advice, beside one it is good, whatever its colour", async () => {
    const [warm, cold] = [
      [1.15, 0.9, 0.6],
      [0.75, 0.95, 1.15],
    ];
    expect(await lineFor(lit(plain, warm, cold))).toBe("usable PHOTO_LIGHT_UNEVEN");
    for (const lamp of [warm, cold]) {
      const half = lamp.map((share) => share * 0.5);
      expect(await lineFor(lit(plain, lamp, half))).toBe("good");
    }
  });

  test("with a beard on the chin alone is good: nothing is before the face", async () => {
    expect(await lineFor(growBeard(plain, identity))).toBe("good");
  });

  test("that ends at the hairline, or beside the cheek, is good: nothing is missed", async () => {
    const { x, y, right, bottom } = faceBox(plain);
    const hairline = Math.round(y + 0.06 * (bottom - y));
    expect(await lineFor(cropped(plain.picture, 0, hairline, side, side))).toBe("good");
    const cheek = Math.round(x + 0.1 * (right - x));
    expect(await lineFor(cropped(plain.picture, cheek, 0, side, side))).toBe("good");
  });

  test("cut off at the forehead or through the chin gets advice", async () => {
    const { y, bottom } = faceBox(plain);
    const at = (share: number) => Math.round(y + share * (bottom - y));
    const chinless = cropped(plain.picture, 0, 0, side, at(0.76));
    expect(await lineFor(chinless)).toContain("usable PHOTO_FACE_CUT_OFF");
    const high = cropped(plain.picture, 0, at(0.2), side, side);
    expect(await lineFor(high)).toContain("PHOTO_FACE_CUT_OFF");
  });
});

test("of two faces alike in size somebody should choose, a far smaller one does not matter", async () => {
  const ada = createSyntheticHead(models.mesh, identities.ada);
  const bruno = createSyntheticHead(models.mesh, identities.bruno);
  const wide = pasted(
    landscape(2 * side, side),
    ada.render({ width: side, height: side, scale: 10 }).picture,
    0,
    0,
  );
  const beside = (scale: number) =>
    pasted(wide, bruno.render({ width: side, height: side, scale }).picture, side, 0);
  expect(await judge(beside(9))).toEqual({
    verdict: "usable",
    faults: [{ code: "PHOTO_SEVERAL_FACES", refused: false, facts: { faces: 2 } }],
  });
  expect(await lineFor(beside(4))).toBe("good");
});

test("the engine does not swap with a photo that the gate refuses", async () => {
  const bruno = createSyntheticHead(models.mesh, identities.bruno);
  const target = gifOf([bruno.render({ width: 200, height: 200, scale: 6 }).picture]);
  const photo = bruno.render({ width: 80, height: 80, scale: 1.8 }).picture;
  await expect(swapGif({ target, photo, models })).rejects.toMatchObject({
    name: "UserError",
    code: "PHOTO_FACE_TOO_SMALL",
    facts: { size: expect.any(Number) },
  });
});

/** From the outermost points of the mesh. */
function faceBox({ landmarks }: HeadPicture) {
  const [x, right] = [234, 454].map((point) => landmarks[point * 3]);
  const [y, bottom] = [10, 152].map((point) => landmarks[point * 3 + 1]);
  return { x, y, right, bottom };
}

function cropped({ data, width }: Raster, x: number, y: number, right: number, bottom: number) {
  const rows = Array.from({ length: bottom - y }, (_, row) =>
    data.subarray(((y + row) * width + x) * 4, ((y + row) * width + right) * 4),
  );
  const out = new Uint8Array((right - x) * (bottom - y) * 4);
  rows.forEach((row, i) => out.set(row, i * row.length));
  return { width: right - x, height: bottom - y, data: out };
}

/** Points of the mesh between which a board is held before the face. */
interface Board {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function covered(
  { picture, landmarks }: HeadPicture,
  { left, right, top, bottom }: Board,
  colour: readonly number[],
): Raster {
  const data = picture.data.slice();
  const [fromX, toX] = [left, right].map((point) => Math.round(landmarks[point * 3]));
  const [fromY, toY] = [top, bottom].map((point) => Math.round(landmarks[point * 3 + 1]));
  for (let y = fromY; y < Math.min(picture.height, toY + 6); y++) {
    for (let x = fromX; x < toX; x++) data.set(colour, (y * picture.width + x) * 4);
  }
  return { ...picture, data };
}

function dimmed(picture: Raster, gain: number): Raster {
  return { ...picture, data: picture.data.map((v, at) => (at % 4 === 3 ? v : v * gain)) };
}

/** The face between a lamp at its right ear and one at its left: what each multiplies red, green and blue with. */
function lit(
  { picture, landmarks }: HeadPicture,
  right: readonly number[],
  left: readonly number[],
): Raster {
  const [from, to] = [234, 454].map((point) => landmarks[point * 3]);
  const data = picture.data.map((value, i) => {
    if (i % 4 === 3) return value;
    const share = Math.min(1, Math.max(0, (((i >> 2) % picture.width) - from) / (to - from)));
    return Math.min(255, value * (right[i % 4] + (left[i % 4] - right[i % 4]) * share));
  });
  return { ...picture, data };
}

async function blurred({ width, height, data }: Raster, sigma: number): Promise<Raster> {
  const raw = { width, height, channels: 4 } as const;
  return { width, height, data: await sharp(data, { raw }).blur(sigma).raw().toBuffer() };
}
