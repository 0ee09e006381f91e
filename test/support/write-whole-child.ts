import { writeWhole } from "../../src/cli/write-whole.ts";

/** A process that writes 64 MB and says so as it begins: `write-whole-child.ts PATH`. */
const written = writeWhole(process.argv[2], new Uint8Array(64 * 1024 * 1024));
process.stdout.write("writing\n");
await written;
