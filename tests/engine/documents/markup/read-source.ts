import { maskControls } from '../../../../src-main/engine/documents/mask-controls'
import { readFlow, type Flow, type FlowOptions } from '../../../../src-main/engine/documents/markup/flow'
import { parseHtml } from '../../../../src-main/engine/documents/markup/parse-html'
import { parseXhtml } from '../../../../src-main/engine/documents/markup/parse-xhtml'

/** Reads HTML as a part of a book. */
export function readHtml(source: string, options: Partial<FlowOptions> = {}): Flow {
  return readFlow(parseHtml(maskControls(source)), { part: 0, source, ...options })
}

/** Reads XHTML as a part of a book. */
export function readXhtml(source: string, options: Partial<FlowOptions> = {}): Flow {
  return readFlow(parseXhtml(maskControls(source)), { part: 0, source, ...options })
}
