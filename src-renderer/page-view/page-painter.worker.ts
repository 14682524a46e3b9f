/*
 * Draws the pages of one PDF. All of pdf.js runs in this worker, and nothing of it in the page: here is no document, no
 * way to main, no font face of the browser's, nothing that a file could reach but this worker's own memory; and whoever
 * takes too long is ended with it. Code from a file never runs: what pdf.js could compile is switched off, the content
 * security policy refuses it besides, forms and annotations are left out, and scripts are not looked for. What is fetched
 * are Lector's own fonts and character maps. Bitmaps leave, and the bytes of the file come in as they are asked for.
 */
import { AnnotationMode, closedOptions, getDocument, PDFDataRangeTransport } from 'virtual:pdf-library'
import type { PdfDocument, RenderTask } from 'virtual:pdf-library'
import { fonts, maps } from 'virtual:pdf-files'
import 'virtual:pdf-worker'
import type { PainterReply, PainterRequest } from './painter-messages'

/** Bytes asked for at once. */
const stretchBytes = 2 ** 18
/** Pictures with more pixels are left out: a page at 600 dpi has 35 million. */
const maxPicturePixels = 2 ** 26
/** Fonts and pictures of pages that were painted are let go after so many. */
const pagesBetweenCleanups = 8

/** The file, stretch by stretch. */
class AskedFile extends PDFDataRangeTransport {
  override requestDataRange(startByte: number, endByte: number): void {
    answer({ kind: 'wanted', startByte, endByte })
  }
}

/** Surfaces in a worker. */
class WorkerCanvases {
  create(width: number, height: number): DrawnSurface {
    const canvas = new OffscreenCanvas(width, height)
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) }
  }
  reset({ canvas }: DrawnSurface, width: number, height: number): void {
    if (canvas) Object.assign(canvas, { width, height })
  }
  destroy(surface: DrawnSurface): void {
    if (surface.canvas) Object.assign(surface.canvas, { width: 0, height: 0 })
    surface.canvas = null
    surface.context = null
  }
}

interface DrawnSurface {
  canvas: OffscreenCanvas | null
  context: OffscreenCanvasRenderingContext2D | null
}

/** Filters are elements of a document: there is none, and pages are drawn without. */
class NoFilters {
  addFilter = noFilter
  addHCMFilter = noFilter
  addAlphaFilter = noFilter
  addLuminosityFilter = noFilter
  addHighlightHCMFilter = noFilter
  destroy(): void {}
}

class OwnMaps {
  async fetch({ name }: { readonly name: string }): Promise<{ cMapData: Uint8Array; isCompressed: true }> {
    return { cMapData: await ownFile(maps, name), isCompressed: true }
  }
}

class OwnFonts {
  fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    return ownFile(fonts, filename)
  }
}

class NothingMore {
  fetch({ filename }: { readonly filename: string }): Promise<never> {
    return Promise.reject(new Error(`${filename} is not brought`))
  }
}

let file: AskedFile | null = null
let document: PdfDocument | null = null
let painting: RenderTask | null = null
let isGivenUp = false
/** Since fonts and pictures were let go last. */
let painted = 0

addEventListener('message', ({ data }: MessageEvent<PainterRequest>) => {
  if (data.kind === 'open') void open(data)
  else if (data.kind === 'bytes') file?.onDataRange(data.startByte, data.bytes)
  else if (data.kind === 'paint') void paint(data)
  else {
    isGivenUp = true
    painting?.cancel()
  }
})

async function open({ byteLength, password }: Extract<PainterRequest, { kind: 'open' }>): Promise<void> {
  file = new AskedFile(byteLength, null)
  try {
    document = await getDocument({
      range: file,
      rangeChunkSize: stretchBytes,
      ...(password === null ? {} : { password }),
      ...closedOptions,
      isOffscreenCanvasSupported: true,
      maxImageSize: maxPicturePixels,
      CMapReaderFactory: OwnMaps,
      StandardFontDataFactory: OwnFonts,
      WasmFactory: NothingMore,
      CanvasFactory: WorkerCanvases,
      FilterFactory: NoFilters,
    }).promise
    const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 })
    answer({ kind: 'opened', pages: document.numPages, size: { width, height } })
  } catch (error) {
    answer({ kind: 'refused', reason: String(error) })
  }
}

async function paint({
  page: index,
  widthPixels,
  maxPixels,
}: Extract<PainterRequest, { kind: 'paint' }>): Promise<void> {
  isGivenUp = false
  try {
    if (!document) throw new Error('nothing is open')
    if (painted >= pagesBetweenCleanups) {
      painted = 0
      // Between two pages, and not behind one: the next is asked for as soon as that is answered.
      await document.cleanup()
    }
    const page = await document.getPage(index + 1)
    if (isGivenUp) throw new Error('it is out of sight')
    const size = page.getViewport({ scale: 1 })
    const scale = Math.min(widthPixels / size.width, Math.sqrt(maxPixels / (size.width * size.height)))
    const viewport = page.getViewport({ scale })
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(viewport.width)),
      Math.max(1, Math.round(viewport.height)),
    )
    const canvasContext = canvas.getContext('2d', { alpha: false })
    if (!canvasContext) throw new Error('there is no surface to draw on')
    painting = page.render({ canvas: null, canvasContext, viewport, annotationMode: AnnotationMode.DISABLE })
    await painting.promise
    page.cleanup()
    const bitmap = canvas.transferToImageBitmap()
    // A blank surface of the same size is left behind, and stays until garbage is collected.
    Object.assign(canvas, { width: 0, height: 0 })
    answer({ kind: 'painted', page: index, size: { width: size.width, height: size.height }, bitmap }, [
      bitmap,
    ])
    painted += 1
  } catch (error) {
    answer({ kind: 'unpainted', page: index, reason: String(error) })
  } finally {
    painting = null
  }
}

function answer(reply: PainterReply, transfer: Transferable[] = []): void {
  postMessage(reply, { transfer })
}

async function ownFile(addresses: Readonly<Record<string, string>>, name: string): Promise<Uint8Array> {
  const address = Object.hasOwn(addresses, name) ? addresses[name] : undefined
  if (address === undefined) throw new Error(`There is no ${JSON.stringify(name)}`)
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${name} could not be fetched: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

function noFilter(): string {
  return 'none'
}
