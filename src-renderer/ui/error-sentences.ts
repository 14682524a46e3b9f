import { assertNever } from '@contract/assert'
import type { ErrorCode, ErrorDetails } from '@contract/errors'
import { sizeText } from '@contract/size-text'
import type { StringKey } from '@contract/strings/catalogue'
import type { Translate } from '@contract/strings/translator'

/** What a person can do about a failure; the frame knows how to do each. */
export type ErrorAction =
  'retry' | 'open' | 'remove-recent' | 'repair-voice' | 'choose-voice' | 'save-elsewhere' | 'copy-details'

/** The button's words. */
export function actionLabel(t: Translate, action: ErrorAction): string {
  return t(`errors.action.${action}`)
}

export interface ErrorSentence {
  readonly sentence: string
  readonly action: ErrorAction | null
}

/** What is said of a failure, before it is said. */
interface Message {
  readonly key: StringKey
  readonly action: ErrorAction | null
}

/** One plain sentence and at most one action for every failure a person can meet. */
export function errorSentence(t: Translate, code: ErrorCode, details: ErrorDetails = {}): ErrorSentence {
  const { key, action } = messageOf(code, details)
  const values = { ...fileValues(details), ...formatValues(details) }
  const names = {
    voice: text(details.refusedVoice),
    line: text(details.line),
    sound: text(details.kind),
    words: text(details.wordsFile),
    field: text(details.field),
    fields: text(details.fields),
    needed: size(t, details.bytesNeeded),
    free: size(t, details.bytesFree),
  }
  const sentence = t(key, { ...values, ...names })
  return { sentence, action }
}

function messageOf(code: ErrorCode, details: ErrorDetails): Message {
  const say = (key: StringKey, action: ErrorAction | null = null): Message => ({ key, action })
  if (typeof details.refusedVoice === 'string' && code === 'voice/offline')
    return say('errors.voice-offline-refused', 'choose-voice')
  if (typeof details.refusedVoice === 'string')
    return code === 'voice/fetch-failed'
      ? say('errors.voice-not-fetched', 'retry')
      : say('errors.voice-refused', 'choose-voice')
  switch (code) {
    case 'document/missing':
      return say(missingDocument(details), isGone(details) ? 'remove-recent' : 'open')
    case 'document/empty':
      return say('errors.document-empty', 'open')
    case 'document/not-text':
      return say('errors.document-not-text', 'open')
    case 'document/unsupported':
      return say(unsupportedDocument(details), 'open')
    case 'document/corrupt':
      return say(
        details.reason === 'words' ? 'errors.recording-words-damaged' : 'errors.document-corrupt',
        'open',
      )
    case 'document/encrypted':
      return say(lockedDocument(details), 'open')
    case 'document/too-large':
      return say(oversizedDocument(details), 'open')
    case 'document/timeout':
      return say('errors.document-timeout', 'open')
    case 'document/no-text':
      return say('errors.document-no-text', 'open')
    case 'document/cancelled':
      return say('errors.document-cancelled', 'open')
    case 'text/nothing-to-say':
      return say('errors.text-nothing-to-say')
    case 'text/sentence-too-long':
      return say('errors.text-sentence-too-long')
    case 'pronunciation/unreadable':
      return say(
        details.line === undefined
          ? 'errors.pronunciation-unreadable'
          : 'errors.pronunciation-unreadable-line',
      )
    case 'engine/busy':
      return say('errors.engine-busy', 'retry')
    case 'voice/missing':
      return details.reason === undefined
        ? say('errors.voice-missing', wayToVoice(details))
        : say(missingVoiceFile(details), 'choose-voice')
    case 'voice/checksum':
      return say('errors.voice-checksum', wayToVoice(details))
    case 'voice/incompatible':
      return say(unusableVoice(details), 'choose-voice')
    case 'voice/fetch-failed':
      return say('errors.voice-fetch-failed', wayToVoice(details))
    case 'voice/offline':
      return details.reason === 'unreachable'
        ? say('errors.voice-unreachable', 'retry')
        : say('errors.voice-offline', 'choose-voice')
    case 'voice/disk-full':
      return say(
        details.bytesNeeded === undefined ? 'errors.voice-disk-full' : 'errors.voice-no-room',
        'retry',
      )
    case 'voice/not-removable':
      return say(stayingVoice(details))
    case 'voice/not-importable':
      return say(unimportableVoice(details))
    case 'voice/no-sample':
      return say('errors.voice-no-sample')
    case 'voice/not-sound':
      return say('errors.voice-not-sound', 'choose-voice')
    case 'engine/crashed':
      return say('errors.engine-crashed', 'retry')
    case 'engine/not-responding':
      return say('errors.engine-not-responding', 'retry')
    case 'engine/out-of-memory':
      return say('errors.engine-out-of-memory', 'retry')
    case 'audio/unavailable':
      return say('errors.audio-unavailable', 'retry')
    case 'narration/unplayable':
      return say('errors.narration-unplayable')
    case 'narration/damaged':
      return say('errors.narration-damaged')
    case 'export/disk-full':
      return say(fullDisk(details), 'save-elsewhere')
    case 'export/not-writable':
      return say('errors.export-not-writable', 'save-elsewhere')
    case 'export/already-there':
      return say('errors.export-already-there', 'save-elsewhere')
    case 'export/not-played':
      return say('errors.export-not-played')
    case 'export/unknown-field':
      return say('errors.export-unknown-field')
    case 'export/source-changed':
      return say('errors.export-source-changed', 'open')
    case 'export/nothing-kept':
      return say('errors.export-nothing-kept')
    case 'export/in-use':
      return say('errors.export-in-use')
    case 'report/recording-changed':
      return say('errors.report-recording-changed')
    case 'report/missing':
      return say('errors.report-missing')
    case 'report/refuted':
      return say('errors.report-refuted')
    case 'speech/unreachable':
      return say('errors.speech-unreachable')
    case 'settings/unreadable':
      return say('errors.settings-unreadable')
    case 'library/set-aside':
      return say('errors.library-set-aside')
    case 'library/not-saved':
      return say('errors.library-not-saved', 'retry')
    case 'pronunciation/set-aside':
      return say('errors.pronunciation-set-aside')
    case 'pronunciation/not-saved':
      return say('errors.pronunciation-not-saved', 'retry')
    case 'pronunciation/too-many':
      return say('errors.pronunciation-too-many')
    case 'contract/invalid':
    case 'usage/invalid':
    case 'internal/unexpected':
      return say('errors.internal', 'copy-details')
    default:
      return assertNever(code)
  }
}

