declare module '@echogarden/speex-resampler-wasm/simd' {
  /** The parts of the Emscripten module that Lector calls; pointers and counts are numbers. */
  export interface SpeexResamplerModule {
    HEAPF32: Float32Array
    HEAP32: Int32Array
    _malloc(bytes: number): number
    _free(pointer: number): void
    /** @returns 0 when it cannot be made; `errorPointer` then holds a code */
    _speex_resampler_init(
      channels: number,
      fromHz: number,
      toHz: number,
      quality: number,
      errorPointer: number,
    ): number
    _speex_resampler_destroy(state: number): void
    /** Leaves out the silence that the filter begins with. */
    _speex_resampler_skip_zeros(state: number): number
    _speex_resampler_get_input_latency(state: number): number
    /** The two counts are given as capacity and come back as used. @returns 0, or a code */
    _speex_resampler_process_float(
      state: number,
      channel: number,
      input: number,
      inputCount: number,
      output: number,
      outputCount: number,
    ): number
  }
  export default function SpeexResampler(options: { wasmBinary: Uint8Array }): Promise<SpeexResamplerModule>
}
