import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { AppError } from '@contract/errors'
import type { EntryTable } from './dictionary'
import type { CharacterAlphabet } from './out-of-lexicon'
import type { TaggerModel } from './tagger'
import type { Variant } from './variant'

/** The data files of the English front end, parsed; tables have no prototype. */
export interface EnglishAssets {
  gold: EntryTable
  silver: EntryTable
  specials: Readonly<Record<string, readonly string[]>>
  tagger: TaggerModel
  /** The phoneme symbols of the voice. */
  phonemes: ReadonlySet<string>
  letters: CharacterAlphabet
  networkPath: string
}

/** @throws AppError 'voice/missing' when a file is absent, 'voice/incompatible' when one cannot be understood */
export async function loadEnglishAssets(directory: string, variant: Variant): Promise<EnglishAssets> {
  const network = variant === 'gb' ? 'oov_gb' : 'oov'
  const [gold, silver, specials, tagger, vocab, letters] = await Promise.all([
    readTable<EntryTable>(directory, `lexicon_${variant}_gold.json.gz`),
    readTable<EntryTable>(directory, `lexicon_${variant}_silver.json.gz`),
    readTable<EnglishAssets['specials']>(directory, 'tokenizer_exceptions.json'),
    readTable<TaggerModel>(directory, 'tagger.json.gz', ['tags', 'tagdict', 'vocab', 'weights']),
    readTable<Record<string, number>>(directory, 'vocab.json'),
    readTable<CharacterAlphabet>(directory, `${network}.json`, ['in', 'out', 'maxlen']),
  ])
  return {
    gold,
    silver,
    specials,
    tagger: {
      ...tagger,
      tagdict: withoutPrototype(tagger.tagdict),
      weights: withoutPrototype(tagger.weights),
    },
    phonemes: new Set(Object.keys(vocab)),
    letters,
    networkPath: join(directory, `${network}.onnx`),
  }
}

/** The manifest's checksums vouch for what is inside the files; here only the outline is checked. */
async function readTable<T extends object>(
  directory: string,
  name: string,
  keys: readonly string[] = [],
): Promise<T> {
  const path = join(directory, name)
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (cause) {
    throw new AppError('voice/missing', `The voice lacks ${path}`, { details: { file: name }, cause })
  }
  try {
    const text = (name.endsWith('.gz') ? await promisify(gunzip)(bytes) : bytes).toString('utf8')
    const table: unknown = JSON.parse(text)
    if (typeof table !== 'object' || table === null || !keys.every((key) => key in table))
      throw new Error(`${name} is not a table with ${keys.join(', ')}`)
    return withoutPrototype(table as T)
  } catch (cause) {
    throw new AppError('voice/incompatible', `The voice's file ${path} cannot be read`, {
      details: { file: name },
      cause,
    })
  }
}

/** So that looking up "constructor" finds nothing. */
function withoutPrototype<T extends object>(table: T): T {
  Object.setPrototypeOf(table, null)
  return table
}
