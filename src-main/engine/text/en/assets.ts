import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, type ZlibOptions } from 'node:zlib'
import { AppError } from '@contract/errors'
import type { Entry, EntryTable } from './dictionary'
import type { CharacterAlphabet } from './out-of-lexicon'
import { PackedTable } from './packed-table'
import type { TaggerModel } from './tagger'
import type { Variant } from './variant'

const inflate = promisify<Buffer, ZlibOptions, Buffer>(gunzip)
/** About what the largest file comes to: put together of the usual 16 KiB, it would wait for hundreds of pieces. */
const inflatedBytes = 5 * 2 ** 20

/** The data files of the English front end. */
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
  const packed = <Value>(json: Buffer): PackedTable<Value> => new PackedTable<Value>(json)
  const [gold, silver, specials, tagger, phonemes, letters] = await Promise.all([
    readAsset(directory, `lexicon_${variant}_gold.json.gz`, packed<Entry>),
    readAsset(directory, `lexicon_${variant}_silver.json.gz`, packed<Entry>),
    readAsset(directory, 'tokenizer_exceptions.json', parse<EnglishAssets['specials']>),
    readAsset(directory, 'tagger.json.gz', readTagger),
    readAsset(directory, 'vocab.json', (json) => new Set(Object.keys(parse<object>(json)))),
    readAsset(directory, `${network}.json`, parse<CharacterAlphabet>),
  ])
  return {
    gold,
    silver,
    specials,
    tagger,
    phonemes,
    letters,
    networkPath: join(directory, `${network}.onnx`),
  }
}

function readTagger(json: Buffer): TaggerModel {
  const parts = new PackedTable(json, ['tagdict', 'weights'])
  const part = (name: string): Buffer => {
    const slice = parts.slice(name)
    if (!slice) throw new Error(`The tagger has no ${name}`)
    return slice
  }
  return {
    tags: parse(part('tags')),
    tagdict: parts.part('tagdict'),
    vocab: new Set(parse<string[]>(part('vocab'))),
    weights: parts.part('weights'),
  }
}

function parse<Value>(json: Buffer): Value {
  const value: unknown = JSON.parse(json.toString('utf8'))
  if (typeof value !== 'object' || value === null) throw new Error('Not a table')
  return value as Value
}

/** The manifest's checksums vouch for what is inside the files; here only the outline is checked. */
async function readAsset<Value>(
  directory: string,
  name: string,
  read: (json: Buffer) => Value,
): Promise<Value> {
  const path = join(directory, name)
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (cause) {
    throw new AppError('voice/missing', `The voice lacks ${path}`, { details: { file: name }, cause })
  }
  try {
    return read(name.endsWith('.gz') ? await inflate(bytes, { chunkSize: inflatedBytes }) : bytes)
  } catch (cause) {
    throw new AppError('voice/incompatible', `The voice's file ${path} cannot be read`, {
      details: { file: name },
      cause,
    })
  }
}
