import { codeOf, UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { createPhotoChecker } from "../workers/check-photo.ts";
import { createFaceDetector } from "../workers/detect-faces.ts";
import type { EngineParts } from "../workers/run-swap.ts";
import type { SwapJob, SwapProgress } from "../workers/swap-port.ts";
import { inputErrorText } from "./error-text.ts";
import { jobKind } from "./job-kind.ts";
import { readInput } from "./read-input.ts";
import type { FaceChoice, SwapArguments } from "./swap-arguments.ts";

export interface ReadInputs {
  readonly kind: SwapJob["kind"];
  readonly target: Uint8Array;
  /** By file name. */
  readonly photos: ReadonlyMap<string, Uint8Array>;
}

/** The inputs' bytes; each photo is read once, however many faces it is for. @throws Stop; UserError `TARGET_NOT_IMAGE` */
export async function readInputs(target: string, choice: FaceChoice): Promise<ReadInputs> {
  const bytes = await readInput(target, limits.maxTargetBytes);
  const photos = new Map<string, Uint8Array>();
  for (const name of photosOf(choice)) {
    photos.set(name, photos.get(name) ?? (await readInput(name, limits.maxFaceBytes)));
  }
  return { kind: jobKind(bytes), target: bytes, photos };
}

export function photosOf(choice: FaceChoice): readonly string[] {
  return choice.kind === "map" ? [...choice.photos.values()] : [choice.photo];
}

/** The job for the engine. With `all` the faces have to be found first, which takes about half as long as the swap. */
export async function jobFor(
  { kind, target, photos }: ReadInputs,
  { choice, strength }: Pick<SwapArguments, "choice" | "strength">,
  parts: EngineParts,
  onProgress: (progress: SwapProgress) => void,
): Promise<SwapJob> {
  const bytesOf = (name: string) => photos.get(name) ?? new Uint8Array();
  if (choice.kind === "main") return { kind, target, strength, face: bytesOf(choice.photo) };
  if (choice.kind === "map") {
    const faces = [...choice.photos].map(([index, name]) => [index, bytesOf(name)] as const);
    return { kind, target, strength, faces: new Map(faces) };
  }
  const { faces } = await createFaceDetector(parts)({ kind, media: target }, { onProgress });
  if (faces.length === 0) throw new UserError("NO_FACE_IN_TARGET");
  const photo = bytesOf(choice.photo);
  return { kind, target, strength, faces: new Map(faces.map(({ index }) => [index, photo])) };
}

/** What would make each photo better, a sentence for each fault. Photos that cannot be used at all are the swap's to refuse. */
export async function adviceFor(
  target: string,
  { photos }: ReadInputs,
  parts: EngineParts,
): Promise<string[]> {
  const check = createPhotoChecker(parts);
  const advice: string[] = [];
  for (const [face, bytes] of photos) {
    const { faults } = await check(bytes, { onProgress() {} });
    for (const { code, facts } of faults) {
      advice.push(inputErrorText(code, { target, face }, facts) ?? code);
    }
  }
  return advice;
}

/** The first photo that cannot be used, to name it: the engine does not know files. */
export async function firstBadPhoto(
  { photos }: ReadInputs,
  error: UserError,
  parts: EngineParts,
): Promise<string | undefined> {
  const check = createPhotoChecker(parts);
  for (const [name, bytes] of photos) {
    const code = await check(bytes, { onProgress() {} }).then(
      ({ verdict, faults }) => (verdict === "refused" ? faults[0].code : undefined),
      (failure: unknown) => codeOf(failure),
    );
    if (code === error.code) return name;
  }
  return undefined;
}
