import { shownLink, time } from "../markdown.ts";

/** The question whether somebody's picture may be used, and how it ended. Times are Unix milliseconds. */
export interface ConsentText {
  readonly yes: string;
  readonly no: string;
  /** To the asker, while it is open. */
  readonly waiting: (memberId: string, endsAt: number) => string;
  readonly question: (question: {
    readonly memberId: string;
    readonly askerId: string;
    readonly targetUrl: string;
    readonly endsAt: number;
  }) => string;
  /** In place of the question. */
  readonly saidYes: (memberId: string) => string;
  readonly saidNo: (memberId: string) => string;
  readonly questionOver: (memberId: string) => string;
  /** To the asker. */
  readonly refused: (memberId: string) => string;
  readonly expired: (memberId: string) => string;
  readonly unaskable: (memberId: string) => string;
}

export const en: ConsentText = {
  yes: "Yes, they may",
  no: "No",
  waiting: (memberId, endsAt) =>
    `I have asked <@${memberId}>. Nothing happens, and nothing costs anything, until they say yes; the question ends ${time(endsAt, "R")}.`,
  question: ({ memberId, askerId, targetUrl, endsAt }) => {
    const link = shownLink(targetUrl);
    const gif = link === undefined ? "a GIF" : `[this GIF](${link})`;
    return `<@${memberId}>, <@${askerId}> wants to put the face of your profile picture into ${gif}. May they? This is for one swap only. Without an answer ${time(endsAt, "R")}, it is a no.`;
  },
  saidYes: (memberId) => `<@${memberId}> said yes.`,
  saidNo: (memberId) => `<@${memberId}> said no.`,
  questionOver: (memberId) => `<@${memberId}> did not answer in time. That is a no.`,
  refused: (memberId) => `<@${memberId}> said no, so nothing was made. This cost you nothing.`,
  expired: (memberId) =>
    `<@${memberId}> did not answer in time, so nothing was made. This cost you nothing.`,
  unaskable: (memberId) =>
    `I could not ask <@${memberId}> here, so nothing was made. This cost you nothing.`,
};
