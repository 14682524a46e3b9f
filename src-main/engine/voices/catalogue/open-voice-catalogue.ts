import { mkdir, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { catalogueIdSchema, type CatalogueState, type CatalogueVoice } from '@contract/catalogue'
import { AppError } from '@contract/errors'
import { replaceFile } from '../../onnx/file-hash'
import { notesIn } from '../../onnx/prepared-models'
import { fetchDocument, fetchVoice, lockName, takeFetchLock, type DownloadPacing } from '../store'
import {
  addedDirectory,
  addedFolders,
  findVoice,
  neighboursOn,
  placeOfFiles,
  shelvedVoices,
  type ShelvedVoice,
  type VoiceShelf,
} from '../voice-folders'
import { bringPiperVoice, unknownLicence } from './bring-piper-voice'
import { describePublished, describeShelved } from './describe-shelved'
import { bytesBelow } from './disk-use'
import { importVoice } from './import-voice'
import { licenceOfCard } from './model-card'
import { openPiperCatalogue, piperHome, type PiperListing } from './piper-catalogue'
import { maxCardBytes, type PiperVoice } from './piper-entries'
import { progressMeter } from './progress-meter'
import { notRemovable, removeFolders, removeParts } from './remove-voice'
import type { VoiceCatalogue } from './voice-catalogue'

/** Half a minute of a voice has 500 KB. */
const maxSampleBytes = 2 * 2 ** 20

export interface VoiceCatalogueOptions {
  readonly shelf: VoiceShelf
  /** The voice that speaks unless another is chosen; it is never removed. */
  readonly defaultVoice: string
  /** Keeps what was learnt of voices that are not here; made when first needed, may be cleared. */
  readonly cacheDirectory: string
  /** Keeps downloads of Lector's own voices for other checkouts; absent: nowhere. */
  readonly downloadsDirectory?: string | undefined
  /** Where Piper publishes; absent: its home. */
  readonly piperAddress?: string | undefined
  readonly pacing?: DownloadPacing | undefined
}

/** The catalogue of a shelf. Nothing is opened, and nothing needs to be closed. */
export function openVoiceCatalogue(options: VoiceCatalogueOptions): VoiceCatalogue {
  const { shelf, defaultVoice, pacing } = options
  const directory = join(options.cacheDirectory, 'piper')
  const cardsDirectory = join(directory, 'cards')
  const piper = openPiperCatalogue({ home: options.piperAddress ?? piperHome, directory, pacing })
  const cardPath = (id: string): string => join(cardsDirectory, `${id}.txt`)

  async function stateOf({ voices: published, told }: PiperListing): Promise<CatalogueState> {
    const shelved = await shelvedVoices(shelf)
    const cards = await readdir(cardsDirectory).catch((): string[] => [])
    const own = shelved.map((voice) =>
      describeShelved(
        voice,
        voice.isAdded ? published.find(({ id }) => id === voice.manifest.id) : undefined,
        voice.manifest.id === defaultVoice,
      ),
    )
    const others = published
      .filter((voice) => !shelved.some((one) => isOne(one, voice)))
      .map(async (voice) => {
        const card = cards.includes(`${voice.id}.txt`) ? await readFile(cardPath(voice.id), 'utf8') : ''
        return describePublished(voice, shelf, licenceOfCard(card))
      })
    const voices = await Promise.all([...own, ...others])
    return { voices: voices.sort(byLanguageAndName), piper: told }
  }

  /** @throws AppError 'voice/missing' */
  async function find(id: string): Promise<ShelvedVoice | PiperVoice> {
    const isName = catalogueIdSchema.safeParse(id).success
    const shelved = isName ? await findVoice(shelf, id).catch(unlessMissing) : null
    const found = shelved ?? (await piper.kept()).voices.find((voice) => voice.id === id)
    if (!found) throw new AppError('voice/missing', `There is no voice "${id}"`, { details: { voice: id } })
    return found
  }

  /** What was learnt of a voice is kept; without a network it is all there is. */
  async function keptOr(path: string, fetch: () => Promise<Buffer>): Promise<Buffer> {
    const kept = await readFile(path).catch(() => null)
    if (kept) return kept
    const bytes = await fetch()
    await replaceFile(path, bytes)
    return bytes
  }

  async function described(id: string, signal: AbortSignal): Promise<CatalogueVoice> {
    signal.throwIfAborted()
    const voice = await findVoice(shelf, id)
    return describeShelved(voice, undefined, id === defaultVoice)
  }

  async function locked(folder: string, work: () => Promise<void>): Promise<void> {
    await mkdir(folder, { recursive: true })
    const release = await takeFetchLock(join(folder, lockName), new AbortController().signal)
    await work().finally(release)
  }

  return {
    async state(signal) {
      signal.throwIfAborted()
      return stateOf(await piper.kept())
    },
    refresh: async (signal) => stateOf(await piper.refresh(signal)),
    async licence(id, signal) {
      const voice = await find(id)
      if ('manifest' in voice) {
        const { spdx, file } = voice.manifest.licence
        const folder = voice.isAdded ? addedDirectory(shelf) : shelf.voicesDirectory
        const text = await readFile(join(folder, id, file), 'utf8').catch(() => null)
        return { spdx: spdx === unknownLicence ? null : spdx, text }
      }
      const { card } = voice
      if (!card) return { spdx: null, text: null }
      const bytes = await keptOr(cardPath(id), () =>
        document(piper.addressOf(card), { maxBytes: maxCardBytes, signal, pacing }),
      )
      const text = bytes.toString('utf8')
      return { spdx: licenceOfCard(text), text }
    },
    async sample(id, signal) {
      const voice = (await piper.kept()).voices.find((one) => one.id === id)
      if (!voice) {
        await find(id)
        throw noSample(id)
      }
      const address = piper.addressOf({ path: `${voice.folder}/samples/speaker_0.mp3` })
      const bytes = await keptOr(join(directory, 'samples', `${id}.mp3`), async () => {
        const sent = await document(address, { maxBytes: maxSampleBytes, signal, pacing }).catch(
          (error: unknown) => {
            throw error instanceof AppError && error.details.status === 404 ? noSample(id, error) : error
          },
        )
        if (!isMp3(sent)) throw noSample(id)
        return sent
      })
      return { mediaType: 'audio/mpeg', bytes: new Uint8Array(bytes) }
    },
    async download(id, { signal, onProgress }) {
      const voice = await find(id)
      if ('manifest' in voice) {
        const { manifest, folders } = voice
        const place = await placeOfFiles(folders, manifest, signal, notesIn(folders.prepared))
        // What came with Lector is whole: there is nothing to fetch.
        if (place !== folders.files) return
        const meter = progressMeter(id, sumOf(manifest.files), onProgress)
        await fetchVoice({
          manifest,
          directory: folders.files,
          cacheDirectory: options.downloadsDirectory,
          neighbours: () => neighboursOn(shelf),
          onProgress: ({ bytes }) => meter(bytes),
          pacing,
          signal,
        })
        return
      }
      const files = [voice.config, voice.model, ...(voice.card ? [voice.card] : [])]
      const onBytes = progressMeter(id, sumOf(files), onProgress)
      await bringPiperVoice(voice, { shelf, catalogue: piper, pacing, signal, onBytes })
    },
    async discard(id) {
      const voice = await find(id)
      if (!('manifest' in voice)) {
        const { own, files } = addedFolders(shelf, id)
        await locked(files, () => removeFolders(id, [own]))
        return
      }
      const { files } = voice.folders
      const { place } = await describeShelved(voice, undefined, id === defaultVoice)
      if (place !== 'partly') return
      // Of the default voice all that is sound stays, whatever else is missing.
      await locked(files, () => (id === defaultVoice ? removeParts(files) : removeFolders(id, [files])))
    },
    async remove(id) {
      const voice = await find(id)
      if (id === defaultVoice)
        throw notRemovable(id, 'default', `${id} is the voice that reads unless another is chosen: it stays`)
      if (!('manifest' in voice)) {
        await removeFolders(id, [addedFolders(shelf, id).own])
        return
      }
      const { place } = await describeShelved(voice, undefined, false)
      if (place === 'carried') throw notRemovable(id, 'carried', `${id} came with Lector: it stays`)
      const { files, prepared } = voice.folders
      const folders = voice.isAdded ? [addedFolders(shelf, id).own] : [files, prepared]
      await removeFolders(id, folders)
    },
    async diskUse() {
      const shelved = await shelvedVoices(shelf)
      const folders = shelved.flatMap(({ folders: { files, prepared, carried }, isAdded }) =>
        isAdded ? [] : [files, prepared, ...(carried ? [carried.files, carried.prepared] : [])],
      )
      // Those of an installed Lector lie among the added ones, and are counted once.
      const added = addedDirectory(shelf)
      const apart = folders.filter((folder) => !folder.startsWith(added))
      const sizes = await Promise.all([...apart, added].map(bytesBelow))
      return sizes.reduce((sum, bytes) => sum + bytes, 0)
    },
    async importVoice(path, signal) {
      return described(await importVoice(path, shelf, signal), signal)
    },
  }
}

/** Whether a published voice is one of the shelf: under its own name, or one of Lector's own of the same network. */
function isOne({ manifest }: ShelvedVoice, { id, model }: PiperVoice): boolean {
  const file = model.path.split('/').at(-1)
  return (
    manifest.id === id || manifest.files.some(({ name, bytes }) => name === file && bytes === model.bytes)
  )
}

function byLanguageAndName(a: CatalogueVoice, b: CatalogueVoice): number {
  const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
  return order(a.language, b.language) || order(a.name, b.name) || order(a.id, b.id)
}

async function document(address: string, options: Parameters<typeof fetchDocument>[1]): Promise<Buffer> {
  const sent = await fetchDocument(address, options)
  if (!sent) throw new AppError('voice/fetch-failed', `${address} holds nothing`, { details: { address } })
  return sent.bytes
}

/** As it begins: with tags, or with a frame. */
function isMp3(bytes: Buffer): boolean {
  return (
    bytes.subarray(0, 3).toString('latin1') === 'ID3' || (bytes[0] === 0xff && (bytes[1] & 0xe0) === 0xe0)
  )
}

function sumOf(files: readonly { bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}

function unlessMissing(error: unknown): null {
  if (error instanceof AppError && error.code === 'voice/missing') return null
  throw error
}

function noSample(id: string, cause?: unknown): AppError {
  return new AppError('voice/no-sample', `There is no sample of the voice ${id}`, {
    details: { voice: id },
    cause,
  })
}
