import type { CanonicalMesh } from "../../src/engine/face/face-models.ts";
import type { Raster } from "../../src/engine/raster.ts";
import { topology } from "../../src/engine/face/topology.ts";
import { createBackdrop } from "./head/backdrop.ts";
import { ear, neck, torso } from "./head/body.ts";
import { eyeMaterial } from "./head/eye.ts";
import { expressFace, shapeFace, triangleKinds, type FacePoints } from "./head/face-shape.ts";
import { hairSurfaces } from "./head/hair.ts";
import type { Identity } from "./head/identity.ts";
import { mouthMaterial } from "./head/mouth.ts";
import { linear, setColour } from "./head/colour.ts";
import { createRenderer, type Material, type Placement } from "./head/renderer.ts";
import { paintSkin, readSkin } from "./head/skin-texture.ts";
import { skullRings } from "./head/skull.ts";
import { loft, type Point3, type Surface } from "./head/surface.ts";

export { identities, type Identity } from "./head/identity.ts";

/** How a head is held, what its face does, and where it is in the picture. All have a default. */
export interface HeadOptions {
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Samples along each side of a pixel; 3 is for pictures that people look at. */
  readonly fineness?: number;
  /** Pixels to the centimetre; a head is about 23 cm high and a face 18 cm. */
  readonly scale?: number;
  /** The middle of the face, as a share of width and height. */
  readonly x?: number;
  readonly y?: number;
  /** Radians, as in `Pose`: positive to the left of the picture, down, and clockwise. */
  readonly yaw?: number;
  readonly pitch?: number;
  readonly roll?: number;
  /** 0 closed … 1 wide open. */
  readonly mouth?: number;
  /** 0 open … 1 closed. */
  readonly blink?: number;
  readonly smile?: number;
  readonly browRaise?: number;
  /** Where the eyes look from the head: radians to the right of the picture, and down. */
  readonly gazeRight?: number;
  readonly gazeDown?: number;
}

export interface HeadPicture {
  readonly picture: Raster;
  /** 468 × (x, y, z): where the mesh's points really are, in the units of `Landmarks`. */
  readonly landmarks: Float32Array;
}

/** One person who does not exist, drawn from the canonical face mesh. Made once, drawn often. */
export interface SyntheticHead {
  render(options?: HeadOptions): HeadPicture;
}

/** The middle of the neck where it goes into the head. */
const neckTop: Point3 = [0, 3.5, 4.4];

export function createSyntheticHead(mesh: CanonicalMesh, identity: Identity): SyntheticHead {
  const rest = shapeFace(mesh, identity.shape);
  const texels = paintSkin(mesh, identity);
  const kinds = triangleKinds(mesh);
  const skin: Material = ({ u, v }, finish) => {
    readSkin(texels, u, v, finish);
    return true;
  };
  const plainSkin = linear(identity.skin);
  const scalp: Material = ({ z }, finish) => {
    setColour(finish, plainSkin);
    finish.gloss = 0.05;
    finish.tightness = 20;
    finish.softness = 1;
    finish.open = 1 - Math.min(0.5, Math.max(0, z) * 0.12);
    return true;
  };
  const part = (
    kind: (typeof kinds)[number],
    positions: FacePoints,
    material: Material,
  ): Surface => ({
    positions,
    coordinates: mesh.uv,
    triangles: Uint32Array.from(mesh.triangles).filter(
      (_, index) => kinds[Math.floor(index / 3)] === kind,
    ),
    material,
  });

  return {
    render(options = {}) {
      const { width = 320, height = 320, scale = 9.4, fineness = 2 } = options;
      const { yaw = 0, pitch = 0, roll = 0 } = options;
      const {
        mouth = 0,
        blink = 0,
        smile = 0,
        browRaise = 0,
        gazeRight = 0,
        gazeDown = 0,
      } = options;
      const face = expressFace(rest, { mouth, blink, smile, browRaise });
      const place = { scale, x: width * (options.x ?? 0.5), y: height * (options.y ?? 0.47) };
      const head: Placement = { ...place, rotation: rotation(yaw, pitch, roll) };
      const bodyPlace: Placement = { ...place, rotation: rotation(yaw * 0.12, 0, roll * 0.1) };
      const gaze = { right: gazeRight, down: gazeDown };
      const rightEye = eyeMaterial(face, topology.rightEye, gaze, identity);
      const leftEye = eyeMaterial(face, topology.leftEye, gaze, identity);

      const renderer = createRenderer(width, height, fineness, createBackdrop(identity));
      for (const surface of hairSurfaces(rest, identity)) renderer.draw(surface, head);
      const eyes: Material = (fragment, finish) =>
        (fragment.x < 0 ? rightEye : leftEye)(fragment, finish);
      renderer.draw(part("eye", face, eyes), head);
      renderer.draw(part("mouth", face, mouthMaterial(rest, face)), head);
      renderer.draw(part("skin", face, skin), head);
      renderer.draw(ear(identity, -1), head);
      renderer.draw(ear(identity, 1), head);
      renderer.draw(loft(skullRings(face, 12), scalp), head);
      renderer.draw(neck(identity, carried(neckTop, head, bodyPlace)), bodyPlace);
      renderer.draw(torso(identity), bodyPlace);
      return { picture: renderer.finish(), landmarks: project(face, head) };
    },
  };
}

/** Where the head's turn takes a point, against where the body's turn takes it; in the body's space. */
function carried(point: Point3, head: Placement, body: Placement): Point3 {
  const by = ({ rotation: r }: Placement, row: number): number =>
    point[0] * r[row] + point[1] * r[row + 1] + point[2] * r[row + 2];
  return [by(head, 0) - by(body, 0), by(head, 3) - by(body, 3), by(head, 6) - by(body, 6)];
}

/** Ry(yaw) · Rx(pitch) · Rz(roll) in picture axes, row by row: the order of `Pose`. */
function rotation(yaw: number, pitch: number, roll: number): number[] {
  const [cy, sy, cx, sx, cz, sz] = [yaw, pitch, roll].flatMap((angle) => [
    Math.cos(angle),
    Math.sin(angle),
  ]);
  // oxfmt-ignore
  return [
    cy * cz + sy * sx * sz, sy * sx * cz - cy * sz, sy * cx,
    cx * sz, cx * cz, -sx,
    cy * sx * sz - sy * cz, sy * sz + cy * sx * cz, cy * cx,
  ];
}

function project(
  face: FacePoints,
  { rotation: r, scale, x: left, y: top }: Placement,
): Float32Array {
  const landmarks = new Float32Array(face.length);
  for (let at = 0; at < face.length; at += 3) {
    const [x, y, z] = face.subarray(at, at + 3);
    landmarks[at] = left + scale * (r[0] * x + r[1] * y + r[2] * z);
    landmarks[at + 1] = top + scale * (r[3] * x + r[4] * y + r[5] * z);
    landmarks[at + 2] = scale * (r[6] * x + r[7] * y + r[8] * z);
  }
  return landmarks;
}
