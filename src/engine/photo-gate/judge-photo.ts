import type { PhotoFigures } from "./photo-figures.ts";
import type { PhotoFault, PhotoVerdict } from "./photo-verdict.ts";

const degrees = Math.PI / 180;

/** Past the first figure a photo is refused, past the second somebody is told what would be better. */
const size = { refused: 40, better: 120 };
const yaw = { refused: 55 * degrees, better: 28 * degrees };
const pitch = { refused: 45 * degrees, better: 25 * degrees };
const inside = { refused: 0.7, better: 0.97 };
const mouth = { better: 0.2 };
const eyes = { better: 0.13 };
/** Another face of this share of the largest one's size might be the one that was meant. */
const other = { better: 0.6 };

/** Judges a photo by what was measured of its face. */
export function judgePhoto(figures: PhotoFigures): PhotoVerdict {
  const turned = Math.max(Math.abs(figures.yaw), 0);
  const nodded = Math.abs(figures.pitch);
  const faults: PhotoFault[] = [];
  const check = (
    code: PhotoFault["code"],
    refused: boolean,
    worse: boolean,
    facts: PhotoFault["facts"] = {},
  ) => {
    if (refused || worse) faults.push({ code, refused, facts });
  };
  check("PHOTO_FACE_TOO_SMALL", figures.size < size.refused, figures.size < size.better, {
    size: figures.size,
    better: size.better,
  });
  check(
    "PHOTO_FACE_TURNED",
    turned > yaw.refused || nodded > pitch.refused,
    turned > yaw.better || nodded > pitch.better,
  );
  check("PHOTO_FACE_CUT_OFF", figures.inside < inside.refused, figures.inside < inside.better);
  check("PHOTO_EYES_CLOSED", false, figures.eyes < eyes.better);
  check("PHOTO_MOUTH_OPEN", false, figures.mouth > mouth.better);
  const rivals = figures.others.filter((share) => share > other.better);
  check("PHOTO_SEVERAL_FACES", false, rivals.length > 0, { faces: rivals.length + 1 });
  faults.sort((a, b) => Number(b.refused) - Number(a.refused));
  const verdict = faults.some(({ refused }) => refused)
    ? "refused"
    : faults.length > 0
      ? "usable"
      : "good";
  return { verdict, faults };
}
