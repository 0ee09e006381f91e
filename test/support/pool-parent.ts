// A program that opens a pool with one busy loop and one idle process, says so, and waits to be killed.
import { openPool } from "./open-pool.ts";
import { refusedJob } from "./swap-jobs.ts";

const world = await openPool({ processes: 2 });
while (world.pool.state().ready < 2) await new Promise((resolve) => setTimeout(resolve, 20));
await world.arm("job", "hang");
void world.pool.swap(refusedJob());
process.send?.("ready");
