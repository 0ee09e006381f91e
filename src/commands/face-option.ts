import type { ChatInputCommandInteraction } from "discord.js";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { FaceInput } from "../services/job-record.ts";
import { attached } from "./attached.ts";
import type { CommandServices } from "./command.ts";

/**
 * The face of a command: exactly one of its options; the person's default when none is given.
 * @throws UserError `FACE_SOURCES`, `FACE_MISSING`, `SAVED_FACE_UNKNOWN`, `MEDIA_TOO_LARGE`
 */
export async function readFace(
  { options, user }: ChatInputCommandInteraction,
  faces: CommandServices["faces"],
): Promise<FaceInput> {
  const photo = options.getAttachment("face");
  const saved = options.getString("saved");
  if (photo !== null && saved !== null) throw new UserError("FACE_SOURCES");
  if (photo !== null) return attached("face", photo, limits.maxFaceBytes);
  if (saved !== null) return { savedId: (await faces.find(user.id, saved)).id };
  return await defaultFace(user.id, faces);
}

/** @throws UserError `FACE_MISSING` */
export async function defaultFace(
  personId: string,
  faces: CommandServices["faces"],
): Promise<FaceInput> {
  const found = (await faces.list(personId)).find(({ isDefault }) => isDefault);
  if (!found) throw new UserError("FACE_MISSING");
  return { savedId: found.id };
}
