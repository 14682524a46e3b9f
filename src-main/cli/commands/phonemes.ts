import { Readable } from 'node:stream'
import { assert } from '@contract/assert'
import { AppError } from '@contract/errors'
import {
  readDocumentFile,
  SpokenDocument,
  tokensOf,
  type FrontEnd,
  type Pronounce,
  type SpokenToken,
} from '../../engine'
import type { CommandContext } from '../context'
import { withFrontEnd } from '../front-end'
import { linesOf } from '../lines'
import { loadPronounce } from '../pronunciations'

/** A sentence as it is said: `phonemes` in the voice's alphabet with punctuation; ranges are of the text given. */
interface PhonemesOfSentence {
  readonly startChar: number
  readonly endChar: number
  readonly phonemes: string
  readonly tokens: readonly SpokenToken[]
}

/** `phonemes "TEXT"` or `phonemes --lines FILE`: what the voice's front end makes of a text. */
export async function phonemes(context: CommandContext): Promise<void> {
  const { line, terminal } = context
  const { operands, lines } = line
  if ((operands.length === 0) === (lines === undefined))
    throw new AppError(
      'usage/invalid',
      'phonemes needs a text or a file of lines: phonemes "Good morning." or phonemes --lines FILE',
    )
  const pronounce = await loadPronounce(context)
  await withFrontEnd(context, async (frontEnd) => {
    const said = (text: string) => phonemesOf(text, { frontEnd, pronounce, signal: context.signal })
    if (lines !== undefined) return answerFile(context, context.resolvePath(lines), said)
    const sentences = await said(operands.join(' '))
    terminal.json({ sentences })
    for (const sentence of sentences) terminal.line(sentence.phonemes)
  })
}

/** One line for each of the file: a conversation with a program rather than one result. */
async function answerFile(
  { line, terminal, signal }: CommandContext,
  path: string,
  said: (text: string) => Promise<PhonemesOfSentence[]>,
): Promise<void> {
  const bytes = await readDocumentFile(path, signal)
  for await (const text of linesOf(Readable.from([bytes]), bytes.length)) {
    assert(text !== null, 'a line is no longer than its file')
    const sentences = await said(text)
    if (line.isJson) terminal.answer({ sentences })
    else terminal.line(sentences.map((sentence) => sentence.phonemes).join(' '))
  }
}

async function phonemesOf(
  text: string,
  options: { frontEnd: FrontEnd; pronounce: Pronounce | undefined; signal: AbortSignal },
): Promise<PhonemesOfSentence[]> {
  const { frontEnd, pronounce, signal } = options
  const source = { part: 0, startChar: 0, endChar: text.length, exact: true }
  const document = new SpokenDocument([{ kind: 'paragraph', text, marks: [], source }], { pronounce })
  const said: PhonemesOfSentence[] = []
  for (const sentence of document.sentences({ block: 0, char: 0 })) {
    signal.throwIfAborted()
    const speakable = document.speakable(sentence)
    const spoken = await frontEnd.speak(speakable)
    const { startChar, endChar } = sentence
    said.push({
      startChar,
      endChar,
      phonemes: spoken.sentences.map((part) => part.phonemes).join(' '),
      tokens: tokensOf(speakable.text, spoken).map((token) => ({
        ...token,
        startChar: startChar + token.startChar,
        endChar: startChar + token.endChar,
      })),
    })
  }
  return said
}
