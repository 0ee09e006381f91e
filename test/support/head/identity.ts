/** sRGB, 0…255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** How a head that belongs to nobody looks. */
export interface Identity {
  readonly skin: Rgb;
  readonly lips: Rgb;
  readonly brows: Rgb;
  readonly hair: Rgb;
  readonly iris: Rgb;
  readonly clothes: Rgb;
  readonly backdrop: readonly [upper: Rgb, lower: Rgb];
  readonly hairStyle: "long" | "short" | "curly";
  /** Height of the brows against the mesh's own, 1 as it is. */
  readonly browThickness: number;
  /** 0…1. */
  readonly lashes: number;
  readonly stubble: number;
  readonly blush: number;
  readonly freckles: number;
  readonly neckWidth: number;
  readonly shape: FaceShape;
}

/** Proportions against the canonical face, as factors (1 = as it is) and shifts in centimetres. */
export interface FaceShape {
  readonly jawWidth: number;
  readonly chinLength: number;
  readonly cheekWidth: number;
  readonly eyeSize: number;
  readonly eyeDistance: number;
  readonly eyeSlant: number;
  readonly noseWidth: number;
  readonly noseLength: number;
  readonly noseHeight: number;
  readonly lipFullness: number;
  readonly mouthWidth: number;
  readonly browHeight: number;
}

const ada: Identity = {
  skin: [238, 194, 168],
  lips: [196, 84, 88],
  brows: [104, 58, 34],
  hair: [138, 62, 28],
  iris: [74, 122, 88],
  clothes: [38, 92, 104],
  backdrop: [
    [246, 214, 176],
    [226, 158, 128],
  ],
  hairStyle: "long",
  browThickness: 0.75,
  lashes: 1,
  stubble: 0,
  blush: 1,
  freckles: 0.8,
  neckWidth: 4.3,
  shape: {
    jawWidth: 0.9,
    chinLength: -0.35,
    cheekWidth: 1,
    eyeSize: 1.3,
    eyeDistance: 0.12,
    eyeSlant: 0.12,
    noseWidth: 0.86,
    noseLength: -0.25,
    noseHeight: -0.15,
    lipFullness: 1.3,
    mouthWidth: 1.06,
    browHeight: 0.2,
  },
};

const bruno: Identity = {
  skin: [214, 160, 126],
  lips: [170, 96, 88],
  brows: [40, 28, 22],
  hair: [44, 32, 26],
  iris: [96, 62, 34],
  clothes: [196, 140, 44],
  backdrop: [
    [128, 168, 184],
    [62, 98, 122],
  ],
  hairStyle: "short",
  browThickness: 1.3,
  lashes: 0.35,
  stubble: 0.75,
  blush: 0.35,
  freckles: 0,
  neckWidth: 5.3,
  shape: {
    jawWidth: 1.1,
    chinLength: 0.5,
    cheekWidth: 1,
    eyeSize: 1.26,
    eyeDistance: -0.08,
    eyeSlant: -0.08,
    noseWidth: 1.16,
    noseLength: 0.3,
    noseHeight: 0.35,
    lipFullness: 0.9,
    mouthWidth: 1.08,
    browHeight: 0.05,
  },
};

const chidi: Identity = {
  skin: [128, 80, 56],
  lips: [128, 66, 62],
  brows: [22, 15, 12],
  hair: [26, 20, 18],
  iris: [62, 38, 24],
  clothes: [226, 222, 210],
  backdrop: [
    [206, 214, 188],
    [132, 152, 118],
  ],
  hairStyle: "curly",
  browThickness: 1.05,
  lashes: 0.6,
  stubble: 0.25,
  blush: 0.2,
  freckles: 0,
  neckWidth: 4.9,
  shape: {
    jawWidth: 1.02,
    chinLength: 0.1,
    cheekWidth: 1.04,
    eyeSize: 1.22,
    eyeDistance: 0.1,
    eyeSlant: 0.05,
    noseWidth: 1.3,
    noseLength: -0.05,
    noseHeight: -0.1,
    lipFullness: 1.5,
    mouthWidth: 1.1,
    browHeight: 0.05,
  },
};

/** People that do not exist. */
export const identities = { ada, bruno, chidi };
