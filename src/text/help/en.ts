/** What `/help` says, beside the commands themselves. */
export const en = {
  description: "What I can do, and how to get a good swap",
  title: "Put a face into a GIF",
  steps: [
    "Type `/faceswap`.",
    "Give me a GIF or a picture (`gif` or `link`) and a photo of a face (`face`).",
    "I tell you what it costs. Then the reply turns into the finished swap.",
  ],
  photo:
    "**A good photo** shows one face from the front: sharp, bright, eyes open, mouth closed, nothing in front of it.",
  gif: "**A good GIF** shows a face that is large and turned to the camera.",
  fair: "**Be fair:** use your own face, or ask first. Every result is marked as AI-edited.",
  commands: "What you can do here:",
  inMenu: (name: string) =>
    `\`${name}\` in the menu of a message (right click, or press and hold, then “Apps”)`,
};

export type HelpText = typeof en;
