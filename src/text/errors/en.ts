import type { ErrorFacts } from "../../core/errors.ts";
import { kindName } from "../../core/kind-names.ts";
import { quoted, time } from "../markdown.ts";
import type { ErrorSentences } from "./error-sentences.ts";
import { createFigures } from "./figures.ts";
import { people } from "./people/en.ts";
import { server } from "./server/en.ts";
import { safety } from "./safety/en.ts";

const { sizes, frames, seconds, dimensions, pixelsAcross, purse } = createFigures("en", {
  bracketed: (parts) => ` (${parts.join(", ")})`,
  atMost: (figure) => `at most ${figure}`,
  atMostASide: (figure) => `at most ${figure} a side`,
  pixels: (figure) => `${figure} pixels`,
  orMoreLookGood: (figure) => `${figure} or more look good`,
  seconds: (figure) => `${figure} seconds`,
  youHave: (figure) => `you have ${figure}`,
  itHas: (figure) => `it has ${figure}`,
  thisCosts: (figure) => `this costs ${figure}`,
});

export const en: ErrorSentences = {
  sentences: {
    ...people,
    ...server,
    ...safety,
    INPUT_MISSING:
      "Please give me one GIF or picture: either attach it as `gif` or paste a `link`, not both.",
    TARGET_NOT_GIF: ({ kind }) =>
      `That is ${but(kind)}not a GIF. Please use a GIF or a picture (PNG, JPEG, WebP, AVIF), or a link to one.`,
    TARGET_NOT_IMAGE: ({ kind }) =>
      `That is ${but(kind)}not a picture I can read. ${readable(kind)}`,
    TARGET_NOT_VIDEO: "That is not a video I can read. Please use MP4 or WebM.",
    TARGET_BROKEN: "That file is damaged or cut off. Please save it again or try another one.",
    FACE_NOT_IMAGE: ({ kind }) =>
      `The face is ${but(kind)}not a picture I can read. ${readable(kind)}`,
    FACE_BROKEN: "The face picture is damaged or cut off. Please save it again or try another one.",
    MEDIA_TOO_LARGE: (facts) =>
      `${subject(facts)} is too large${sizes(facts)}. Please use a smaller one.`,
    MEDIA_TOO_MANY_PIXELS: (facts) =>
      facts["pixels"] === undefined
        ? `${subject(facts)} is too big${dimensions(facts)}. Please scale it down.`
        : `${subject(facts)} has too many pixels to work on. Please scale it down or cut it shorter.`,
    MEDIA_TOO_MANY_FRAMES: (facts) =>
      `That GIF has too many frames${frames(facts)}. Please cut it shorter.`,
    MEDIA_TOO_LONG: (facts) => `That GIF runs too long${seconds(facts)}. Please cut it shorter.`,
    NO_FACE_IN_TARGET:
      "I found no face in that GIF or picture. Please try one where a face is large and turned to the camera.",
    NO_FACE_IN_PHOTO: ({ width, height, limit }) =>
      limit === undefined
        ? "I found no face in that photo. Please try one from the front, with the whole face in it."
        : `The face picture is too small (${width} × ${height} pixels, at least ${limit} a side). Please use a larger one.`,
    FACE_NOT_LISTED: "One of the chosen faces is not in it. Please choose again.",
    TARGET_FACE_TOO_DARK:
      "The face in that GIF or picture is too dark to see, and so would be the new one. Please use a brighter one.",
    PHOTO_FACE_TOO_SMALL: (facts) =>
      `The face in that photo is small${pixelsAcross(facts)}. Please use a photo that shows it larger.`,
    PHOTO_FACE_TURNED:
      "The face in that photo is turned away. Please use one that looks straight into the camera.",
    PHOTO_FACE_BLURRED: "The face in that photo is blurred. Please use a sharper photo.",
    PHOTO_FACE_COVERED:
      "Something covers mouth or chin in that photo. Please use one with nothing in front of the face.",
    PHOTO_FACE_CUT_OFF:
      "The face in that photo is cut off. Please use one with the whole face in it, forehead to chin.",
    PHOTO_TOO_DARK: "The face in that photo is too dark to see. Please use one with more light.",
    PHOTO_BROWS_HIDDEN:
      "Hair hides the eyebrows in that photo. Please use one with the hair out of the face.",
    PHOTO_LIGHT_UNEVEN:
      "Uneven light, or hair, lies across the face in that photo. Please use one in even light, with a clear face.",
    PHOTO_EYES_CLOSED: "The eyes in that photo are closed. Please use one with open eyes.",
    PHOTO_MOUTH_OPEN: "The mouth in that photo is open. Please use one with the mouth closed.",
    PHOTO_SEVERAL_FACES:
      "That photo shows several faces and I take the largest. Please use one with a single face to be sure.",
    LINK_INVALID: "That is not a link I can open. It should begin with `https://`.",
    LINK_PRIVATE:
      "That link leads into a private network, so I may not open it. Please attach the file.",
    LINK_DEAD: ({ role }) =>
      role === "face"
        ? "I could not fetch the face picture. Please attach it again."
        : "That link does not answer, or the file behind it is gone. Please attach the file.",
    LINK_NOT_MEDIA: ({ host }) =>
      `That link opens a page${host === undefined ? "" : ` of ${quoted(`${host}`)}`}, not a GIF. Please open the GIF there and copy its media address (right click, “Copy image address”), or attach the file.`,
    NO_CREDITS: (facts) =>
      `${whoIsShort(facts)} enough credits for this${purse(facts)}.${refill(facts)}`,
    SERVER_ONLY: "That works only in a server that has added me.",
    ACCOUNT_FROZEN: ({ purse: whose }) =>
      whose === "person"
        ? "Your credits are frozen. Please ask a moderator of this server, or whoever runs this bot."
        : "Swaps are paused here. Please ask whoever runs this bot.",
    TOO_MANY_RUNNING: ({ limit }) =>
      `You already have ${limit ?? "some"} swaps running or waiting. Please wait until one of them is done.`,
    RESULT_GONE: "That swap is not kept any more. Please run the command again.",
    RESULT_SHOWN_ALREADY: "That swap was shown already, or is on its way, in another message.",
    RESULT_OF_ANOTHER: "That is somebody else's swap. Only they can open it.",
    RESULT_NOT_YOURS: "Only who asked for this swap, or a moderator of this server, can delete it.",
    RESULT_HIDDEN: "Moderators have hidden this swap, so nothing more can be done with it.",
    RESULT_PRIVATE_ALREADY: "This swap is private already: only you see it.",
    REPORTED_ALREADY: "You have reported this swap already. Thank you; it is being looked at.",
    REPORT_GONE: "There is nothing left to decide about this report.",
    MODERATORS_ONLY: "Only moderators (Manage Messages or Manage Server) can decide about reports.",
    REPORT_NOT_TAKEN:
      "I could not pass your report on just now. Please try again in a minute, or tell a moderator.",
    BUTTON_OUTDATED: "That button is from an older version of me. Please run the command again.",
    QUOTE_ENDED: "The offer for this swap has ended. Please run the command again.",
    CANCELLED: "The swap was cancelled.",
    CANCEL_TOO_LATE: "Too late to cancel: the swap is done already.",
    JOB_OVER: "That swap is over already. Please run the command again.",
    JOB_OF_ANOTHER: "That is somebody else's swap. Only they can decide about it.",
    SWAP_API_REFUSED:
      "The face-swap service did not take this job. Please try another GIF or photo.",
    STILLS_OFF:
      "The face-swap service behind me changes GIFs and videos, but no still pictures. Please give me a GIF.",
    SWAP_API_UNCLEAR:
      "I lost the connection to the face-swap service while it took your job. Please try again.",
    SWAP_FAILED: "The swap did not work with this GIF and photo. Please try another GIF or photo.",
    RESULT_UNUSABLE: "The swap came back broken, so I did not send it. Please try again.",
    RESULT_TOO_LARGE: (facts) => {
      const tried = facts["from"] === undefined ? "" : ", even made as small as I can";
      return `The swapped GIF is too large to post here${tried}${sizes(facts)}. Please try a shorter or smaller GIF.`;
    },
    DISCORD_UNREACHABLE: "Discord did not answer me. Please try again.",
    ATTACHING_FORBIDDEN:
      "I may not attach files in this channel. Please use another channel, or ask a moderator to allow me “Attach Files”.",
    REPLY_NOT_TAKEN: "Discord did not take my answer. Please try again.",
    QUEUE_FULL: "Too many people are swapping faces right now. Please try again in a minute.",
    ENGINE_CRASHED: "The swap crashed on this GIF. Please try another GIF or photo.",
    SHUTTING_DOWN: "I am restarting. Please try again in a minute.",
    FEATURE_OFF:
      "The face-swap service does not offer this here. Please tell the person who runs this bot.",
    TASK_CANCELLED: "The swap was cancelled.",
    NOT_FOUND: "I do not know this command any more. Please reload Discord and try again.",
    RATE_LIMITED: "That was a bit fast. Please try again in a minute.",
    ourFault: "Something broke on my side. That was not your fault; please try again.",
    serviceBusy: "The face-swap service is very busy. Please try again in a few minutes.",
    serviceTrouble:
      "The face-swap service has trouble right now. Please try again in a few minutes.",
    ownerMustAct:
      "I cannot swap anything right now: the face-swap service does not accept me. Please tell the person who runs this bot.",
    maintenance: "The face-swap service is under maintenance. Please try again later.",
    tookTooLong: "The swap took too long, so I stopped it. Please try a shorter GIF.",
  },
  serviceSaid: (detail) => `The service said: “${detail}”`,
  reference: (reference) =>
    `Reference \`${reference}\`: whoever runs this bot finds it in the log.`,
  costNothing: "This cost you nothing.",
};

/** "a PNG picture, ", when it is known what the file is instead. */
function but(kind: unknown): string {
  const name = kindName(kind);
  return name === undefined ? "" : `${name}, `;
}

function readable(kind: unknown): string {
  return kind === "heic"
    ? "Please send it as JPEG: a screenshot of it will do."
    : "Please use PNG, JPEG, WebP or AVIF.";
}

/** `role` says which of the two inputs an error is about. */
function subject({ role }: ErrorFacts): string {
  if (role === "target") return "That GIF";
  return role === "face" ? "The face picture" : "That file";
}

function whoIsShort({ purse: whose }: ErrorFacts): string {
  if (whose === "pool") return "This server's shared pool does not have";
  return whose === "owner" ? "This bot as a whole does not have" : "You do not have";
}

function refill({ resetsAt, purse: whose }: ErrorFacts): string {
  if (typeof resetsAt !== "number") return " Please try again later.";
  const who = whose === "pool" || whose === "owner" ? "There will be" : "You get";
  return ` ${who} new ones ${time(resetsAt, "R")}.`;
}
