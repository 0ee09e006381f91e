import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

export interface ProgramFile {
  readonly path: string;
  readonly execArgv: readonly string[];
}

/** How to run a program of this folder: as the TypeScript it is, through tsx, or as the JavaScript it was compiled to. */
export function programFile(name: string): ProgramFile {
  const { url } = import.meta;
  const fromSource = url.endsWith(".ts");
  const path = fileURLToPath(new URL(`./${name}.${fromSource ? "ts" : "js"}`, url));
  if (!fromSource) return { path, execArgv: ["--enable-source-maps"] };
  const tsx = pathToFileURL(createRequire(url).resolve("tsx/esm"));
  return { path, execArgv: ["--import", tsx.href] };
}
