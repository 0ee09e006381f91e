// AssemblyScript: compiled to WebAssembly by `npm run build:kernel`, see docs/decisions/2026-11-25-a-kernel-in-webassembly.md.
// Every function works on memory that the caller has laid out: a name that ends in no unit is an address. What each
// computes is told by its twin in TypeScript, against which it is tested.

export { boxBlur } from "./box-blur";
export { chooseCodes, treeRoom } from "./choose-codes";
export { crop } from "./crop";
export { decodeLzw } from "./decode-lzw";
export { halve } from "./halve";
export { measureLight } from "./light-field";
export { mapFacing } from "./map-facing";
export { medianBytes } from "./median";
export { maskFrame } from "./mask-frame";
export { drawIndexes, narrow, widen } from "./indexes";
export { filterBare, filterInTime, packBlend } from "./pack-blend";
export { loadPalette, paintPixels, paletteRoom } from "./paint-pixels";
export { rasterise } from "./rasterise";
export { sampleUv } from "./sample-uv";
export { shadeSkin } from "./shade-skin";
export { softenEdges } from "./soften-edges";
