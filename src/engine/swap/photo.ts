import type { Landmarks } from "../face/landmarks.ts";
import { levelForDistance } from "../pyramid.ts";
import type { Pyramid } from "../pyramid.ts";
import type { FaceAtlas } from "./atlas.ts";
import { mapCastShadows } from "./cast-shadows.ts";
import { mapCutOff } from "./cut-off.ts";
import { dilate } from "./dilate.ts";
import { applyEyeTone, measureEyeTone } from "./eye-tone.ts";
import { mapDarkLenses } from "./dark-lenses.ts";
import { bareSkin } from "./bare-skin.ts";
import { mapFacialHair } from "./facial-hair.ts";
import { measureLips } from "./lip-tone.ts";
import type { Lips } from "./lip-tone.ts";
import { mapSeen } from "./map-seen.ts";
import { blendWithMirror, mapMirror, measureUnevenness } from "./mirror-fill.ts";
import type { MirrorFill } from "./mirror-fill.ts";
import { mapNonSkin, measureSkin } from "./skin.ts";
import { smoothstep } from "./smoothstep.ts";
import { unrollPhoto } from "./unroll-photo.ts";
import type { UnrolledPhoto } from "./unroll-photo.ts";

/** The face photo and all that is computed from it once, whatever it is put on. */
export interface FacePhoto {
  readonly pyramid: Pyramid;
  readonly landmarks: Landmarks;
  /** 468 × (x, y, z) in centimetres without pose. */
  readonly shape: Float32Array;
  /** RGB by cell, bad parts replaced by their mirror images. */
  readonly colours: Float32Array;
  /** Undefined when nothing of the mirrored half shows. */
  readonly mirror: MirrorFill | undefined;
  /** By cell, 0…1: the photo shows this part of the face, without hair or background over it. */
  readonly keep: Float32Array;
  /** By cell, 0…1: what is no skin and comes along whole, see `mapFacialHair` and `mapDarkLenses`. */
  readonly worn: Float32Array;
  /** Dark lenses hide the eyes. */
  readonly eyesHidden: boolean;
  /** See `mapCutOff`. */
  readonly cutOff: Float32Array;
  /** See `mapCastShadows`. */
  readonly castShadows: Float32Array;
  /** Hair hangs over both brows. */
  readonly browsHidden: boolean;
  readonly lips: Lips;
  /** Skin colour without detail, on the half-size grid. */
  readonly light: Float32Array;
  /** The same, but narrower: with the soft shadows that the photo's lamp draws beside the nose and under the brows. */
  readonly shading: Float32Array;
}

/** @param unrolled the face on the atlas's grid, where it is there already */
export function preparePhoto(
  atlas: FaceAtlas,
  pyramid: Pyramid,
  landmarks: Landmarks,
  shape: Float32Array,
  unrolled: UnrolledPhoto = unroll(atlas, pyramid, landmarks),
): FacePhoto {
  const { grid, regions } = atlas;
  const { colours, skin, nonSkin, object } = unrolled;
  const facing = new Float32Array(grid.size * grid.size);
  atlas.mapFacing(landmarks, facing);
  const beard = mapFacialHair(atlas, colours, object);
  const lenses = mapDarkLenses(atlas, skin, colours);
  const onFace = lenses === undefined ? beard : beard.map((v, cell) => Math.max(v, lenses[cell]));
  const cutOff = mapCutOff(grid, landmarks, pyramid);
  const seen = mapSeen(atlas, { colours, facing, skin, nonSkin, object, worn: onFace, cutOff });
  const share = mapMirror(seen, grid.size);
  const fill = (map: Float32Array, channels: number) =>
    share === undefined ? map : blendWithMirror(map, share, grid.size, channels);
  const keep = fill(seen, 1);
  const filled = fill(colours, 3);
  const worn = fill(onFace, 1);

  const light = new Float32Array((grid.size / 2) ** 2 * 3);
  const weights = litSkin(bareSkin(atlas, worn), filled, keep);
  const hidden = regions.face.map((face, cell) => face * (1 - keep[cell]));
  atlas.measureLight(weights, filled, hidden, light);
  const shading = new Float32Array(light.length);
  atlas.measureLight(weights, filled, new Float32Array(weights.length).fill(1), shading);
  if (lenses === undefined) {
    const eyeTone = measureEyeTone(atlas, [filled], light);
    applyEyeTone(atlas, eyeTone, light);
    applyEyeTone(atlas, eyeTone, shading);
  }
  return {
    pyramid,
    landmarks,
    shape,
    colours: filled,
    mirror: share && {
      share,
      unevenness: measureUnevenness(
        atlas,
        colours,
        litSkin(bareSkin(atlas, onFace), colours, seen),
      ),
    },
    keep,
    worn,
    eyesHidden: lenses !== undefined,
    cutOff,
    castShadows: mapCastShadows(atlas, filled, light, weights),
    browsHidden: browsAreHidden(atlas, nonSkin),
    lips: measureLips(atlas, filled, light),
    light,
    shading,
  };
}

/** The photo's face on the atlas's grid. */
export function unroll(atlas: FaceAtlas, pyramid: Pyramid, landmarks: Landmarks): UnrolledPhoto {
  return unrollPhoto(atlas, levelForCells(pyramid, landmarks, atlas.grid.size), landmarks);
}

/**
 * What of the forehead right above a brow is not skin where a fringe or a hat hides it. Of eighty photos, bare foreheads
 * have up to 0.03 of it on one side at least, whatever the brows; a fringe of fair hair 0.16 on both, a hat 0.89.
 */
const fringe = 0.1;

/** One brow is enough: it shows on the other side, too. */
function browsAreHidden({ grid, regions }: FaceAtlas, nonSkin: Float32Array): boolean {
  const area = [0, 0];
  const covered = [0, 0];
  for (const cell of grid.cells) {
    const side = cell % grid.size < grid.size / 2 ? 0 : 1;
    area[side] += regions.aboveBrows[cell];
    covered[side] += regions.aboveBrows[cell] * nonSkin[cell];
  }
  return Math.min(covered[0] / area[0], covered[1] / area[1]) > fringe;
}

/** The level on which a grid of `size` cells over the face reads about every pixel once. */
export function levelForCells(pyramid: Pyramid, landmarks: Landmarks, size: number) {
  return pyramid.level(levelForDistance(unrolledWidth(landmarks) / size));
}

/** Pixels that u from 0 to 1 spans on this face: its width and the turn of its sides. */
export function unrolledWidth(landmarks: Landmarks): number {
  const [right, left] = [234 * 3, 454 * 3];
  const dx = landmarks[left] - landmarks[right];
  const dy = landmarks[left + 1] - landmarks[right + 1];
  const dz = landmarks[left + 2] - landmarks[right + 2];
  return Math.hypot(dx, dy, dz) * 1.25;
}

/**
 * By cell, 0…1: where the photo's own light may be read. Half-hidden cells hold half a strand of hair, and strong brows
 * reach further than their landmarks: as light both would be a shadow.
 */
function litSkin({ grid, regions }: FaceAtlas, colours: Float32Array, keep: Float32Array) {
  const nonSkin = new Float32Array(keep.length);
  mapNonSkin(regions, measureSkin(regions, colours), colours, nonSkin);
  const dark = dilate(nonSkin, grid.size, 1);
  return regions.skin.map((skin, cell) => {
    const upperHalf = smoothstep(0.5, 0.4, Math.floor(cell / grid.size) / grid.size);
    return skin * smoothstep(0.5, 0.9, keep[cell]) * (1 - upperHalf * dark[cell]);
  });
}
