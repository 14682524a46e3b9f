/*
 * The engine's only public door: everything Lector can do without a window. Plain Node: no Electron, no DOM.
 */
export { wholeWav } from './audio/wav'
export { coverDocument, type Coverage } from './coverage'
export { openDocumentInHost } from './documents/host-launcher'
export { openDocument } from './documents/open-document'
export { readDocumentFile } from './documents/read-file'
export type { NarratedAudio, NarratedBook, WriteNarratedBook } from './export/epub-overlay'
export { narratedBooksInHost } from './export/job/narrated-book-in-host'
export { beginRecording } from './export/recording/begin-recording'
export { finishRecording } from './export/recording/finish-recording'
export { freeBytes } from './free-space'
export { jobFileNames } from './export/job/job-files'
export {
  discardJob,
  openJobFolder,
  readJob,
  refuseReplacing,
  removeJobFolder,
  reportPathOf,
  unfinishedFilesOf,
  type KeptJob,
} from './export/job/job-folder'
export { lockJobFolder, type JobLock } from './export/job/job-lock'
export type { BegunAnew, CompanionProgress, JobMeans, JobProgress, JobResult } from './export/job/job-means'
export { runJob } from './export/job/run-job'
export { encodingInThread } from './export/encoded/encoding/encoding-thread'
export { findReports } from './export/report/find-reports'
export type { ReportProblem } from './export/report/report-problem'
export { digestInThread } from './export/report/digest/digest-thread'
export { verifyReport, type Verification } from './export/report/verify-report'
export { planJob, type JobChoices } from './export/job/plan-job'
export { recordingTags } from './export/job/recording-tags'
export { createSubtitles, type Subtitles } from './export/subtitles'
export { writeWholeFile } from './export/recording/whole-file'
export { createWordsFile, type WordsFile } from './export/recording/words-file'
export { createWavFile, type WavFile } from './export/recording/wav-file'
export {
  brokenPromise,
  comparePlayed,
  countTakes,
  drawJoins,
  lawPeakDifference,
  loadSeamSubject,
  makeListeningPage,
  seamTexts,
  testSeams,
  timePlayed,
  type SeamReference,
  type SeamSubject,
  type SeamTake,
  type SeamText,
  type Turn,
} from './seam-test'
export { readBlock } from './reading/block-reading'
export { speechCacheDirectory } from './speech-cache/directory'
export { KeptSounds } from './speech-cache/kept-sounds'
export { clearSpeech, keptNames, makeRoom, SpeechRoom, usualSpeechBytes } from './speech-cache/room'
export { SpeechKeeping } from './speech-cache/speech-keeping'
export { following } from './following'
export { createCasting, type Casting, type TellUnvoiced } from './streaming/casting'
export { createChunkCutter, type AudioChunk } from './streaming/chunk-cutter'
export { createCredit, type Credit } from './streaming/credit'
export { narrate, type NarrationPiece, type NarrationStart } from './streaming/narration'
export { tempoFor } from './streaming/sentence-analysis'
export {
  areTimesOf,
  DocumentTimes,
  measureSentence,
  sentenceKey,
  type SentenceTimes,
} from './streaming/sentence-times'
export { inScript } from './reading/spoken-block'
export { SpokenDocument } from './streaming/spoken-document'
export { Turns } from './streaming/turns'
export { unlessAborted } from './streaming/unless-aborted'
export {
  checkEntry,
  createPronounce,
  phonemesFromXSampa,
  PlacedPronunciations,
  readPronunciations,
  writePronunciations,
  type Pronounce,
  type PronunciationFormat,
} from './text/pronunciation'
export type { FrontEnd } from './text/spoken-text'
export { tokensOf, type SpokenToken } from './text/tokens'
export { afresh } from './voices/afresh'
export { installVoice, loadFrontEnd, loadVoice, type VoiceProgress } from './voices/load-voice'
export { loadInlineVoice } from './voices/inline-voice'
export type { InstalledVoice } from './voices/family'
export type { RenderedPush, RenderPlan, Utterance, Voice } from './voices/voice'
export { openVoiceCatalogue, type VoiceCatalogue, type VoiceCatalogueOptions } from './voices/catalogue'
export { userCacheDirectory } from './voices/user-cache'
export { createVoiceEnsemble, type VoiceEnsemble } from './voices/voice-ensemble'
export { shelvedVoices, type VoiceShelf } from './voices/voice-folders'
export { offerVoices } from './voices/voice-offers'
export { warmed, warmUp, warmUpDocument } from './warm-up'
export { reportDevices } from './worker/report-devices'
export { poolSize } from './worker/pool-size'
export { loadWorkerVoice } from './worker/worker-voice'
