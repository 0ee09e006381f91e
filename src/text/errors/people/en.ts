import { quoted } from "../../markdown.ts";
import type { PeopleSentences } from "./people-sentences.ts";

export const people: PeopleSentences = {
  FACE_MISSING:
    "Please give me one face: attach a photo as `face`, pick one you `saved`, or name a `member`.",
  FACE_SOURCES: "Please give me one face only: a photo, a saved one or a member.",
  FACE_NAME_INVALID: ({ limit }) => `A name has 1 to ${limit} characters. Please choose another.`,
  FACE_NAME_TAKEN: ({ name }) =>
    `You already have a face called “${quoted(`${name}`)}”. Delete it first, or choose another name.`,
  TOO_MANY_SAVED_FACES: ({ limit }) =>
    `You can keep ${limit} faces. Please delete one with \`/faces delete\` first.`,
  SAVED_FACE_UNKNOWN: "You have no saved face like that. `/faces list` shows yours.",
  SAVED_FACE_UNREADABLE: ({ name }) =>
    `I can no longer open your face “${quoted(`${name}`)}”. Please delete it and save it again.`,
  MEMBER_IS_BOT: "That is a bot, and bots cannot agree. Please pick a person.",
  MEMBER_WITHOUT_PICTURE: "They have no profile picture. Please use a photo instead.",
  MEMBER_OPTED_OUT:
    "They do not want their picture to be used by others. Please pick another face.",
  MEMBERS_FORBIDDEN: "This server does not allow members' pictures to be used as faces.",
  MEMBER_CANNOT_ANSWER:
    "I must ask them first, and cannot reach them here. Please try in a channel that both of you see.",
  ASKED_ALREADY: "I am still waiting for an answer to your last question. One at a time, please.",
  REFUSED_LATELY: "They said no a short while ago, so I do not ask them again today.",
  QUESTION_OVER: "That question is over.",
  QUESTION_FOR_ANOTHER: "That question is for somebody else. Only they can answer it.",
  AUTHOR_OPTED_OUT:
    "Whoever posted that does not want their pictures to be changed by others. Please take another one.",
  NO_MEDIA_IN_MESSAGE: "I see no GIF, video or picture in that message. Please try another one.",
  CONSENT_UNTICKED: "Please tick “I may use this face”, or take a face that you may use.",
  FORM_OVER: "That form was open for too long. Please open it again in the message's menu.",
  FILE_MISSING: "Please give me one file: either attach it as `file` or paste a `link`, not both.",
  MARKS_UNREADABLE: "I read marks in GIF and PNG files, and that is neither.",
  BUTTON_OF_ANOTHER: "That button is somebody else's.",
};
