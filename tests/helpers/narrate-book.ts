import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ReadableDocument } from '../../src-main/contract/document'
import type { RecordedSentence } from '../../src-main/contract/recording-words'
import { openDocument } from '../../src-main/engine/documents'
import { exportNarratedBook } from '../../src-main/engine/export/epub-overlay'
import { entriesOf, overlaysOf, textsById, type ReadPar, type TextsById } from './overlay-book'
import { tellBlocks, writeSilence, type Telling } from './told-document'

export interface NarratedOutcome {
  readonly path: string
  readonly document: ReadableDocument
  readonly sentences: readonly RecordedSentence[]
  readonly entries: ReadonlyMap<string, Buffer>
}

/**
 * What a voice would say of a book becomes its overlays.
 * @param folder for what is written
 * @param telling.silencePath a recording that is there already, however long it is
 */
export async function narrateBook(
  sourcePath: string,
  folder: string,
  telling: Telling & { readonly mediaType?: 'audio/mpeg' | 'audio/mp4'; readonly silencePath?: string } = {},
): Promise<NarratedOutcome> {
  const { mediaType = 'audio/mpeg', silencePath, ...how } = telling
  const document = await openDocument({ source: { kind: 'file', path: sourcePath } })
  const { sentences, seconds } = tellBlocks(document.blocks, how)
  const ending = mediaType === 'audio/mp4' ? 'm4a' : 'mp3'
  const audioPath = silencePath ?? join(folder, `${basename(sourcePath)}.${ending}`)
  if (silencePath === undefined) writeSilence(audioPath, seconds)
  const path = join(folder, `narrated-${basename(sourcePath)}`)
  await exportNarratedBook(
    path,
    {
      ...{ sourcePath, documentId: document.id, title: document.title, language: document.language ?? 'en' },
      narrator: 'Silent Voice',
      modified: new Date('2026-01-02T03:04:05Z'),
      audio: [{ path: audioPath, mediaType, seconds, sentences }],
    },
    new AbortController().signal,
  )
  return { path, document, sentences, entries: await entriesOf(await readFile(path)) }
}

/** A word as an overlay has it: what its element says, and when it is heard. */
export interface ReadWord {
  readonly text: string
  readonly par: ReadPar
}

/**
 * Words one behind the other: what reads the same element as the par before it is a pause.
 * @param isLeftOut whether a text is not looked at, because it is no XML
 */
export function wordsOf(
  entries: ReadonlyMap<string, Buffer>,
  isLeftOut: (textName: string) => boolean = () => false,
): ReadWord[] {
  return overlaysOf(entries).flatMap(({ pars, textName }) => {
    if (isLeftOut(textName)) return []
    const texts: TextsById = textsById(String(entries.get(textName)))
    return pars.flatMap((par, index): ReadWord[] => {
      const text = texts.get(par.id)
      if (text === undefined) throw new Error(`${textName} has no element ${par.id}`)
      return index > 0 && pars[index - 1].id === par.id ? [] : [{ text, par }]
    })
  })
}
