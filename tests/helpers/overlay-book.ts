import { SaxesParser } from 'saxes'
import { fromBufferPromise } from 'yauzl'

/** What an element of a text says, by its id: without what stands above or below it, and what is hidden. */
export type TextsById = ReadonlyMap<string, string>

/** A par of an overlay. */
export interface ReadPar {
  readonly textName: string
  readonly id: string
  readonly audioName: string
  readonly startSeconds: number
  readonly endSeconds: number
  /** Number of the seq around it, in its overlay. */
  readonly seq: number
}

export interface ReadOverlay {
  readonly name: string
  readonly textName: string
  readonly pars: readonly ReadPar[]
}

export async function entriesOf(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes)
  const entries = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry)
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array))
    entries.set(entry.fileName, Buffer.concat(chunks))
  }
  return entries
}

interface Handlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

/** @throws at the first place that is not well-formed */
export function walkXml(xml: string, { open, close, text }: Handlers): void {
  const parser = new SaxesParser({ xmlns: false })
  parser.ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', mdash: '\u2014' }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => open(name, attributes))
  parser.on('closetag', ({ name }) => close?.(name))
  parser.on('text', (found) => text?.(found))
  parser.on('cdata', (found) => text?.(found))
  parser.write(xml).close()
}

/** @throws where an id is there twice */
export function textsById(xml: string): TextsById {
  const texts = new Map<string, string>()
  const open: { id: string | undefined; isAside: boolean }[] = []
  walkXml(xml, {
    open(name, { id, hidden }) {
      if (id !== undefined && texts.has(id)) throw new Error(`Two elements have the id ${id}`)
      if (id !== undefined) texts.set(id, '')
      open.push({ id, isAside: hidden !== undefined || /^(?:\w+:)?(?:rt|rp|script|style)$/.test(name) })
    },
    close: () => open.pop(),
    text(found) {
      if (open.some(({ isAside }) => isAside)) return
      for (const { id } of open) if (id !== undefined) texts.set(id, `${texts.get(id) ?? ''}${found}`)
    },
  })
  return texts
}

/** The overlays of a book in the order of its spine. */
export function overlaysOf(entries: ReadonlyMap<string, Buffer>): ReadOverlay[] {
  const packageName = [...entries.keys()].find((name) => name.endsWith('.opf')) ?? ''
  const items = new Map<string, Readonly<Record<string, string>>>()
  const spine: string[] = []
  walkXml(String(entries.get(packageName)), {
    open(name, attributes) {
      if (/(?:^|:)item$/.test(name)) items.set(attributes.id, attributes)
      if (/(?:^|:)itemref$/.test(name)) spine.push(attributes.idref)
    },
  })
  return spine.flatMap((id): ReadOverlay[] => {
    const item = items.get(id)
    const overlay = items.get(item?.['media-overlay'] ?? '')
    if (item === undefined || overlay === undefined) return []
    const name = resolve(packageName, overlay.href)
    const pars = parsOf(String(entries.get(name)), name)
    return [{ name, textName: resolve(packageName, item.href), pars }]
  })
}

function parsOf(smil: string, base: string): ReadPar[] {
  const pars: ReadPar[] = []
  let seq = -1
  let text = ''
  walkXml(smil, {
    open(name, attributes) {
      if (name === 'seq') seq += 1
      if (name === 'text') text = attributes.src
      if (name !== 'audio') return
      const [file, id] = text.split('#')
      pars.push({
        textName: resolve(base, file),
        id: decodeURIComponent(id),
        audioName: resolve(base, attributes.src),
        startSeconds: secondsOf(attributes.clipBegin),
        endSeconds: secondsOf(attributes.clipEnd),
        seq,
      })
    },
  })
  return pars
}

function secondsOf(clock: string): number {
  return clock.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0)
}

function resolve(base: string, reference: string): string {
  return decodeURIComponent(new URL(reference, `file:///${encodeURI(base)}`).pathname.slice(1))
}
