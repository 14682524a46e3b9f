declare module '@echogarden/espeak-ng-emscripten' {
  /** One entry of espeak's event list; `text_position` counts characters from 1, `id` is the sound of a phoneme event. */
  export interface EspeakEvent {
    type: string
    text_position: number
    id: string | number | undefined
  }
  export interface EspeakWorker {
    /** 0 when the voice exists. */
    set_voice(name: string, language: string): number
    set_rate(wordsPerMinute: number): void
    /**
     * Phonemes as IPA: a line per clause, words parted by spaces, sounds by underscores. The callback may be called
     * several times; true stops.
     */
    synthesize_and_get_phonemes(
      text: string,
      onChunk: (samples: Int16Array, events: EspeakEvent[]) => boolean,
    ): string
    __destroy__(): void
  }
  export interface EspeakFile {
    readonly fd: number
  }
  /** The parts of the Emscripten module that Lector uses. */
  export interface EspeakModule {
    FS: {
      open(path: string, flags: string): EspeakFile
      write(file: EspeakFile, bytes: Uint8Array, offset: number, length: number, position: number): number
      close(file: EspeakFile): void
    }
    eSpeakNGWorker: new () => EspeakWorker
  }
  export default function Espeak(options: {
    /** espeak-ng.data, all of it. */
    getPreloadedPackage: () => ArrayBufferLike
    print: (line: string) => void
    printErr: (line: string) => void
  }): Promise<EspeakModule>
}

declare module '*.data?bytes' {
  const bytes: Uint8Array
  export default bytes
}
