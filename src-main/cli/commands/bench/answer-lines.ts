import { addAbortSignal } from 'node:stream'
import { z } from 'zod'
import { AppError, toErrorData } from '@contract/errors'
import { maxDocumentChars } from '@contract/limits'
import type { CommandContext } from '../../context'
import { linesOf } from '../../lines'
import { warmUpSentences } from './sentences'
import { settle } from './settle'
import { speakText } from './speak-text'
import { rounded } from './statistics'
import { installSubject, withVoice } from './subject'

const requestSchema = z.object({ text: z.string() })

/**
 * `bench --stdin`: a warm voice in one thread for a program that compares. Says first how long loading took, then
 * answers every line {"text": …} of standard input with its times, one after the other; a line that is no request, or
 * a text that cannot be said, is answered by an error and the next one is taken. Ends with standard input.
 */
export async function answerLines(context: CommandContext): Promise<void> {
  const { line, terminal, signal } = context
  const { settings } = line
  const startedAt = performance.now()
  const installed = await installSubject(context)
  await withVoice(context, installed, 'this-thread', async (voice) => {
    await settle(async () => {
      for (const text of warmUpSentences) await speakText({ voice, text, settings, signal })
    })
    terminal.answer({ ready: true, load_ms: rounded(performance.now() - startedAt, 2) })
    for await (const words of linesOf(addAbortSignal(signal, process.stdin), maxDocumentChars)) {
      if (words?.trim() === '') continue
      try {
        const { text } = parseRequest(words)
        const { reading, firstAudioMilliseconds, totalMilliseconds } = await speakText({
          voice,
          text,
          settings,
          signal,
        })
        terminal.answer({
          ttfa_ms: rounded(firstAudioMilliseconds, 3),
          total_ms: rounded(totalMilliseconds, 3),
          audio_s: rounded(reading.audioSeconds),
        })
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        const { code, message } = toErrorData(error)
        terminal.answer({ error: { code, message } })
      }
    }
  })
}

/** @throws AppError 'contract/invalid' */
function parseRequest(words: string | null): z.infer<typeof requestSchema> {
  if (words === null)
    throw new AppError('contract/invalid', `A line has more than ${maxDocumentChars} characters`)
  let value: unknown
  try {
    value = JSON.parse(words)
  } catch (cause) {
    throw new AppError('contract/invalid', `Not JSON: ${words.slice(0, 80)}`, { cause })
  }
  const request = requestSchema.safeParse(value)
  if (!request.success)
    throw new AppError('contract/invalid', `Not {"text": "…"}: ${words.slice(0, 80)}`, {
      cause: request.error,
    })
  return request.data
}
