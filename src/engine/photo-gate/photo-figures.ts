/** What is measured of the face in a photo. */
export interface PhotoFigures {
  /** From ear to ear or from forehead to chin, what is longer, in pixels. */
  readonly size: number;
  /** Radians: how far the face looks aside, and up or down. */
  readonly yaw: number;
  readonly pitch: number;
  /** See `measureBlur`. */
  readonly blur: number;
  /** Brightness of the cheeks, 0…255. */
  readonly light: number;
  /** Opening to width, see `measureOpenness`; of the eyes the one that is more open. */
  readonly mouth: number;
  readonly eyes: number;
  readonly browsHidden: boolean;
  readonly eyesHidden: boolean;
  readonly cover: FaceCover;
  /** See `measureHues`. */
  readonly hues: number;
  /** Share of what a swap draws that the picture shows; what it shows on one half only counts for most of it. */
  readonly inside: number;
  /** Other faces, each as a share of this one's size. */
  readonly others: readonly number[];
}

/** What tells that something is before mouth or chin. */
export interface FaceCover {
  /** Share of the chin that does not look like skin; 0 for a beard. */
  readonly chin: number;
  /** How much redder than the cheeks the lips are, as a logarithm of red over green, … */
  readonly lipRed: number;
  /** … and how bright against them, 1 for equally bright. */
  readonly lipLight: number;
}
