import type { AdminCommand } from "./admin-command.ts";
import { audit } from "./audit.ts";
import { credits } from "./credits.ts";
import { keys } from "./keys.ts";
import { maintenance } from "./maintenance.ts";
import { servers } from "./servers.ts";

/** Every command of `npm run admin`, in the order of its help. */
export const adminCommands: readonly AdminCommand[] = [credits, audit, servers, keys, maintenance];
