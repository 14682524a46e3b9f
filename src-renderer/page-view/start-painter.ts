import painterAddress from './page-painter.worker?worker&url'

/**
 * Makes what starts painters. Call it once: the page's policy of trusted types knows the name once, and no address but
 * the painter's.
 */
export function createPainterStart(window: Window): () => Worker {
  let address: string | null = null
  return () => {
    address ??= window.trustedTypes
      .createPolicy('lector-page-painter', { createScriptURL: () => painterAddress })
      .createScriptURL('')
    return new Worker(address, { type: 'module', name: 'Lector pages' })
  }
}
