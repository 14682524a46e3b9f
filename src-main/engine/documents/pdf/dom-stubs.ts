/*
 * pdf.js makes a matrix of the page's kind when its module is loaded, for drawing; text is read without one. What a
 * process lacks gets an empty class of that name, so that the module loads; nobody calls it.
 */
class Undrawn {}

const names = ['DOMMatrix', 'Path2D', 'ImageData'] as const

/** Defines the classes for drawing that pdf.js names while it is loaded, where this process has none. */
export function stubDrawingClasses(): void {
  const scope: Record<string, unknown> = globalThis
  for (const name of names) scope[name] ??= Undrawn
}
