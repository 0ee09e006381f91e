import type { PhotoFigures } from "./photo-figures.ts";
import type { PhotoFault, PhotoVerdict } from "./photo-verdict.ts";

const degrees = Math.PI / 180;

/*
 * Beyond `refused` no swap would be worth its price, beyond `better` one sentence says what would make it better.
 * Measured on thirty photos of people and on drawn heads, whose pose, mouth, eyes and cover are known.
 */

/** Pixels. A swapped face is mostly 80 to 200 pixels large; under 40 the landmarks of an eye are a pixel apart. */
const size = { refused: 40, better: 110 };
/** Heads turned by 63° measure 54° to 56°, by 46° 42° to 43°. At 35° the far cheek can still be mirrored. */
const yaw = { refused: 50 * degrees, better: 28 * degrees };
/** Heads bowed by 46° measure 43° to 45°, by 23° 18° to 20°. */
const pitch = { refused: 40 * degrees, better: 26 * degrees };
/**
 * Sharp photos measure 0.32 to 0.53. Blurred by 2 % of the face's size (standard deviation) they measure 0.63 to 0.79,
 * by 4 % 0.82 to 0.90.
 */
const blur = { refused: 0.8, better: 0.62 };
/** A dark skin in dim light measures 54; a quarter of daylight leaves 22 of it, and 41 to 49 of a fair one. */
const light = { refused: 18, better: 36 };
/** Closed lips measure up to 0.21 (a smile with teeth), a mouth half open from 0.23, an "ah" 0.4 to 0.6. */
const mouth = { better: 0.28 };
/** Closed eyes measure 0.06 to 0.09, eyes that look down 0.10, narrow ones from 0.24. */
const eyes = { better: 0.13 };
/** Bare chins measure up to 0.08, one with a microphone before it 0.13, half covered ones 0.41 to 0.43. */
const chin = { better: 0.11 };
/** Lips behind a hand or a mask measure −0.07 to 0 red and 0.97 to 1.01 bright; the palest bare ones 0 and 0.92. */
const lips = { red: 0.03, light: 0.95 };
/**
 * Portraits that end at the hairline have 0.95 and more. Cut through the chin or the middle of the forehead, a fifth of
 * the face's height, they have 0.9; cut through the lips or at the brows, 0.76 to 0.83.
 */
const inside = { refused: 0.8, better: 0.92 };
/**
 * 110 faces in one light, painted, made up, bearded or in the evening sun, measure up to 0.165; nine in the light of
 * lamps of two colours, half in the sun, or with strands of hair across, 0.18 to 0.37.
 */
const hues = { better: 0.17 };
/** Another face of this share of the largest one's size might be the one that was meant. */
const other = { better: 0.6 };

/** Judges a photo by what was measured of its face. */
export function judgePhoto(figures: PhotoFigures): PhotoVerdict {
  const { cover } = figures;
  const turn = Math.abs(figures.yaw);
  const nod = Math.abs(figures.pitch);
  const mouthHidden = cover.lipRed < lips.red && cover.lipLight > lips.light;
  const rivals = figures.others.filter((share) => share > other.better).length;
  // A face that is turned away hides half of what the other figures are about.
  const facing = turn < yaw.refused && nod < pitch.refused;
  const candidates: readonly (PhotoFault & { readonly found: boolean })[] = [
    {
      code: "PHOTO_FACE_TOO_SMALL",
      refused: figures.size < size.refused,
      found: figures.size < size.better,
      facts: { size: figures.size, better: size.better },
    },
    {
      code: "PHOTO_FACE_TURNED",
      refused: !facing,
      found: turn > yaw.better || nod > pitch.better,
      facts: {},
    },
    {
      code: "PHOTO_FACE_COVERED",
      refused: facing && mouthHidden,
      // The far side of a turned chin shows neck and wall.
      found: facing && (mouthHidden || (turn < yaw.better && cover.chin > chin.better)),
      facts: {},
    },
    {
      code: "PHOTO_FACE_CUT_OFF",
      refused: figures.inside < inside.refused,
      found: figures.inside < inside.better,
      facts: {},
    },
    {
      code: "PHOTO_FACE_BLURRED",
      refused: figures.blur > blur.refused,
      found: figures.blur > blur.better,
      facts: {},
    },
    {
      code: "PHOTO_TOO_DARK",
      refused: figures.light < light.refused,
      found: figures.light < light.better,
      facts: {},
    },
    {
      code: "PHOTO_EYES_CLOSED",
      refused: false,
      found: figures.eyes < eyes.better && !figures.eyesHidden,
      facts: {},
    },
    {
      code: "PHOTO_BROWS_HIDDEN",
      refused: false,
      found: facing && figures.browsHidden,
      facts: {},
    },
    {
      code: "PHOTO_LIGHT_UNEVEN",
      refused: false,
      // What hides a face has a hue of its own.
      found: facing && !mouthHidden && !figures.browsHidden && figures.hues > hues.better,
      facts: {},
    },
    {
      code: "PHOTO_MOUTH_OPEN",
      refused: false,
      found: figures.mouth > mouth.better,
      facts: {},
    },
    {
      code: "PHOTO_SEVERAL_FACES",
      refused: false,
      found: rivals > 0,
      facts: { faces: rivals + 1 },
    },
  ];
  const faults = candidates
    .filter(({ found, refused }) => found || refused)
    .map(({ code, refused, facts }) => ({ code, refused, facts }))
    .toSorted((a, b) => Number(b.refused) - Number(a.refused));
  if (faults.length === 0) return { verdict: "good", faults };
  return { verdict: faults[0].refused ? "refused" : "usable", faults };
}
