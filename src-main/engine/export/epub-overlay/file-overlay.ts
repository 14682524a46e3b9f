import type { Block } from '@contract/document'
import { assert } from '@contract/assert'
import { AppError } from '@contract/errors'
import type { RecordedSentence } from '@contract/recording-words'
import { maxPackageFileBytes } from '../../documents/epub/book-files'
import type { TracedFile } from '../../documents/epub/traced-file'
import { firstSecond, type HeardSentence, type NarrationCursor } from './narration-cursor'
import { PlaceMarker } from './place-marker'
import { SmilText, type Clip } from './smil'
import type { TextEdits } from './text-edits'
import { TextPlaces } from './text-places'

/**
 * An overlay that names every word of a text has 120 bytes for each; this is six hours of reading. What follows in a text
 * longer than that, a novel in one file, is named sentence by sentence: readers hold an overlay whole.
 */
const maxWordedChars = 6 * 2 ** 20
/** Lector itself reads no longer ones. */
const maxOverlayChars = maxPackageFileBytes - 2 ** 16

/** What a listener may want to skip, by what it is called in an overlay. */
const skippable: Partial<Record<Block['kind'], string>> = { footnote: 'footnote', 'page-number': 'pagebreak' }

/** The overlay of a text, and what has to be changed in it. */
export interface FileOverlay {
  readonly smil: string
  readonly milliseconds: number
  /** Numbers of the files with sound that it names. */
  readonly audio: ReadonlySet<number>
}

/**
 * Takes what is said of a file from a narration and marks it in the file.
 * @param edits  of the file's source; what marks its words is added
 * @param references how its overlay names the file, and files with sound by their numbers
 * @returns null where nothing of the file is said
 * @throws AppError 'document/too-large' for a text of which even the sentences are too many
 */
export async function overlayFile(
  file: TracedFile,
  edits: TextEdits,
  cursor: NarrationCursor,
  blocks: readonly Pick<Block, 'kind' | 'text'>[],
  references: { readonly text: string; audio(index: number): string },
): Promise<FileOverlay | null> {
  const places = new TextPlaces(file, (block) => blocks[block].text)
  const smil = new SmilText(references.text)
  const audio = new Set<number>()
  let marker: PlaceMarker | null = null
  for (let heard = await cursor.peek(); heard !== null; heard = await cursor.peek()) {
    const { sentence } = heard
    const text = places.textOf(sentence.block)
    if (text === undefined || sentence.startChar >= text.endChar) break
    assert(
      sentence.startChar >= text.startChar,
      `sentences come in the order of the book, at block ${text.block}`,
    )
    const { here, rest } = splitAt(heard, text.endChar)
    cursor.advance(rest)
    marker ??= new PlaceMarker(file, places, edits)
    const clips = clipsOf(here, marker, smil.chars < maxWordedChars)
    if (clips.length === 0) continue
    const { startChar, endChar } = here.sentence
    const around = marker.nameAround(sentence.block, startChar, endChar) ?? clips[0].id
    smil.addSentence(around, skippable[blocks[sentence.block].kind], references.audio(heard.audio), clips)
    audio.add(heard.audio)
    if (smil.chars > maxOverlayChars)
      throw new AppError(
        'document/too-large',
        `${JSON.stringify(file.name)} has too much text for an overlay`,
        {
          details: { format: 'epub', part: file.name },
        },
      )
  }
  return audio.size === 0 ? null : { smil: smil.finish(), milliseconds: smil.milliseconds, audio }
}

/** A sentence may go on in the next file, of which the book's block is made as well. */
function splitAt(heard: HeardSentence, endChar: number): { here: HeardSentence; rest?: HeardSentence } {
  const { sentence, audio, untilSeconds } = heard
  const words = sentence.words.filter(([startChar]) => startChar < endChar)
  const others = sentence.words.slice(words.length)
  if (sentence.endChar <= endChar || others.length === 0) return { here: heard }
  const after: RecordedSentence = {
    ...sentence,
    startChar: endChar,
    startSeconds: others[0][2],
    words: others,
  }
  const before: RecordedSentence = {
    ...sentence,
    endChar,
    endSeconds: words.at(-1)?.[3] ?? others[0][2],
    words,
  }
  return {
    here: { audio, sentence: before, untilSeconds: firstSecond(after) },
    rest: { audio, sentence: after, untilSeconds },
  }
}

/**
 * The clips of a sentence. What is heard between two of them, and behind the last, is a clip of its own that reads the
 * first of the two: players go on without a gap, pauses last as long as they do, and a word's own clip is exactly it.
 */
function clipsOf({ sentence, untilSeconds }: HeardSentence, marker: PlaceMarker, isWorded: boolean): Clip[] {
  const { block, startChar, endChar, startSeconds, endSeconds, words } = sentence
  // Where room is short the pause behind a sentence is in its clip.
  const end = isWorded ? endSeconds : Math.max(endSeconds, untilSeconds)
  const whole: RecordedSentence['words'][number] = [startChar, endChar, startSeconds, end]
  const said = isWorded && words.length > 0 ? words : [whole]
  const clips: Clip[] = []
  const until = milliseconds(untilSeconds)
  let saidTo = startChar
  for (const [wordStart, wordEnd, start, end] of said) {
    // What was said already lights up again: a stretch has one id.
    const isSaid = wordEnd <= saidTo
    const id =
      (isSaid ? clips.at(-1)?.id : undefined) ?? marker.mark(block, Math.max(saidTo, wordStart), wordEnd)
    saidTo = Math.max(saidTo, wordEnd)
    if (id === null) continue
    const startMilliseconds = milliseconds(start)
    addPause(clips, startMilliseconds)
    // A clip may not be empty.
    clips.push({ id, startMilliseconds, endMilliseconds: Math.max(milliseconds(end), startMilliseconds + 1) })
  }
  addPause(clips, until)
  return clips
}

function addPause(clips: Clip[], untilMilliseconds: number): void {
  const last = clips.at(-1)
  if (last === undefined || last.endMilliseconds >= untilMilliseconds) return
  clips.push({ id: last.id, startMilliseconds: last.endMilliseconds, endMilliseconds: untilMilliseconds })
}

function milliseconds(seconds: number): number {
  return Math.max(0, Math.round(seconds * 1_000))
}
