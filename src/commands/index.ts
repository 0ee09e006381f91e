import type { Command, Component } from "./command.ts";
import { faceswap } from "./faceswap.ts";
import { fetchResult, showResult } from "./show-result.ts";

/** Every command, in the order in which they are registered. */
export const commands: readonly Command[] = [faceswap];

/** Everything that can be pressed. */
export const components: readonly Component[] = [showResult, fetchResult];