/** A recent document that is not where it was, and not only out of reach. */
function isGone({ recentId, reason }: ErrorDetails): boolean {
  return typeof recentId === 'string' && reason !== 'no-permission'
}

function missingDocument({ reason }: ErrorDetails): StringKey {
  switch (reason) {
    case 'no-permission':
      return 'errors.document-no-permission'
    case 'not-a-file':
      return 'errors.document-not-a-file'
    case 'unreadable':
      return 'errors.document-unreadable'
    default:
      return 'errors.document-missing'
  }
}

/** A recording can be read along with where its words are known. */
function unsupportedDocument({ reason }: ErrorDetails): StringKey {
  return reason === 'no-words' ? 'errors.recording-without-words' : 'errors.document-unsupported'
}

function lockedDocument({ reason }: ErrorDetails): StringKey {
  switch (reason) {
    case 'wrong-password':
      return 'errors.document-wrong-password'
    case 'password':
      return 'errors.document-password'
    case 'drm':
      return 'errors.document-drm'
    default:
      return 'errors.document-encrypted'
  }
}

function oversizedDocument({ reason }: ErrorDetails): StringKey {
  switch (reason) {
    case 'unsafe':
      return 'errors.document-unsafe'
    case 'memory':
      return 'errors.document-memory'
    default:
      return 'errors.document-too-large'
  }
}

/** A voice of Lector's own can be fetched again; where that has failed, only another one helps. */
function wayToVoice({ fetchedAgain }: ErrorDetails): ErrorAction {
  return fetchedAgain === true ? 'choose-voice' : 'repair-voice'
}

/** What is wrong with a voice's files, which are as they were made: fetched again they would be the same. */
function unusableVoice({ reason }: ErrorDetails): StringKey {
  switch (reason) {
    case 'model':
      return 'errors.voice-model'
    case 'settings':
      return 'errors.voice-settings'
    case 'too-large':
      return 'errors.voice-too-large'
    case 'speaker':
      return 'errors.voice-speaker'
    default:
      return 'errors.voice-incompatible'
  }
}

/** Why a voice cannot be taken off this computer. */
function stayingVoice({ reason }: ErrorDetails): StringKey {
  switch (reason) {
    case 'default':
      return 'errors.voice-default'
    case 'in-use':
      return 'errors.voice-in-use'
    default:
      return 'errors.voice-carried'
  }
}

/** What was pointed at to be imported. */
function unimportableVoice({ reason }: ErrorDetails): StringKey {
  switch (reason) {
    case 'several':
      return 'errors.voice-several'
    case 'taken':
      return 'errors.voice-id-taken'
    case 'links':
      return 'errors.voice-links'
    default:
      return 'errors.voice-not-importable'
  }
}

/** A voice that a person has pointed at is two files, and either may be the one that is not there. */
function missingVoiceFile({ reason }: ErrorDetails): StringKey {
  switch (reason) {
    case 'settings':
      return 'errors.voice-file-settings-missing'
    case 'no-permission':
      return 'errors.voice-file-no-permission'
    case 'not-a-file':
      return 'errors.voice-file-not-a-file'
    default:
      return 'errors.voice-file-missing'
  }
}

/** The file's own name where the person has not just pointed at it. */
function fileValues({ fileName }: ErrorDetails): { file: 'named' | 'unnamed'; fileName: string } {
  const name = typeof fileName === 'string' ? fileName : ''
  return { file: name === '' ? 'unnamed' : 'named', fileName: name }
}

/** The format when the failure says which it met, and when that is the name of one. */
function formatValues({ format }: ErrorDetails): { kind: 'named' | 'unnamed'; format: string } {
  return typeof format === 'string' && /^[a-z0-9]{2,8}$/i.test(format)
    ? { kind: 'named', format: format.toUpperCase() }
    : { kind: 'unnamed', format: '' }
}

/** Before anything is written it is known how much is missing; later only that it is. */
function fullDisk({ bytesNeeded, bytesFree }: ErrorDetails): StringKey {
  const isKnown = typeof bytesNeeded === 'number' && typeof bytesFree === 'number'
  return isKnown ? 'errors.export-no-room' : 'errors.export-disk-full'
}

function size(t: Translate, detail: ErrorDetails[string] | undefined): string {
  return typeof detail === 'number' ? sizeText(t, detail) : ''
}

function text(detail: ErrorDetails[string] | undefined): string {
  return detail === undefined ? '' : String(detail)
}
