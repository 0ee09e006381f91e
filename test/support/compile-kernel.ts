import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { main } from "assemblyscript/asc";

const folder = join(import.meta.dirname, "../../kernel");
const source = "index.ts";

/** Compiles the engine's kernel. The same source gives the same bytes. */
export async function compileKernel(): Promise<Uint8Array> {
  let compiled: Uint8Array | undefined;
  const options = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "-o", "out.wasm"];
  const { error } = await main([source, ...options], {
    readFile: async (name) => {
      try {
        return await readFile(join(folder, name), "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (_, content) => {
      if (typeof content !== "string") compiled = content;
    },
    listFiles: () => [],
    stderr: process.stderr,
  });
  if (compiled === undefined) throw new Error("The kernel does not compile.", { cause: error });
  return compiled;
}
