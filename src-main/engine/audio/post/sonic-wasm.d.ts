declare module '@echogarden/sonic-wasm' {
  /** The parts of the Emscripten module that Lector calls; pointers and counts are numbers. */
  export interface SonicModule {
    HEAPF32: Float32Array
    _malloc(bytes: number): number
    _free(pointer: number): void
    _sonicCreateStream(sampleRateHz: number, channels: number): number
    _sonicDestroyStream(stream: number): void
    _sonicSetSpeed(stream: number, speed: number): void
    _sonicWriteFloatToStream(stream: number, samples: number, count: number): number
    _sonicReadFloatFromStream(stream: number, samples: number, maxCount: number): number
    _sonicFlushStream(stream: number): number
  }
  export default function Sonic(options: { wasmBinary: Uint8Array }): Promise<SonicModule>
}

declare module '*.wasm?bytes' {
  const bytes: Uint8Array
  export default bytes
}
