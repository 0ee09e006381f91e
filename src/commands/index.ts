import type { Command } from "./command.ts";
import { credits } from "./credits.ts";
import { faceswap } from "./faceswap.ts";
import { quota } from "./quota.ts";

/** Every command, in the order in which they are registered. */
export const commands: readonly Command[] = [faceswap, credits, quota];
