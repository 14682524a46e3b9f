/** What is used of pdf.js, as scripts/vite-plugin-pdf-library.mjs changes it; its own types need a DOM. */
declare module 'virtual:pdf-library' {
  /** Six numbers: a b c d e f. */
  type Matrix = readonly number[]

  interface TextItem {
    readonly str: string
    readonly dir: string
    readonly width: number
    readonly height: number
    /** Of the text's own space into the page's, in points, y upwards. */
    readonly transform: Matrix
    readonly fontName: string | null
    /**
     * Beginning and end of every UTF-16 unit of `str` along the line, in the unit of `width`; absent of white space that
     * is only drawn as room.
     */
    readonly spans?: Float32Array
  }
  interface MarkItem {
    readonly type: 'beginMarkedContent' | 'beginMarkedContentProps' | 'endMarkedContent'
    readonly id?: string | null
    readonly tag?: string | null
    readonly replacement?: string | null
  }
  interface TextStyle {
    readonly fontFamily: string
    readonly ascent: number
    readonly descent: number
    readonly vertical: boolean
    readonly fontName: string
    readonly isType3: boolean
  }
  interface TextChunk {
    readonly items: readonly (TextItem | MarkItem)[]
    readonly styles: Readonly<Record<string, TextStyle>>
  }
  interface TextReader {
    read(): Promise<{ done: boolean; value?: TextChunk }>
    cancel(reason: Error): Promise<void>
  }
  interface StructLeaf {
    readonly type: string
    readonly id: string
  }
  interface StructNode {
    readonly role: string
    readonly children: readonly (StructNode | StructLeaf)[]
    readonly alt?: string
    readonly replacement?: string
    readonly lang?: string
  }
  interface PdfPage {
    /** In degrees clockwise, as the page is to be shown. */
    readonly rotate: number
    /** The crop box. */
    readonly view: readonly number[]
    getViewport(options: { scale: number }): {
      readonly width: number
      readonly height: number
      readonly transform: Matrix
    }
    streamTextContent(options: { includeMarkedContent: boolean; disableNormalization: boolean }): {
      getReader(): TextReader
    }
    getStructTree(): Promise<StructNode | null>
    cleanup(): boolean
  }
  interface OutlineNode {
    readonly title: string
    readonly dest: string | readonly unknown[] | null
    readonly items: readonly OutlineNode[]
  }
  interface PdfDocument {
    readonly numPages: number
    getPage(pageNumber: number): Promise<PdfPage>
    getOutline(): Promise<readonly OutlineNode[] | null>
    getDestination(name: string): Promise<readonly unknown[] | null>
    getPageIndex(ref: object): Promise<number>
    getPageLabels(): Promise<readonly string[] | null>
    getMetadata(): Promise<{
      readonly info: Readonly<Record<string, unknown>>
      readonly metadata: { get(name: string): unknown } | null
    }>
    cleanup(): Promise<void>
  }
  interface LoadingTask {
    readonly promise: Promise<PdfDocument>
    destroy(): Promise<void>
  }
  export const version: string
  /** How a file is opened that is to run, bring and fetch nothing. */
  export const closedOptions: Readonly<Record<string, boolean | number>>
  export function getDocument(options: Readonly<Record<string, unknown>>): LoadingTask
}

declare module 'virtual:pdf-worker' {
  export const WorkerMessageHandler: object
}

declare module 'virtual:pdf-cmaps' {
  /** All maps one behind the other, Brotli, base64. */
  export const packed: string
  /** By name, in the order of the maps. */
  export const lengths: Readonly<Record<string, number>>
}
