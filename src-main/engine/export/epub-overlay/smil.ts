import { escapeXml } from './xml-source'

/** A stretch of sound, and the id of what it reads. */
export interface Clip {
  readonly id: string
  readonly startMilliseconds: number
  readonly endMilliseconds: number
}

/** "0:01:02.345". */
export function clockValue(milliseconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const seconds = milliseconds / 1_000
  const rest = String(milliseconds % 1_000).padStart(3, '0')
  return `${Math.floor(seconds / 3_600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${rest}`
}

/**
 * A media overlay of one text, written sentence by sentence.
 * @see https://www.w3.org/TR/epub-33/#sec-media-overlays
 */
export class SmilText {
  readonly #parts: string[]
  readonly #text: string
  #chars = 0
  /** How long all that is in it lasts. */
  milliseconds = 0

  /** @param textReference of the text, from the overlay */
  constructor(textReference: string) {
    this.#text = escapeXml(textReference)
    this.#parts = [
      `<?xml version="1.0" encoding="UTF-8"?>\n<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">\n<body>\n`,
    ]
  }

  /** Characters so far, which are bytes but for the names of files. */
  get chars(): number {
    return this.#chars
  }

  /**
   * @param around id of the element that holds the sentence
   * @param type what it is, where it is something that a listener may want to skip
   */
  addSentence(around: string, type: string | undefined, audio: string, clips: readonly Clip[]): void {
    const typed = type === undefined ? '' : ` epub:type="${type}"`
    let seq = `<seq epub:textref="${this.#text}${fragment(around)}"${typed}>\n`
    for (const { id, startMilliseconds, endMilliseconds } of clips) {
      seq += `<par><text src="${this.#text}${fragment(id)}"/><audio src="${escapeXml(audio)}" clipBegin="${clockValue(startMilliseconds)}" clipEnd="${clockValue(endMilliseconds)}"/></par>\n`
      this.milliseconds += endMilliseconds - startMilliseconds
    }
    seq += '</seq>\n'
    this.#parts.push(seq)
    this.#chars += seq.length
  }

  finish(): string {
    return `${this.#parts.join('')}</body>\n</smil>\n`
  }
}

/** Ids are the author's: what has a meaning in an address is escaped. */
function fragment(id: string): string {
  return `#${escapeXml(id.replace(/[%#\s]/g, encodeURIComponent))}`
}
