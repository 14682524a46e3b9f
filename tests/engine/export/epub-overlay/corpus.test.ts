import { readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Block } from '../../../../src-main/contract/document'
import { AppError } from '../../../../src-main/contract/errors'
import { openDocument } from '../../../../src-main/engine/documents'
import { corpusFolder, corpusNeeds, hasCorpus } from '../../../helpers/corpus-folder'
import { hasEpubcheck, newFaultsOf } from '../../../helpers/epubcheck'
import { narrateBook, wordsOf, type NarratedOutcome } from '../../../helpers/narrate-book'
import { ffmpegNeeds, hasFfmpeg } from '../../../helpers/told-document'

const isWhole = process.env.LECTOR_SOAK === '1'
const books = hasCorpus ? readdirSync(corpusFolder).filter((name) => name.endsWith('.epub')) : []
/** Those that are read in seconds. */
const short = new Set([
  'epub3-arabic-rtl.epub',
  'epub3-w3c-scripting-consent.epub',
  'epub3-waste-land-obfuscated-fonts.epub',
])
/** Texts that are not well-formed as their makers have them. */
const brokenTexts = /1342\/(?:bm|by_author)\.html$/
/** Two texts of it are no XML, in which EPUBCheck finds nothing that is named. */
const isUnsound = (name: string): boolean => name === 'epub2-pride-and-prejudice.epub'
const sound = books.filter((name) => !name.startsWith('hostile') && (isWhole || short.has(name)))
const hostile = books.filter((name) => name.startsWith('hostile'))
const squeezed = (text: string): string => text.replace(/[\s\u00ad\u2060“”]+/g, '')
const shownOf = (blocks: readonly Block[]): unknown =>
  blocks.map(({ kind, text, level, matter, marker }) => ({ kind, text, level, matter, marker }))

describe.skipIf(!hasCorpus || !hasFfmpeg)(
  `exportNarratedBook, of the corpus (LECTOR_SOAK=1: of long books as well) ${corpusNeeds} ${ffmpegNeeds}`,
  () => {
    let folder = ''
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'lector-overlay-corpus-'))
    })
    afterAll(() => rm(folder, { recursive: true, force: true }))
    const outcomes = new Map<string, Promise<NarratedOutcome>>()
    const narrated = (name: string): Promise<NarratedOutcome> => {
      const known = outcomes.get(name)
      const made =
        known ?? narrateBook(join(corpusFolder, name), folder, { secondsPerWord: 0.01, pauseSeconds: 0.02 })
      outcomes.set(name, made)
      return made
    }

    test.each(sound)('%s: every word is where it is said, and when', async (name) => {
      const { document, sentences, entries } = await narrated(name)
      const read = wordsOf(entries, (text) => brokenTexts.test(text))
      let at = 0
      let asides = 0
      const isWellFormed = ({ block }: { block: number }): boolean =>
        !brokenTexts.test(document.parts[document.blocks[block].source.part].label)
      for (const { block, words } of sentences.filter(isWellFormed))
        for (const [startChar, endChar, startSeconds, endSeconds] of words) {
          const said = squeezed(document.blocks[block].text.slice(startChar, endChar))
          const word = read.at(at)
          if (word === undefined || Math.abs(word.par.startSeconds - startSeconds) > 0.001) {
            // One element says several words: a picture's description, a time.
            asides += 1
            continue
          }
          at += 1
          expect(Math.abs(word.par.endSeconds - endSeconds)).toBeLessThanOrEqual(0.001)
          const text = squeezed(word.text)
          if (text === '' || !said.startsWith(text)) asides += 1
        }
      expect(at).toBe(read.length)
      expect(asides).toBeLessThanOrEqual(at / 50)
    })

    test.each(sound)('%s: Lector reads the same text from it, with these words', async (name) => {
      const { path, document, sentences } = await narrated(name)
      const again = await openDocument({ source: { kind: 'file', path } })
      expect(shownOf(again.blocks)).toEqual(shownOf(document.blocks))
      expect(again.narrators).toEqual(['Silent Voice'])
      const placed = new Map(
        again.overlays.map((clip) => [Math.round(clip.startSeconds * 1_000), clip] as const),
      )
      let others = 0
      let parts = 0
      let count = 0
      for (const { block, words } of sentences)
        for (const [startChar, endChar, startSeconds, endSeconds] of words) {
          count += 1
          const clip = placed.get(Math.round(startSeconds * 1_000))
          // Of a word that goes on behind an element the overlay names the part in it.
          const isPlaced = clip?.block === block && clip.startChar === startChar && clip.endChar <= endChar
          const isTimed = Math.abs((clip?.endSeconds ?? Infinity) - endSeconds) <= 0.001
          if (!isPlaced || !isTimed) others += 1
          else if (clip.endChar < endChar) parts += 1
        }
      expect(others).toBeLessThanOrEqual(count / 50)
      expect(parts).toBeLessThanOrEqual(count / 20)
    })

    test.skipIf(!hasEpubcheck || !isWhole).each(sound.filter((name) => !isUnsound(name)))(
      '%s: EPUBCheck finds no fault that the book does not have (needs LECTOR_SOAK=1 and epubcheck)',
      async (name) => {
        const { path } = await narrated(name)
        expect(await newFaultsOf(path, join(corpusFolder, name))).toEqual([])
      },
      900_000,
    )

    test.each(hostile)('%s is refused, or done without harm', async (name) => {
      const before = readdirSync(folder).filter((file) => file.includes(name))
      try {
        const { entries } = await narrated(name)
        for (const entry of entries.keys()) expect(entry).not.toMatch(/^\/|\.\.|\\/)
      } catch (error) {
        expect(error).toBeInstanceOf(AppError)
        expect(readdirSync(folder).filter((file) => file.includes(`narrated-${name}`))).toEqual(before)
      }
    })
  },
)
