import { basename, extname } from 'node:path'
import { AppError } from '@contract/errors'
import {
  dictionaryFormats,
  type DictionaryFormat,
  type DictionaryProblem,
  type KeptEntry,
  type KnownAbbreviation,
  type PronunciationEntry,
} from '@contract/pronunciation'
import type { Translate } from '@contract/strings/translator'
import { codeOf, writeFileAtomically, type FileSystem } from './atomic-file'
import type { AskDictionaryHost } from './document-launcher'
import type { PronunciationStore } from './pronunciation-store'

/** What bringing in and writing out of dictionaries needs of its surroundings. */
export interface DictionarySurroundings {
  readonly t: Translate
  readonly store: PronunciationStore
  readonly ask: AskDictionaryHost
  readonly files: FileSystem
  readonly signal: AbortSignal
}

/** Adds what is in a dictionary; strangers' files are parsed in a process of their own. */
export async function importDictionary(
  { store, ask, signal }: DictionarySurroundings,
  documentId: string | null,
  path: string,
): Promise<{
  entries: readonly KeptEntry[]
  added: number
  changed: number
  problems: readonly DictionaryProblem[]
}> {
  const reply = await ask({ kind: 'read-dictionary', path }, signal)
  if (reply.kind !== 'dictionary-read') throw unexpected(reply.kind)
  const usable = reply.entries.filter(({ scope }) => documentId !== null || scope === 'everywhere')
  const problems = [
    ...reply.problems,
    ...reply.entries
      .filter((entry) => !usable.includes(entry))
      .map(({ text }): DictionaryProblem => ({ code: 'other-document', values: { text } })),
  ]
  return { ...(await store.merge(documentId, usable)), problems }
}

/**
 * Writes what holds for a document, in the form the file's name asks for; JSON for any other name.
 * @throws AppError 'export/disk-full', 'export/not-writable'; the old file is then untouched
 */
export async function exportDictionary(
  { store, ask, files, signal }: DictionarySurroundings,
  documentId: string | null,
  path: string,
): Promise<{ fileName: string; written: number; leftOut: readonly PronunciationEntry[] }> {
  const entries = store.holding(documentId).map(withoutId)
  const reply = await ask({ kind: 'write-dictionary', entries, format: formatOf(path) }, signal)
  if (reply.kind !== 'dictionary-written') throw unexpected(reply.kind)
  try {
    await writeFileAtomically(files, path, reply.text)
  } catch (cause) {
    const reason = codeOf(cause)
    const isFull = reason === 'ENOSPC' || reason === 'EDQUOT'
    throw new AppError(
      isFull ? 'export/disk-full' : 'export/not-writable',
      `${path} cannot be written: ${reason}`,
      { details: { path, reason }, retry: 'after-user-action', cause },
    )
  }
  return {
    fileName: basename(path),
    written: entries.length - reply.leftOut.length,
    leftOut: reply.leftOut,
  }
}

/** What the engine makes of abbreviations by itself: it runs in no process of main's. */
export async function knownAbbreviations({
  ask,
  signal,
}: Pick<DictionarySurroundings, 'ask' | 'signal'>): Promise<KnownAbbreviation[]> {
  const reply = await ask({ kind: 'list-abbreviations' }, signal)
  if (reply.kind !== 'abbreviations-listed') throw unexpected(reply.kind)
  return reply.abbreviations
}

function formatOf(path: string): DictionaryFormat {
  const extension = extname(path).slice(1).toLowerCase()
  return dictionaryFormats.find((format) => format === extension) ?? 'json'
}

function withoutId({ id: _id, ...entry }: KeptEntry): PronunciationEntry {
  return entry
}

function unexpected(kind: string): AppError {
  return new AppError('contract/invalid', `The document host answered a dictionary with ${kind}`)
}
