import type { ChatInputCommandInteraction, User } from "discord.js";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { FaceInput } from "../services/job-record.ts";
import { attached } from "./attached.ts";
import type { CommandServices } from "./command.ts";

/**
 * The face of a command: exactly one of its options; the person's default when none is given.
 * @throws UserError `FACE_SOURCES`, `FACE_MISSING`, `SAVED_FACE_UNKNOWN`, `MEDIA_TOO_LARGE`, `MEMBER_IS_BOT`,
 * `MEMBER_WITHOUT_PICTURE`, `MEMBER_CANNOT_ANSWER`
 */
export async function readFace(
  interaction: ChatInputCommandInteraction,
  faces: CommandServices["faces"],
): Promise<FaceInput> {
  const { options, user } = interaction;
  const photo = options.getAttachment("face");
  const saved = options.getString("saved");
  const member = options.getUser("member");
  const given = [photo, saved, member].filter((one) => one !== null);
  if (given.length > 1) throw new UserError("FACE_SOURCES");
  if (photo !== null) return attached("face", photo, limits.maxFaceBytes);
  if (saved !== null) return { savedId: (await faces.find(user.id, saved)).id };
  if (member !== null) return pictureOf(member, interaction);
  return await defaultFace(user.id, faces);
}

const picture = { extension: "png", size: 1024, forceStatic: true } as const;

/** Their picture in this server, else everywhere. Bots cannot agree, and Discord's own pictures have no face. */
function pictureOf(
  member: User,
  { options, guildId, user }: ChatInputCommandInteraction,
): FaceInput {
  if (member.bot) throw new UserError("MEMBER_IS_BOT");
  const here = options.getMember("member");
  if (guildId !== null && here === null && member.id !== user.id) {
    throw new UserError("MEMBER_CANNOT_ANSWER");
  }
  const own = here !== null && "avatarURL" in here ? here.avatarURL(picture) : null;
  const url = own ?? member.avatarURL(picture);
  if (url === null) throw new UserError("MEMBER_WITHOUT_PICTURE");
  return { memberId: member.id, url };
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
