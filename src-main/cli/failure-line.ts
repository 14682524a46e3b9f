import { dirname } from 'node:path'
import { AppError, toErrorData, type ErrorDetails } from '@contract/errors'
import { assertNever } from '@contract/assert'
import { sizeText } from '@contract/size-text'
import { createTranslator } from '@contract/strings/translator'

const readableFormats = 'Lector reads EPUB, PDF, Word (.docx), HTML, Markdown (.md) and plain text (.txt)'

/**
 * What the command line says when it fails: one line for people, with what to do where something can be done. Only a
 * bug takes more than a line, because it must show where it is.
 */
export function failureLine(error: unknown): string {
  if (error instanceof AppError) return lineFor(error).replace(/\s*\n\s*/g, ' ')
  // The system refused something that nobody foresaw (a full disk under the voices, say): its own words name the path.
  if (error instanceof Error && 'syscall' in error) return error.message
  const data = toErrorData(error)
  return data.stack ?? data.message
}

function lineFor({ code, message, details }: AppError): string {
  switch (code) {
    case 'usage/invalid':
      return `${message} (npm start -- help lists what there is)`
    case 'document/missing':
      return unreadableFile(String(details.path), details.reason)
    case 'document/empty':
      return 'There is no text to read aloud'
    case 'document/no-text':
      return 'The document holds pictures of pages and no text layer (it is scanned): it cannot be read aloud'
    case 'document/cancelled':
      return 'The document was not read to its end, because that was stopped'
    case 'text/nothing-to-say':
      return 'There is no word in the text that can be said'
    case 'document/not-text':
      return `${message}: ${readableFormats}`
    case 'document/unsupported':
      if (details.reason === 'no-words') return `A recording can be opened with its words alone: ${message}`
      return `${message}, which Lector cannot read yet: ${readableFormats}`
    case 'document/corrupt':
      return `The document is damaged or incomplete and cannot be read: ${message}`
    case 'document/encrypted':
      return lockedDocument(message, details)
    case 'document/too-large':
      return oversizedDocument(message, details.reason)
    case 'document/timeout':
      return 'Reading the document took too long and was stopped: it is too large, damaged or unsafe'
    case 'voice/missing':
      return details.reason === undefined
        ? `${noVoice(message, details.manifest)} (npm start -- voices lists what there is)`
        : missingVoiceFile(String(details.path), details.reason)
    case 'engine/crashed':
    case 'engine/not-responding':
    case 'engine/out-of-memory':
      return `The voice stopped unexpectedly, please try again: ${message}`
    case 'export/not-played':
    case 'export/unknown-field':
    case 'export/already-there':
      return message
    case 'export/source-changed':
      return details.reason === undefined
        ? `${String(details.path)} has changed since it was opened: run it again, and what it is now is narrated`
        : unreadableFile(String(details.path), details.reason)
    case 'report/recording-changed':
      return `No report was written, for ${String(details.path)} was changed while the rest was made`
    case 'report/missing':
      return details.reason === 'none'
        ? `There is no report of a narration in ${String(details.path)}`
        : unreadableFile(String(details.path), details.reason)
    case 'export/not-writable':
      return unwritableFile(String(details.path), details.reason)
    case 'export/in-use':
      return `Another Lector is at work on ${String(details.path)} already`
    case 'export/disk-full':
    case 'voice/disk-full':
      return fullDisk(details)
    // Their messages are sentences for people already, or never reach the command line.
    case 'text/sentence-too-long':
      return `There is a word in the text that is too long to be said: ${message}`
    case 'engine/busy':
      return `The voice has too much to do already: ${message}`
    case 'pronunciation/unreadable':
    case 'voice/checksum':
    case 'voice/incompatible':
    case 'voice/fetch-failed':
    case 'voice/offline':
    case 'voice/not-removable':
    case 'voice/not-importable':
    case 'voice/no-sample':
    case 'voice/not-sound':
    case 'narration/unplayable':
    case 'narration/damaged':
    case 'export/nothing-kept':
    case 'audio/unavailable':
    case 'report/refuted':
    case 'speech/unreachable':
    case 'settings/unreadable':
    case 'library/set-aside':
    case 'library/not-saved':
    case 'pronunciation/set-aside':
    case 'pronunciation/not-saved':
    case 'pronunciation/too-many':
    case 'contract/invalid':
    case 'internal/unexpected':
      return message
    default:
      return assertNever(code)
  }
}

/** Formats whose documents can be opened with a password; of the others it is only told that they have one. */
const unlockableFormats = ['pdf']

function lockedDocument(message: string, { reason, format }: ErrorDetails): string {
  switch (reason) {
    case 'wrong-password':
      return 'The document is encrypted, and that is not its password'
    case 'password':
      return unlockableFormats.includes(String(format))
        ? 'The document is encrypted: it opens only with its password (--password)'
        : 'The document is encrypted with a password: save it without one, and Lector can read it'
    case 'drm':
      return 'The document is protected against copying (DRM): it opens only in the app of the shop it is from'
    default:
      return `The document is encrypted, with a password or copy protection (DRM): ${message}`
  }
}

function oversizedDocument(message: string, reason: unknown): string {
  switch (reason) {
    case 'unsafe':
      return `The document is too large or unsafe to be opened: ${message}`
    case 'memory':
      return 'The document needs more memory than a document may take: it is too large, damaged or unsafe'
    default:
      return `The document is too large: ${message}`
  }
}

function noVoice(message: string, manifest: unknown): string {
  return typeof manifest === 'string' ? `There is no voice in ${dirname(manifest)}` : message
}

/** Of a voice that was named by its path. */
function missingVoiceFile(path: string, reason: unknown): string {
  return reason === 'settings'
    ? `${path} cannot be read: a voice’s settings are expected beside its model`
    : unreadableFile(path, reason)
}

function unreadableFile(path: string, reason: unknown): string {
  switch (reason) {
    case 'not-found':
      return `There is no file ${path}`
    case 'no-permission':
      return `${path} may not be read: you lack the permission`
    case 'not-a-file':
      return `${path} is not a file`
    default:
      return `${path} cannot be read`
  }
}

/** Before anything is written it is known how much is missing; later only that it is. */
function fullDisk({ path, bytesNeeded, bytesFree }: ErrorDetails): string {
  const { t } = createTranslator('en')
  return typeof bytesNeeded === 'number' && typeof bytesFree === 'number'
    ? `There is too little room in ${String(path)}: ${sizeText(t, bytesNeeded)} are needed, ${sizeText(t, bytesFree)} are free`
    : `The disk is full: ${String(path)} was not written`
}

/** @param reason the system's error code */
function unwritableFile(path: string, reason: unknown): string {
  switch (reason) {
    case 'source':
      return `${path} is the book that is narrated: --out needs another folder`
    case 'EISDIR':
      return `${path} is a folder: --out needs the name of a file`
    case 'ENOENT':
      return `${path} cannot be written: there is no folder ${dirname(path)}, or nothing can be made in it`
    case 'EEXIST':
    case 'ENOTDIR':
      return `${path} cannot be written: a part of this path is a file, not a folder`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${path} cannot be written: you lack the permission, or the place is read-only`
    default:
      return `${path} cannot be written: ${String(reason)}`
  }
}
