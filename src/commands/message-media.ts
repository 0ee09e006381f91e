import { AttachmentFlags, ComponentType, StickerFormatType } from "discord.js";
import type { Attachment, Message } from "discord.js";
import { z } from "zod";
import type { MediaInput } from "../services/job-record.ts";
import { parseUrl } from "../core/parse-url.ts";

/** What a message shows that a face could be put into. */
export interface MessageMedia {
  readonly input: MediaInput;
  /** It is covered there, so it is covered in the answer. */
  readonly isSpoiler: boolean;
}

interface Found {
  readonly url: string;
  readonly bytes?: number | undefined;
  readonly isSpoiler: boolean;
  readonly moves: boolean;
}

const linked = z.object({ url: z.string().nullish(), proxy_url: z.string().nullish() }).nullish();
const embed = z.object({
  type: z.string().nullish(),
  url: z.string().nullish(),
  image: linked,
  thumbnail: linked,
  video: linked,
});
const media = z.object({ url: z.string(), content_type: z.string().nullish() });
/** Components V2, as deep as they go: three levels. */
const leaf = z.object({
  type: z.int(),
  spoiler: z.boolean().nullish(),
  media: media.nullish(),
  file: media.nullish(),
  items: z.array(z.object({ media, spoiler: z.boolean().nullish() })).nullish(),
});
type Leaf = z.infer<typeof leaf>;
const branch = leaf.extend({
  accessory: leaf.nullish(),
  components: z.array(leaf.extend({ accessory: leaf.nullish() })).nullish(),
});
const sentEmbeds = z.array(embed);
const sentComponents = z.array(branch);
const container: number = ComponentType.Container;

/**
 * The newest GIF, video or picture of a message, its own or in what it forwards; pictures only where nothing moves.
 */
export function mediaOfMessage(message: Message): MessageMedia | undefined {
  const { author, interactionMetadata: askedBy } = message;
  const parts = [message, ...message.messageSnapshots.values()];
  const found = parts.flatMap(mediaIn);
  const newest = found.findLast(({ moves }) => moves) ?? found.at(-1);
  if (!newest) return undefined;
  // What a bot posts for somebody is theirs.
  const authorId = author.bot ? askedBy?.user.id : author.id;
  return {
    input: {
      url: newest.url,
      ...(newest.bytes !== undefined && { declaredBytes: newest.bytes }),
      ...(authorId !== undefined && { authorId }),
    },
    isSpoiler: newest.isSpoiler,
  };
}

/** Embeds and components are looked at as Discord sent them: discord.js has a class for each of many kinds. */
function mediaIn(
  message: Pick<Message, "attachments" | "embeds" | "components" | "stickers">,
): Found[] {
  return [
    ...[...message.attachments.values()].flatMap(ofAttachment),
    ...sentEmbeds.parse(message.embeds.map((one) => one.toJSON())).flatMap(ofEmbed),
    ...sentComponents.parse(message.components.map((one) => one.toJSON())).flatMap(ofBranch),
    ...[...message.stickers.values()].flatMap(({ id, format }) => {
      if (format !== StickerFormatType.GIF) return [];
      const url = `https://media.discordapp.net/stickers/${id}.gif`;
      return [{ url, isSpoiler: false, moves: true }];
    }),
  ];
}

function ofAttachment({ url, size, contentType, flags, spoiler }: Attachment): Found[] {
  const isAnimated = flags.has(AttachmentFlags.IsAnimated);
  return ofFile(url, contentType, spoiler, isAnimated).map((one) => ({ ...one, bytes: size }));
}

/** Undefined types are told by the name, as Discord's own apps do. */
function ofFile(
  url: string,
  type: string | null | undefined,
  isSpoiler: boolean,
  isAnimated = false,
): Found[] {
  const pathname = parseUrl(url)?.pathname ?? "";
  const moves =
    isAnimated ||
    (type ? /^(?:image\/gif|video\/)/.test(type) : /\.(?:gif|mp4|webm|mov)$/i.test(pathname));
  const isPicture = type ? type.startsWith("image/") : /\.(?:png|jpe?g|webp|avif)$/i.test(pathname);
  return moves || isPicture ? [{ url, isSpoiler, moves }] : [];
}

/** Hosts whose pages lead to the GIF itself; what Discord plays of them is a video. */
const pages = /(?:^|\.)(?:tenor|giphy|klipy|imgur)\.com$/;

function ofEmbed({ type, url, image, thumbnail, video }: z.infer<typeof embed>): Found[] {
  if (type === "gifv") {
    const isPage = url && pages.test(parseUrl(url)?.hostname ?? "");
    const link = isPage ? url : (video?.url ?? url);
    return link ? [{ url: link, isSpoiler: false, moves: true }] : [];
  }
  // A player's page has no proxy; a file has.
  if (video?.url && video.proxy_url) return [{ url: video.url, isSpoiler: false, moves: true }];
  const link = image?.url ?? (type === "image" ? (url ?? thumbnail?.url) : undefined);
  if (!link) return [];
  const [found] = ofFile(link, undefined, false);
  return [found ?? { url: link, isSpoiler: false, moves: false }];
}

function ofBranch({ components, accessory, ...own }: z.infer<typeof branch>): Found[] {
  const below = (components ?? []).flatMap(({ accessory: beside, ...inner }) => [
    ...ofLeaf(inner),
    ...(beside ? ofLeaf(beside) : []),
  ]);
  const covered = own.type === container && own.spoiler === true;
  return [
    ...ofLeaf(own),
    ...(accessory ? ofLeaf(accessory) : []),
    ...below.map((one) => ({ ...one, isSpoiler: one.isSpoiler || covered })),
  ];
}

function ofLeaf({ spoiler, media: thumbnail, file, items }: Leaf): Found[] {
  return [
    ...[thumbnail, file].flatMap((one) =>
      one ? ofFile(one.url, one.content_type, spoiler === true) : [],
    ),
    ...(items ?? []).flatMap((item) =>
      ofFile(item.media.url, item.media.content_type, item.spoiler === true),
    ),
  ];
}
