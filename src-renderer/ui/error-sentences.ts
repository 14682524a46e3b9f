import { assertNever } from '@contract/assert'
import type { ErrorCode, ErrorDetails } from '@contract/errors'

/** What a person can do about a failure; the frame knows how to do each. */
export type ErrorAction = 'retry' | 'open' | 'repair-voice' | 'save-elsewhere' | 'copy-details'

/** The button's words. */
export const actionLabels: Record<ErrorAction, string> = {
  retry: 'Try again',
  open: 'Open another…',
  'repair-voice': 'Fetch the voice again',
  'save-elsewhere': 'Save elsewhere…',
  'copy-details': 'Copy details',
}

export interface ErrorSentence {
  readonly sentence: string
  readonly action: ErrorAction | null
}

/** One plain sentence and at most one action for every failure a person can meet. */
export function errorSentence(code: ErrorCode, details: ErrorDetails = {}): ErrorSentence {
  const say = (sentence: string, action: ErrorAction | null = null): ErrorSentence => ({ sentence, action })
  if (typeof details.refusedVoice === 'string') {
    const what = code === 'voice/fetch-failed' ? 'could not be fetched' : 'cannot be used'
    return say(`${details.refusedVoice} ${what}. The voice stays as it was.`, 'retry')
  }
  switch (code) {
    case 'document/missing':
      return say(missingDocument(details), 'open')
    case 'document/empty':
      return say(`There is no text in ${details.fileName === undefined ? 'it' : fileOf(details)}.`, 'open')
    case 'document/not-text':
      return say(`${fileOf(details)} is not text. Lector reads ${readableFormats}.`, 'open')
    case 'document/unsupported':
      return say(`Lector cannot read ${kindOfFile(details)}, only ${readableFormats}.`, 'open')
    case 'document/corrupt':
      return say(`${fileOf(details)} is damaged or incomplete and cannot be read.`, 'open')
    case 'document/encrypted':
      return say(lockedDocument(details), 'open')
    case 'document/too-large':
      return say(oversizedDocument(details), 'open')
    case 'document/timeout':
      return say('Reading the document took too long: it is too large, damaged or unsafe.', 'open')
    case 'document/no-text':
      return say(`${fileOf(details)} holds scanned pictures, no text: it cannot be read aloud.`, 'open')
    case 'document/cancelled':
      return say('The document was not read to its end, because that was stopped.', 'open')
    case 'text/nothing-to-say':
      return say('There is nothing to read aloud from here on.')
    case 'text/sentence-too-long':
      return say('There is a word here that is too long to be said.')
    case 'pronunciation/unreadable':
      return details.line === undefined
        ? say(`There are no pronunciations in ${fileOf(details)} that Lector can read.`)
        : say(`${fileOf(details)} cannot be read as pronunciations: look at line ${String(details.line)}.`)
    case 'engine/busy':
      return say('The voice has too much to do already.', 'retry')
    case 'voice/missing':
      return details.reason === undefined
        ? say('The voice is not on this computer.', 'repair-voice')
        : say(missingVoiceFile(details))
    case 'voice/checksum':
      return say('The voice’s files are damaged.', 'repair-voice')
    case 'voice/incompatible':
      return unusableVoice(details)
    case 'voice/fetch-failed':
      return say('The voice could not be fetched.', 'repair-voice')
    case 'voice/not-sound':
      return say('The voice made something that is no sound.', 'retry')
    case 'engine/crashed':
      return say('The voice stopped unexpectedly.', 'retry')
    case 'engine/not-responding':
      return say('The voice does not answer.', 'retry')
    case 'engine/out-of-memory':
      return say('There is not enough memory left to speak.', 'retry')
    case 'audio/unavailable':
      return say('No sound can be played on this computer right now.', 'retry')
    case 'export/disk-full':
      return say('The disk is full. No file was left behind.', 'save-elsewhere')
    case 'export/not-writable':
      return say('The file cannot be written there.', 'save-elsewhere')
    case 'settings/unreadable':
      return say('The saved settings could not be read, so the defaults are in use.')
    case 'pronunciation/set-aside':
      return say('The saved pronunciations could not be read and were set aside.')
    case 'pronunciation/not-saved':
      return say('The pronunciation could not be saved. Nothing was changed.', 'retry')
    case 'pronunciation/too-many':
      return say('There are more pronunciations than Lector can hold.')
    case 'contract/invalid':
    case 'usage/invalid':
    case 'internal/unexpected':
      return say('Something went wrong inside Lector.', 'copy-details')
    default:
      return assertNever(code)
  }
}

