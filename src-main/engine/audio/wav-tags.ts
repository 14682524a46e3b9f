import { riffChunk, riffList, riffText } from './riff-chunk'

/** What a recording says of itself; what is absent or empty is not said. */
export interface WavTags {
  readonly title?: string
  readonly artist?: string
  /** The whole that this is a part of: an album, a book. */
  readonly product?: string
  readonly track?: string
  /** What made the file. */
  readonly software?: string
  readonly comment?: string
  /** As "2026-11-22", or the year alone. */
  readonly created?: string
  readonly genre?: string
  readonly language?: string
  readonly copyright?: string
}

/** In the order they are written. */
const names: readonly (readonly [tag: keyof WavTags, name: string])[] = [
  ['title', 'INAM'],
  ['artist', 'IART'],
  ['product', 'IPRD'],
  ['track', 'ITRK'],
  ['software', 'ISFT'],
  ['comment', 'ICMT'],
  ['created', 'ICRD'],
  ['genre', 'IGNR'],
  ['language', 'ILNG'],
  ['copyright', 'ICOP'],
]

/** The tags as one chunk; empty where there are none. */
export function infoChunk(tags: WavTags): Buffer {
  const said = names.flatMap(([tag, name]) => {
    const text = tags[tag]
    return text ? [riffChunk(name, riffText(text))] : []
  })
  return said.length === 0 ? Buffer.alloc(0) : riffList('INFO', said)
}
