import type { Command } from "./command.ts";
import { faceswap } from "./faceswap.ts";

/** Every command, in the order in which they are registered. */
export const commands: readonly Command[] = [faceswap];