const readableFormats = 'EPUB, PDF, Word, HTML, Markdown and text'

function missingDocument(details: ErrorDetails): string {
  switch (details.reason) {
    case 'no-permission':
      return `${fileOf(details)} may not be read: permission is missing.`
    case 'not-a-file':
      return `${fileOf(details)} is a folder or a device, not a document.`
    case 'unreadable':
      return `${fileOf(details)} cannot be read from where it lies.`
    default:
      return details.fileName === undefined
        ? 'The file is no longer where it was.'
        : `${fileOf(details)} cannot be found.`
  }
}

function lockedDocument(details: ErrorDetails): string {
  switch (details.reason) {
    case 'wrong-password':
      return `That is not the password of ${details.fileName === undefined ? 'the file' : fileOf(details)}.`
    case 'password':
      return `${fileOf(details)} is encrypted and opens only with its password.`
    case 'drm':
      return `${fileOf(details)} is protected against copying (DRM) and opens only in its shop’s app.`
    default:
      return `${fileOf(details)} is encrypted: with a password or copy protection.`
  }
}

function oversizedDocument(details: ErrorDetails): string {
  switch (details.reason) {
    case 'unsafe':
      return `${fileOf(details)} is too large or unsafe: more would come out of it than a book has.`
    case 'memory':
      return 'The document needs too much memory: it is too large, damaged or unsafe.'
    default:
      return 'The document is too large: it is longer than Lector can hold.'
  }
}

/** What is wrong with a voice's files; only of Lector's own voices can they be fetched again. */
function unusableVoice({ reason }: ErrorDetails): ErrorSentence {
  switch (reason) {
    case 'model':
      return {
        sentence: 'The file is not a voice that Lector can speak with, or it is damaged.',
        action: null,
      }
    case 'settings':
      return {
        sentence: 'The settings beside the voice are damaged or belong to another voice.',
        action: null,
      }
    case 'too-large':
      return { sentence: 'The file is larger than a voice can be.', action: null }
    case 'speaker':
      return { sentence: 'The voice has no speaker of that name.', action: null }
    default:
      return { sentence: 'The voice does not fit this version of Lector.', action: 'repair-voice' }
  }
}

/** A voice that a person has pointed at is two files, and either may be the one that is not there. */
function missingVoiceFile({ reason }: ErrorDetails): string {
  switch (reason) {
    case 'settings':
      return 'The settings of the voice, a file ending in .onnx.json, are not beside it.'
    case 'no-permission':
      return 'The voice may not be read: permission is missing.'
    case 'not-a-file':
      return 'That is a folder, not a voice.'
    default:
      return 'The voice is no longer where it was.'
  }
}

/** The file's own name where the person has not just pointed at it. */
function fileOf({ fileName }: ErrorDetails): string {
  return typeof fileName === 'string' && fileName !== '' ? `“${fileName}”` : 'The file'
}

/** "EPUB files" when the failure says which format it met, else "this kind of file". */
function kindOfFile(details: ErrorDetails): string {
  const format = details.format
  return typeof format === 'string' && /^[a-z0-9]{2,8}$/i.test(format)
    ? `${format.toUpperCase()} files`
    : 'this kind of file'
}
