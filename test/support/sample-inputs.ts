import type { CdnFile } from "./discord/cdn.ts";
import { faceModels } from "./face-models.ts";
import { sampleFace, sampleGif } from "./sample-media.ts";

/** A small GIF and a face, as a person would attach them. Drawing takes a second: once a test file is enough. */
export async function sampleInputs(
  frames = 6,
): Promise<{ readonly gif: CdnFile; readonly face: CdnFile }> {
  const { mesh } = await faceModels();
  return {
    gif: {
      name: "talking.gif",
      bytes: sampleGif(mesh, { frames, side: 200 }),
      contentType: "image/gif",
    },
    face: { name: "face.png", bytes: await sampleFace(mesh), contentType: "image/png" },
  };
}
