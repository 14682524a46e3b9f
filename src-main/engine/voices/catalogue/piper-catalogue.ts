import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { CatalogueState } from '@contract/catalogue'
import { AppError, toErrorData } from '@contract/errors'
import { replaceFile } from '../../onnx/file-hash'
import { fetchDocument, type DownloadPacing } from '../store'
import { readPiperEntries, type PiperFile, type PiperVoice } from './piper-entries'

/** Where Piper publishes what it has; the voices lie in folders beside it. */
export const piperHome = 'https://huggingface.co/rhasspy/piper-voices/resolve/main/voices.json'
/** It has 300 KB. */
const maxCatalogueBytes = 4 * 2 ** 20

/** What is written beside what is kept. */
const noteSchema = z.object({
  home: z.string(),
  etag: z.string().optional(),
  asOfMilliseconds: z.number().nonnegative(),
})
type Note = z.infer<typeof noteSchema>

/** What Piper publishes, as far as it is known here. */
export interface PiperCatalogue {
  /** Without a network. */
  kept(): Promise<PiperListing>
  /** Asks its home. @throws `signal.reason` */
  refresh(signal: AbortSignal): Promise<PiperListing>
  addressOf(file: Pick<PiperFile, 'path'>): string
}

export interface PiperListing {
  readonly voices: readonly PiperVoice[]
  readonly told: CatalogueState['piper']
}

/** @param options.directory keeps what its home said last; made when first needed */
export function openPiperCatalogue({
  home,
  directory,
  pacing,
}: {
  home: string
  directory: string
  pacing?: DownloadPacing | undefined
}): PiperCatalogue {
  const listPath = join(directory, 'voices.json')
  const notePath = join(directory, 'voices.note.json')

  /** Of another home, or damaged: as if nothing were kept. */
  async function readKept(): Promise<{
    note: Note
    entries: NonNullable<ReturnType<typeof readPiperEntries>>
  } | null> {
    try {
      const note = noteSchema.parse(JSON.parse(await readFile(notePath, 'utf8')))
      const entries = readPiperEntries(JSON.parse(await readFile(listPath, 'utf8')))
      return note.home === home && entries !== null ? { note, entries } : null
    } catch {
      return null
    }
  }

  async function keep(bytes: Buffer | null, etag: string | undefined): Promise<void> {
    if (bytes) await replaceFile(listPath, bytes)
    const note: Note = { home, ...(etag === undefined ? {} : { etag }), asOfMilliseconds: Date.now() }
    await replaceFile(notePath, Buffer.from(JSON.stringify(note)))
  }

  async function listing(told: Pick<CatalogueState['piper'], 'state' | 'error'>): Promise<PiperListing> {
    const kept = await readKept()
    return {
      voices: kept?.entries.voices ?? [],
      told: {
        ...told,
        droppedEntries: kept?.entries.dropped ?? 0,
        ...(kept ? { asOfMilliseconds: kept.note.asOfMilliseconds } : {}),
      },
    }
  }

  return {
    kept: async () => listing({ state: (await readKept()) === null ? 'never' : 'kept' }),
    async refresh(signal) {
      const etag = (await readKept())?.note.etag
      try {
        const told = await fetchDocument(home, { maxBytes: maxCatalogueBytes, etag, signal, pacing })
        if (told && readPiperEntries(parsed(told.bytes)) === null) throw noCatalogue(home)
        await keep(told?.bytes ?? null, told ? told.etag : etag)
        return await listing({ state: 'fresh' })
      } catch (error) {
        signal.throwIfAborted()
        if (!(error instanceof AppError)) throw error
        return listing({ state: 'unreachable', error: toErrorData(error) })
      }
    },
    addressOf: ({ path }) => new URL(path.split('/').map(encodeURIComponent).join('/'), home).href,
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    // A page that asks for a login, say: no catalogue, which the caller says.
    return null
  }
}

function noCatalogue(home: string): AppError {
  return new AppError('voice/fetch-failed', `What ${home} holds is no catalogue of voices`, {
    details: { reason: 'refused', address: home },
    retry: 'now',
  })
}
