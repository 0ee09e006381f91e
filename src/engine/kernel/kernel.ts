import { kernelBinary } from "./kernel-binary.ts";

/** A function of the kernel: numbers and addresses. */
type KernelFunction = (...values: number[]) => number;

/** The engine's inner loops in WebAssembly with SIMD, and their memory. What they compute is told by their twins. */
export interface Kernel {
  readonly crop: KernelFunction;
  readonly rasterise: KernelFunction;
  readonly softEdges: KernelFunction;
  readonly sampleUv: KernelFunction;
  readonly shadeSkin: KernelFunction;
  readonly boxBlur: KernelFunction;
  readonly narrow: KernelFunction;
  readonly widen: KernelFunction;
  readonly drawIndexes: KernelFunction;
  readonly decodeLzw: KernelFunction;
  readonly halve: KernelFunction;
  readonly chooseCodes: KernelFunction;
  readonly treeRoom: KernelFunction;
  readonly mapFacing: KernelFunction;
  readonly maskFrame: KernelFunction;
  readonly measureLight: KernelFunction;
  readonly medianBytes: KernelFunction;
  readonly loadPalette: KernelFunction;
  readonly paintPixels: KernelFunction;
  readonly filterInTime: KernelFunction;
  readonly filterBare: KernelFunction;
  readonly packBlend: KernelFunction;
  readonly paletteRoom: KernelFunction;
  /** Makes room; views of the memory from before are of no use afterwards. */
  reserve(bytes: number): void;
  /** The memory from `begin` on. Below that the kernel keeps things of its own. */
  readonly begin: number;
  buffer(): ArrayBuffer;
}

const PAGE = 65_536;

/**
 * A kernel with a memory of its own: one for each user, so that nobody waits for anybody's memory.
 * @returns undefined where the processor has no SIMD or WebAssembly is switched off; the twins do the work then
 */
export function createKernel(): Kernel | undefined {
  if (compiled === undefined) return undefined;
  const { exports } = new WebAssembly.Instance(compiled, { env: { abort: refuse } });
  const { memory } = exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("The kernel has no memory.");
  const named = (name: string): KernelFunction => {
    const found = exports[name];
    if (typeof found !== "function") throw new Error(`The kernel has no ${name}.`);
    return (...values) => Number(found(...values));
  };
  return {
    crop: named("crop"),
    rasterise: named("rasterise"),
    softEdges: named("softenEdges"),
    sampleUv: named("sampleUv"),
    shadeSkin: named("shadeSkin"),
    boxBlur: named("boxBlur"),
    narrow: named("narrow"),
    widen: named("widen"),
    drawIndexes: named("drawIndexes"),
    decodeLzw: named("decodeLzw"),
    halve: named("halve"),
    chooseCodes: named("chooseCodes"),
    treeRoom: named("treeRoom"),
    mapFacing: named("mapFacing"),
    maskFrame: named("maskFrame"),
    measureLight: named("measureLight"),
    medianBytes: named("medianBytes"),
    loadPalette: named("loadPalette"),
    paintPixels: named("paintPixels"),
    filterInTime: named("filterInTime"),
    filterBare: named("filterBare"),
    packBlend: named("packBlend"),
    paletteRoom: named("paletteRoom"),
    begin: PAGE,
    reserve(bytes) {
      const missing = PAGE + bytes - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    },
    buffer: () => memory.buffer,
  };
}

function refuse(): never {
  throw new Error("The kernel gave up.");
}

const compiled = compile();

function compile(): WebAssembly.Module | undefined {
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(kernelBinary), (c) => c.charCodeAt(0)));
  } catch {
    // No SIMD (processors from before 2008) or no compiler (`node --jitless`): both are no fault.
    return undefined;
  }
}
