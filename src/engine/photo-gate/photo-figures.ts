/** What is measured of the face in a photo. */
export interface PhotoFigures {
  /** From ear to ear or from forehead to chin, what is longer, in pixels. */
  readonly size: number;
  /** Radians: how far the face looks aside, and up or down. */
  readonly yaw: number;
  readonly pitch: number;
  /** Opening to width, see `measureOpenness`; of the eyes the one that is more open. */
  readonly mouth: number;
  readonly eyes: number;
  /** Share of the face that lies inside the picture. */
  readonly inside: number;
  /** Other faces that are large enough to be meant, each as a share of this one's size. */
  readonly others: readonly number[];
}
