/** What `/about` says. */
export const en = {
  description: "Who runs me, what does the swaps, and what becomes of your pictures",
  title: (version: string) => `Face-swap bot ${version}`,
  runBy: (who: string) => `**Run by** ${who}`,
  runByNobodyNamed: "**Run by** somebody who has not said who they are",
  ownEngine: "**Swaps are done** here, by this bot's own engine. Your pictures go to nobody else.",
  hosted: (host: string) =>
    `**Swaps are done** by ${host}: your GIF and photo are sent there, and its own rules hold for them.`,
  marks:
    "**Marked as AI-edited:** every result says so under the picture and inside the file. `/verify` reads the mark.",
  privacy: "**Your privacy**",
  privacyLines: [
    "Your GIF and photo are used for one swap and thrown away afterwards.",
    "A face is kept only if you save it: encrypted, and deleted 90 days after its last use.",
    "Nothing that recognises a person is ever stored, and no picture gets into a log.",
  ],
  licence: "Free software under the MIT licence.",
  source: "Source code",
  install: "Add me",
};

export type AboutText = typeof en;
