import { findPeopleInGif, findPeopleInStill } from "../engine/find-people.ts";
import type { FoundPerson } from "../engine/find-people.ts";
import type { FollowedClip } from "../engine/people/person.ts";
import { createFaceAtlas } from "../engine/swap/atlas.ts";
import { encodeStill } from "./encode-still.ts";
import type { EngineParts } from "./run-swap.ts";
import { findPeopleInVideo } from "./video/swap-video.ts";
import type { DetectedFace, DetectedFaces, FaceMedia, SwapProgress } from "./swap-port.ts";

interface DetectionOptions {
  readonly onProgress: (progress: SwapProgress) => void;
  /** See `GifSwapJob`. */
  readonly followed?: FollowedClip | undefined;
}

/** Lists the people of a file; see `SwapPool.detectFaces`. */
export function createFaceDetector({ models, decodeStill, ...parts }: EngineParts) {
  const { atlas = createFaceAtlas(models.mesh) } = parts;
  return async (
    { kind, media }: FaceMedia,
    { onProgress, followed }: DetectionOptions,
  ): Promise<DetectedFaces> => {
    if (followed === undefined) onProgress({ stage: "loading", done: 0, of: 1 });
    const by = { models, atlas, onProgress };
    const { width, height, frames, people, group } =
      kind === "gif"
        ? await findPeopleInGif(media, { ...by, followed })
        : kind === "image"
          ? await findPeopleInStill(await decodeStill(media, "target"), by)
          : await findPeopleInVideo(kind, media, by);
    const faces = await Promise.all(people.map(describe));
    const boxes = [...(group?.boxes ?? [])].map(([index, box]) => ({ index, box }));
    return { width, height, frames, faces, group: group && { frame: group.frame, boxes } };
  };
}

async function describe({ index, frame, box, crop, seen }: FoundPerson): Promise<DetectedFace> {
  const size = Math.max(box.width, box.height);
  return { index, frame, box, size, seen, crop: await encodeStill(crop) };
}
