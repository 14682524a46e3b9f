/** What the painter uses of pdf.js, as scripts/vite-plugin-pdf-library.mjs changes it; its own types ask for a DOM. */
declare module 'virtual:pdf-library' {
  interface Viewport {
    readonly width: number
    readonly height: number
  }
  interface RenderTask {
    readonly promise: Promise<void>
    cancel(): void
  }
  interface PdfPage {
    getViewport(options: { scale: number }): Viewport
    render(options: {
      canvas: null
      canvasContext: OffscreenCanvasRenderingContext2D
      viewport: Viewport
      annotationMode: number
    }): RenderTask
    cleanup(): boolean
  }
  interface PdfDocument {
    readonly numPages: number
    getPage(pageNumber: number): Promise<PdfPage>
    cleanup(): Promise<void>
  }
  export class PDFDataRangeTransport {
    constructor(length: number, initialData: Uint8Array | null)
    onDataRange(begin: number, chunk: Uint8Array): void
    requestDataRange(begin: number, end: number): void
  }
  export const AnnotationMode: { readonly DISABLE: number }
  /** How a file is opened that is to run, bring and fetch nothing. */
  export const closedOptions: Readonly<Record<string, boolean | number>>
  export function getDocument(options: Readonly<Record<string, unknown>>): {
    readonly promise: Promise<PdfDocument>
  }
}

declare module 'virtual:pdf-worker' {
  export const WorkerMessageHandler: object
}

declare module 'virtual:pdf-files' {
  /** Addresses by the maps' names. */
  export const maps: Readonly<Record<string, string>>
  /** Addresses by the files' names. */
  export const fonts: Readonly<Record<string, string>>
}

declare module '*?worker&url' {
  const address: string
  export default address
}

interface Window {
  /** Its addresses are objects to the browser; nobody looks into them. */
  readonly trustedTypes: {
    createPolicy(
      name: string,
      rules: { createScriptURL(address: string): string },
    ): { createScriptURL(address: string): string }
  }
}
