// Writes the compiled kernel to where the engine reads it: `npm run build:kernel`.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compileKernel } from "./compile-kernel.ts";

const bytes = Buffer.from(await compileKernel()).toString("base64");
await writeFile(
  join(import.meta.dirname, "../../src/engine/kernel/kernel-binary.ts"),
  `/** \`kernel/\` compiled, in base64; written by \`npm run build:kernel\`. */
export const kernelBinary =
  "${bytes}";
`,
);
