/** What the kernel uses of WebAssembly; the types of Node.js leave the global out. */
declare namespace WebAssembly {
  // oxlint-disable-next-line typescript/no-extraneous-class -- it is one
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    private constructor();
    readonly buffer: ArrayBuffer;
    /** @param pages of 64 KB */
    grow(pages: number): number;
  }
  class Instance {
    constructor(module: Module, imports?: object);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
