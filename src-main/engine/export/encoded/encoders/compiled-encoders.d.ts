/** The parts of each Emscripten module that Lector calls; pointers and counts are numbers. */

declare module '@mediabunny/aac-encoder/dist/modules/build/aac.js?encoder' {
  /** FFmpeg's encoder of AAC-LC. */
  export interface AacModule {
    readonly HEAPU8: Uint8Array
    /** @returns 0 when it cannot be made */
    _init_encoder(channels: number, sampleRateHz: number, bitsPerSecond: number): number
    _get_encoder_frame_size(context: number): number
    _get_encoder_extradata(context: number): number
    _get_encoder_extradata_size(context: number): number
    /** @returns where one frame of float samples goes */
    _get_encode_input_ptr(context: number, bytes: number): number
    /** @returns less than 0: a code */
    _send_frame(context: number, presentation: bigint): number
    /** @returns the bytes of the next packet; 0: none is ready; less: a code */
    _receive_packet(context: number): number
    _get_encoded_data(context: number): number
    _flush_encoder_start(context: number): void
    _close_encoder(context: number): void
  }
  export default function createModule(): Promise<AacModule>
}

declare module '@mediabunny/mp3-encoder/dist/modules/build/lame.js?encoder' {
  /** LAME. */
  export interface LameModule {
    readonly HEAPU8: Uint8Array
    _malloc(bytes: number): number
    _free(pointer: number): void
    _init_lame(channels: number, sampleRateHz: number, bitsPerSecond: number): number
    /** Takes 16-bit samples. @returns how many bytes were written; less than 0: a code */
    _encode_samples(
      context: number,
      left: number,
      right: number,
      samples: number,
      output: number,
      outputBytes: number,
    ): number
    _flush_lame(context: number, output: number, outputBytes: number): number
    _close_lame(context: number): void
  }
  export default function createModule(): Promise<LameModule>
}

declare module '@mediabunny/flac-encoder/dist/modules/build/flac.js?encoder' {
  /** libFLAC, at its compression level 5. */
  export interface FlacModule {
    readonly HEAPU8: Uint8Array
    /** @returns 0 when it cannot be made */
    _init_encoder(channels: number, sampleRateHz: number, bitsPerSample: number): number
    _get_header_data(context: number): number
    _get_header_size(context: number): number
    /** @returns where 32-bit samples go, of which the highest bits count */
    _get_encode_input_ptr(context: number, bytes: number): number
    /** @returns less than 0: a code */
    _send_samples(context: number, samples: number): number
    _finish_encoder(context: number): number
    /** The frames made by the last call, one behind the other. */
    _get_output_data(context: number): number
    _get_frame_count(context: number): number
    _get_frame_size(context: number, index: number): number
    _get_frame_samples(context: number, index: number): number
  }
  export default function createModule(): Promise<FlacModule>
}

declare module 'opusscript/build/opusscript_native_wasm.js' {
  /** An encoder and a decoder of libopus. */
  export interface OpusHandler {
    /** @returns the packet's bytes; less than 0: a code */
    _encode(input: number, inputBytes: number, output: number, frameSamples: number): number
    /** @param argument a value, or a pointer to where one goes; returns less than 0: a code */
    _encoder_ctl(request: number, argument: number): number
  }
  export interface OpusModule {
    readonly HEAPU8: Uint8Array
    readonly HEAPU16: Uint16Array
    readonly HEAP32: Int32Array
    _malloc(bytes: number): number
    readonly OpusScriptHandler: {
      new (sampleRateHz: number, channels: number, application: number): OpusHandler
      destroy_handler(handler: OpusHandler): void
    }
    /** Settled when it may be called. */
    readonly ready: Promise<OpusModule>
  }
  export default function createModule(options: { wasmBinary: Uint8Array }): OpusModule
}
