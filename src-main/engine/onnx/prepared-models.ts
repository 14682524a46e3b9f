import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '@contract/errors'
import { maxModelBytes } from '@contract/limits'
import { noteUse, removeDisused } from './disuse'
import { fileSha256, readIfThere, replaceFile, sha256Of } from './file-hash'
import { readModel, unsignedWeights, writeModel } from './graph'
import { doSignedProductsOverflow } from './integer-products'
import { openSession, runtimeOnProcessor, type ModelSession } from './session'

/** What is made from one source file: named files, and what their reader must know. */
export interface PreparedContent<Name extends string, Description> {
  /** File name → bytes. */
  files: Readonly<Record<Name, Uint8Array>>
  /** Plain data. */
  description: Description
}

export interface PreparedEntry<Name extends string, Description> {
  /** File name → path. */
  paths: Readonly<Record<Name, string>>
  description: Description
}

const indexFile = 'index.json'
/** An optimised form, its hash beside it, or what was left of writing one. */
const formName = /^(.*)-[0-9a-f]{32}\.onnx/
const indexSchema = z.strictObject({
  files: z.record(z.string(), z.string()),
  description: z.unknown(),
})

/**
 * Files made from a source file, kept until source or workshop change.
 *
 * An entry is a folder named by the source's sha256 and the workshop's version. Every file is written beside its final
 * name, synced and renamed, the index with their sha256 last: what a crash leaves behind is never taken for whole, and
 * two processes at the same entry only replace equal files by equal files. Of entries that other workshops made from the
 * same source those go that nobody has used for a month, whenever one is made.
 * @param options.carriedDirectory where entries lie that came with Lector, and are only read; absent: nowhere
 * @param options.make must always make the same bytes from the same source
 * @param options.descriptionSchema what a kept description must look like; an entry with another is made again
 * @throws AppError 'voice/missing' when the source cannot be read, 'voice/incompatible' when it is larger than
 *   `maxModelBytes`; whatever `make` throws; `signal.reason`
 */
export async function prepareOnce<Name extends string, Description>(options: {
  sourcePath: string
  cacheDirectory: string
  carriedDirectory?: string | undefined
  workshopVersion: string
  fileNames: readonly Name[]
  descriptionSchema: z.ZodType<Description>
  make: (source: Uint8Array) => PreparedContent<Name, Description>
  signal?: AbortSignal | undefined
}): Promise<PreparedEntry<Name, Description>> {
  const { sourcePath, cacheDirectory, carriedDirectory, fileNames, signal } = options
  signal?.throwIfAborted()
  const notes = notesIn(cacheDirectory)
  await refuseOversized(sourcePath)
  const sourceHash = await orMissing(sourcePath, fileSha256(sourcePath, notes))
  const source = `${sourceHash.slice(0, 32)}-`
  const entryName = `${source}${options.workshopVersion}`
  const find = (directory: string): Promise<PreparedEntry<Name, Description> | undefined> =>
    findEntry(join(directory, entryName), fileNames, options.descriptionSchema, notes)
  const carried = carriedDirectory === undefined ? undefined : await find(carriedDirectory)
  if (carried) return carried
  const folder = join(cacheDirectory, entryName)
  const kept = await find(cacheDirectory)
  if (kept) {
    await noteUse(folder)
    return kept
  }
  const paths = pathsIn(folder, fileNames)
  signal?.throwIfAborted()
  const { files, description } = options.make(await orMissing(sourcePath, readFile(sourcePath)))
  for (const name of fileNames) {
    signal?.throwIfAborted()
    await replaceFile(paths[name], files[name])
  }
  const hashes = mapNames(fileNames, (name) => sha256Of(files[name]))
  const index = JSON.stringify({ files: hashes, description }, null, 2)
  await replaceFile(join(folder, indexFile), Buffer.from(index))
  await removeDisused(cacheDirectory, (name) => (name.startsWith(source) ? name : null))
  // A note may be in use at that age: then the file is read once more.
  await removeDisused(notes, (name) => name)
  return { paths, description }
}

/** Before it is read into memory. */
async function refuseOversized(path: string): Promise<void> {
  const { size } = await orMissing(path, stat(path))
  if (size > maxModelBytes)
    throw new AppError(
      'voice/incompatible',
      `A model of ${size} bytes is too large, at most ${maxModelBytes}`,
      {
        details: { reason: 'too-large', bytes: size },
      },
    )
}

/** What the index says, or undefined when it is absent, damaged or of another form. */
async function readIndex<Description>(
  folder: string,
  descriptionSchema: z.ZodType<Description>,
): Promise<{ files: Readonly<Record<string, string>>; description: Description } | undefined> {
  const index = indexSchema.safeParse(parseJson(await readIfThere(join(folder, indexFile))))
  const description = descriptionSchema.safeParse(index.data?.description)
  return index.success && description.success
    ? { files: index.data.files, description: description.data }
    : undefined
}

