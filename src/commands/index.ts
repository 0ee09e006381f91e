import { about } from "./about.ts";
import type { Command, Component, Form, MessageCommand } from "./command.ts";
import { agree, decline } from "./answer-question.ts";
import { credits } from "./credits.ts";
import { faces } from "./faces.ts";
import { faceswap } from "./faceswap.ts";
import { cancelJob, changeFaces, pickFace, startJob, turnPage } from "./job-buttons.ts";
import { createHelp } from "./help.ts";
import { eraseData, keepData, privacy } from "./privacy.ts";
import { quota } from "./quota.ts";
import { swapInto, swapIntoForm } from "./swap-into.ts";
import { verify } from "./verify.ts";
import { again } from "./results/again.ts";
import { reportDecisions } from "./results/decide-report.ts";
import { makePrivate } from "./results/make-private.ts";
import { otherFace, otherFaceForm } from "./results/other-face.ts";
import { remove } from "./results/remove.ts";
import { report, reportReason } from "./results/report.ts";
import { settings } from "./settings.ts";
import { fetchResult, showResult } from "./show-result.ts";

/** Everything that can be pressed. */
export const components: readonly Component[] = [
  showResult,
  fetchResult,
  startJob,
  changeFaces,
  pickFace,
  turnPage,
  cancelJob,
  again,
  otherFace,
  remove,
  makePrivate,
  report,
  reportReason,
  ...reportDecisions,
  agree,
  eraseData,
  keepData,
  decline,
];

/** Every entry in the menu of a message. */
export const messageCommands: readonly MessageCommand[] = [swapInto];

const explained: readonly Command[] = [
  faceswap,
  faces,
  privacy,
  verify,
  credits,
  quota,
  settings,
  about,
];

/** Every command, in the order in which they are registered. */
export const commands: readonly Command[] = [...explained, createHelp(explained, messageCommands)];

/** Every form that can be sent. */
export const forms: readonly Form[] = [swapIntoForm, otherFaceForm];
