import type { CallChannel } from '@contract/channels'
import { settingsSchema } from '@contract/settings'

const settings = settingsSchema.parse({})
const documentId = 'a'.repeat(64)
const place = { block: 0, char: 2, before: 'A ', after: 'sentence.' }
const source = { part: 0, startChar: 0, endChar: 11, exact: true }
const paragraph = { kind: 'paragraph', text: 'A sentence.', marks: [], source }
const entry = { text: 'Poe', match: 'word', matchCase: false, say: { kind: 'words', words: 'Po' } }

/**
 * What every call may be sent, to be changed into what it may not: of none of them anything is opened, closed or written.
 * The ids are of nothing.
 */
export const callInputs: Readonly<Record<CallChannel, unknown>> = {
  'app:start-up': null,
  'document:open-dialog': null,
  'document:open-files': { paths: ['/nowhere/book.txt', '/nowhere/other.md'] },
  'document:open-welcome': null,
  'document:open-text': { text: 'A text.', html: '<p>A text.</p>' },
  'document:new-text': null,
  'document:revise': {
    documentId,
    changes: [{ fromBlock: 0, removedBlocks: 1, blocks: [paragraph], keptStartChars: 0, keptEndChars: 0 }],
    title: 'A title',
  },
  'document:reopen': { password: 'secret', encoding: 'utf-8', wholePage: true },
  'document:image': { documentId, block: 0 },
  'document:sound': { documentId, overlay: 0, startByte: 0, byteLength: 1_000 },
  'document:cancel-opening': null,
  'document:open-sample': null,
  'pages:file': { documentId },
  'pages:bytes': { documentId, startByte: 0, endByte: 1_000 },
  'pages:places': { documentId, startBlock: 0, endBlock: 10 },
  'library:list': null,
  'library:open': { documentId },
  'library:recall': { documentId },
  'library:keep-place': { documentId, place, share: 0.5, isDue: false },
  'library:keep-speech': { documentId, speech: { voice: 'heart', speed: 1 } },
  'library:keep-pages': { documentId, areShown: true },
  'library:save-bookmark': {
    documentId,
    bookmark: { id: 'b', place, words: 'first words', chapter: '', note: '', createdAt: 1 },
  },
  'library:remove-bookmark': { documentId, id: 'b' },
  'library:list-document': { documentId, isListed: true },
  'library:clear': null,
  'pronunciation:list': { documentId },
  'pronunciation:save': { documentId, id: null, entry },
  'pronunciation:remove': { documentId, id: 'p' },
  'pronunciation:replace': { documentId, entries: [] },
  'pronunciation:import': { documentId },
  'pronunciation:export': { documentId },
  'pronunciation:abbreviations': null,
  'settings:change': settings,
  'speech:connect': { nonce: 'n'.repeat(20) },
  'kept-speech:measure': null,
  'kept-speech:clear': null,
  'export:record': { documentId, speech: settings.speech },
  'export:save': {
    documentId,
    choices: { ...settings.export, chapters: null, titles: {}, speech: settings.speech },
    replaces: false,
  },
  'export:save-file': { path: '/nowhere/book.txt', speech: settings.speech, replaces: false },
  'export:folder': null,
  'export:choose-folder': null,
  'export:cancel': { jobId: 'j' },
  'export:pause': { jobId: 'j', isPaused: true },
  'export:open-folder': { jobId: 'j' },
  'export:play': { path: '/nowhere/book.wav' },
  'export:unfinished': null,
  'export:resume': { jobId: 'j' },
  'export:discard': { jobId: 'j' },
  'shell:show-in-folder': { path: '/nowhere/book.wav' },
  'system:reading': { state: 'none', title: 'A title' },
  'system:answer-closing': { answer: 'tray' },
  'voice:repair': null,
  'voices:list': { refreshes: false },
  'voices:licence': { id: 'nobody' },
  'voices:sample': { id: 'nobody' },
  'voices:download': { id: 'nobody' },
  'voices:pause': { id: 'nobody' },
  'voices:discard': { id: 'nobody' },
  'voices:remove': { id: 'nobody' },
  'voices:import': { from: 'file' },
  'performance:test': { test: 'seams', stream: settings.speech.stream },
  'performance:cancel': null,
  'diagnostics:read': null,
  'diagnostics:open-log-folder': null,
  'diagnostics:copy-report': {
    error: null,
    speech: { isReady: true, voice: 'heart', device: 'CPU', providers: [], realTimeFactor: 1, underruns: 0 },
  },
  'window:command': { command: 'toggle-maximise' },
  'window:shape': { shape: 'reader' },
}
