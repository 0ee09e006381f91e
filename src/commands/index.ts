import { about } from "./about.ts";
import type { Command, Component, Form, MessageCommand } from "./command.ts";
import { credits } from "./credits.ts";
import { faces } from "./faces.ts";
import { faceswap } from "./faceswap.ts";
import { createHelp } from "./help.ts";
import { quota } from "./quota.ts";
import { fetchResult, showResult } from "./show-result.ts";

/** Everything that can be pressed. */
export const components: readonly Component[] = [showResult, fetchResult];

/** Every entry in the menu of a message. */
export const messageCommands: readonly MessageCommand[] = [];

const explained: readonly Command[] = [faceswap, faces, credits, quota, about];

/** Every command, in the order in which they are registered. */
export const commands: readonly Command[] = [...explained, createHelp(explained, messageCommands)];

/** Every form that can be sent. */
export const forms: readonly Form[] = [];
