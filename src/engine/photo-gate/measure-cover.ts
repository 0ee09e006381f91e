import type { FaceAtlas } from "../swap/atlas.ts";
import { lumaAt } from "../swap/skin.ts";
import type { UnrolledPhoto } from "../swap/unroll-photo.ts";
import type { FaceCover } from "./photo-figures.ts";

/** The chin in the unrolled face: below this height, and this near to the middle. */
const chin = { top: 0.8, side: 0.25 };
/** The outermost cells, in units of u and v, show what is behind the face. */
const edge = 0.03;

/** @param cutOff see `mapCutOff`: nothing is before what the picture does not show */
export function measureCover(
  { grid, regions }: FaceAtlas,
  { colours, skin, nonSkin, object }: UnrolledPhoto,
  cutOff: Float32Array,
): FaceCover {
  const covered = { area: 0, sum: 0 };
  const lips = { area: 0, red: 0, light: 0 };
  for (const cell of grid.cells) {
    if (regions.lips[cell] > 0) {
      lips.area++;
      lips.red += Math.log((colours[cell * 3] + 1) / (colours[cell * 3 + 1] + 1));
      lips.light += lumaAt(colours, cell);
    }
    const u = ((cell % grid.size) + 0.5) / grid.size;
    const v = (Math.floor(cell / grid.size) + 0.5) / grid.size;
    if (v < chin.top || Math.abs(u - 0.5) > chin.side) continue;
    if (regions.features[cell] > 0 || regions.edgeDistance[cell] < edge) continue;
    if (cutOff[cell] > 0) continue;
    covered.area++;
    covered.sum += nonSkin[cell] * object[cell];
  }
  return {
    chin: covered.sum / Math.max(1, covered.area),
    lipRed: lips.red / lips.area - skin.redness.median,
    lipLight: lips.light / lips.area / Math.max(1, skin.luma.median),
  };
}