/** An entry that is whole, or undefined. */
async function findEntry<Name extends string, Description>(
  folder: string,
  fileNames: readonly Name[],
  descriptionSchema: z.ZodType<Description>,
  notesDirectory: string,
): Promise<PreparedEntry<Name, Description> | undefined> {
  const index = await readIndex(folder, descriptionSchema)
  if (!index) return undefined
  const paths = pathsIn(folder, fileNames)
  for (const name of fileNames) {
    if (!(await holds(paths[name], index.files[name] ?? '', notesDirectory))) return undefined
  }
  return { paths, description: index.description }
}

function pathsIn<Name extends string>(
  folder: string,
  fileNames: readonly Name[],
): Readonly<Record<Name, string>> {
  return mapNames(fileNames, (name) => join(folder, name))
}

function mapNames<Name extends string>(
  names: readonly Name[],
  valueOf: (name: Name) => string,
): Readonly<Record<Name, string>> {
  const result: Partial<Record<Name, string>> = {}
  for (const name of names) result[name] = valueOf(name)
  return result as Record<Name, string>
}

/**
 * Opens a model through the runtime's own optimised form of it, which loads in a fraction of the time; the form is made
 * on first use and kept in `cacheDirectory`, tied to the runtime's version and the processor. One that nobody has opened
 * for a month is removed when another is made of a file of the same name. Without a usable one the plain file is opened:
 * the cache can only make loading faster.
 * @param options.threads   absent: 1
 * @param options.exactSums true: where products of signed bytes overflow, unsigned ones stand for them, which takes a
 *   tenth to a fifth longer
 * @throws AppError 'voice/incompatible' when the runtime refuses the plain file, 'voice/missing' when it is not there
 */
export async function openPrepared(
  path: string,
  cacheDirectory: string,
  options: { threads?: number | undefined; exactSums?: boolean | undefined } = {},
): Promise<ModelSession> {
  const { threads, exactSums = false } = options
  const notes = notesIn(cacheDirectory)
  const modelHash = await orMissing(path, fileSha256(path, notes))
  const isUnsigned = exactSums && (await doSignedProductsOverflow(cacheDirectory))
  const form = isUnsigned ? `unsigned ${modelHash}` : modelHash
  const key = sha256Of(`${runtimeOnProcessor()} ${form}`).slice(0, 32)
  const optimised = join(cacheDirectory, 'optimised', `${basename(path, '.onnx')}-${key}.onnx`)
  const expected = await readIfThere(`${optimised}.sha256`)
  if (expected && (await holds(optimised, expected.toString('latin1'), notes))) {
    // Of the two files the one whose hash is not remembered by its times.
    await noteUse(`${optimised}.sha256`)
    try {
      return await openSession(optimised, { optimised: 'already', threads })
    } catch {
      // Refused although its key fits: the plain model decides whether the voice works.
    }
  }
  const model = isUnsigned ? await withUnsignedWeights(path) : path
  return openAndOptimise(model, optimised, threads)
}

/** @returns the path itself where it has no signed weights */
async function withUnsignedWeights(path: string): Promise<string | Uint8Array> {
  const model = readModel(await orMissing(path, readFile(path)))
  const unsigned = unsignedWeights(model)
  return unsigned === model ? path : writeModel(unsigned)
}

async function openAndOptimise(
  model: string | Uint8Array,
  optimised: string,
  threads: number | undefined,
): Promise<ModelSession> {
  const written = `${optimised}.${randomUUID()}`
  try {
    await mkdir(dirname(optimised), { recursive: true })
    const session = await openSession(model, { optimised: { writeTo: written }, threads })
    await keepOptimised(written, optimised).catch(() => undefined)
    return session
  } catch {
    // Where the optimised form cannot be written (a full disk, a read-only folder) the model still opens.
    return await openSession(model, { threads })
  } finally {
    // It was renamed, or could not be written: either way the model is open, and litter is no reason to refuse it.
    await rm(written, { force: true }).catch(() => undefined)
  }
}

/** The hash comes last, as the index of an entry does: without it the form is not used. */
async function keepOptimised(written: string, optimised: string): Promise<void> {
  const file = await open(written, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  const hash = sha256Of(await readFile(written))
  await rename(written, optimised)
  await replaceFile(`${optimised}.sha256`, Buffer.from(hash))
  const model = formName.exec(basename(optimised))?.[1]
  await removeDisused(dirname(optimised), (name) => {
    const [form, itsModel] = formName.exec(name) ?? []
    return form !== undefined && itsModel === model ? form : null
  })
}

async function holds(path: string, expected: string, notesDirectory: string): Promise<boolean> {
  try {
    return (await fileSha256(path, notesDirectory)) === expected
  } catch {
    return false
  }
}

async function orMissing<T>(path: string, read: Promise<T>): Promise<T> {
  try {
    return await read
  } catch (cause) {
    throw new AppError('voice/missing', `Cannot read ${path}`, {
      details: { path },
      cause,
      retry: 'after-user-action',
    })
  }
}

/** Where a folder of prepared models remembers the hashes of files. */
export function notesIn(cacheDirectory: string): string {
  return join(cacheDirectory, 'hashes')
}

function parseJson(bytes: Buffer | undefined): unknown {
  if (!bytes) return undefined
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
