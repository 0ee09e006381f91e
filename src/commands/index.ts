import type { Command, Component, Form, MessageCommand } from "./command.ts";
import { credits } from "./credits.ts";
import { faceswap } from "./faceswap.ts";
import { cancelJob, changeFaces, pickFace, startJob, turnPage } from "./job-buttons.ts";
import { quota } from "./quota.ts";
import { fetchResult, showResult } from "./show-result.ts";

/** Every command, in the order in which they are registered. */
export const commands: readonly Command[] = [faceswap, credits, quota];

/** Everything that can be pressed. */
export const components: readonly Component[] = [
  showResult,
  fetchResult,
  startJob,
  changeFaces,
  pickFace,
  turnPage,
  cancelJob,
];

/** Every entry in the menu of a message. */
export const messageCommands: readonly MessageCommand[] = [];

/** Every form that can be sent. */
export const forms: readonly Form[] = [];
