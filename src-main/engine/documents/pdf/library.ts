import type { LoadingTask } from 'virtual:pdf-library'
import { AppError } from '@contract/errors'
import { BundledCMaps } from './cmaps'
import { stubDrawingClasses } from './dom-stubs'

/** Nothing is drawn: what would be needed for that is not there to be had. */
class NothingToFetch {
  fetch({ filename }: { readonly filename: string }): Promise<never> {
    return Promise.reject(new Error(`${filename} is not needed for text`))
  }
}
class NothingToDraw {
  destroy(): void {}
}

/** The one version whose behaviour the changes in scripts/vite-plugin-pdf-library.mjs were written for. */
export const libraryVersion = '5.5.207'

/**
 * Begins to open a document with pdf.js: text only, in this process, without eval, network, files, fonts or forms.
 * @param bytes handed over: pdf.js keeps them
 * @throws Error when another version was bundled
 */
export async function loadWithLibrary(bytes: Uint8Array, password?: string): Promise<LoadingTask> {
  stubDrawingClasses()
  // The worker announces itself to this process when it is loaded; pdf.js finds it there instead of starting one.
  await import('virtual:pdf-worker')
  const { closedOptions, getDocument, version } = await import('virtual:pdf-library')
  if (version !== libraryVersion)
    throw new AppError('internal/unexpected', `pdf.js ${version} is not ${libraryVersion}`)
  return getDocument({
    data: bytes,
    password,
    ...closedOptions,
    isOffscreenCanvasSupported: false,
    // Larger pictures are not decoded, and of smaller ones none is either: text alone is asked for.
    maxImageSize: 0,
    disableRange: true,
    CMapReaderFactory: BundledCMaps,
    StandardFontDataFactory: NothingToFetch,
    WasmFactory: NothingToFetch,
    CanvasFactory: NothingToDraw,
    FilterFactory: NothingToDraw,
  })
}
