import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '@contract/errors'

const vocabularySchema = z.record(z.string(), z.int().nonnegative())
/** Phoneme symbol -> the model's ids. */
export type Vocabulary = ReadonlyMap<string, readonly number[]>

/** @throws AppError 'voice/missing', 'voice/incompatible' when the voice's vocab.json is not a table of symbols */
export async function readVocabulary(filesDirectory: string): Promise<Vocabulary> {
  const path = join(filesDirectory, 'vocab.json')
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new AppError('voice/missing', `Cannot read ${path}`, { cause, retry: 'after-user-action' })
  }
  const parsed = vocabularySchema.safeParse(parseJson(text))
  if (!parsed.success)
    throw new AppError('voice/incompatible', `${path} is not a table of symbols`, { cause: parsed.error })
  return new Map(Object.entries(parsed.data).map(([symbol, id]) => [symbol, [id]]))
}

/** undefined, which no schema accepts, when it is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
