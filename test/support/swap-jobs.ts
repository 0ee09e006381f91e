import type { MainFaceJob } from "../../src/workers/swap-port.ts";
import { faceModels } from "./face-models.ts";
import { sampleFace, sampleGif } from "./sample-media.ts";
import { identities } from "./synthetic-head.ts";

/** Jobs that every engine can do, on people who do not exist. Making them takes a moment: once a test file is enough. */
export async function sampleJobs(): Promise<{
  readonly gif: MainFaceJob;
  readonly image: MainFaceJob;
}> {
  const { mesh } = await faceModels();
  const face = await sampleFace(mesh);
  return {
    gif: { kind: "gif", target: sampleGif(mesh, { frames: 4, side: 200 }), face },
    image: { kind: "image", target: await sampleFace(mesh, identities.bruno), face },
  };
}

/** A job that every engine refuses with `FACE_NOT_IMAGE`, at once. */
export function refusedJob(): MainFaceJob {
  const text = new TextEncoder().encode("not a picture");
  return { kind: "gif", target: text, face: text };
}
