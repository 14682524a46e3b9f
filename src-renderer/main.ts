import './bridge/without-eval'
import '@fontsource-variable/inter/opsz.css'
import '@fontsource-variable/literata/opsz.css'
import '@fontsource-variable/literata/opsz-italic.css'
import './ui/tokens.css'
import './ui/base.css'
import { mount } from 'svelte'
import {
  changeSettings,
  engineState,
  repairVoice,
  startUp,
  windowCommand,
  type WindowCommand,
} from '@contract/calls/app'
import {
  documentBrokeOff,
  documentGrew,
  documentMoved,
  documentOpened,
  documentRefused,
  filesReceived,
} from '@contract/calls/document'
import { hotkeysRefused, reportReading, systemWish } from '@contract/calls/system'
import { AppError, fromErrorData, withDetails } from '@contract/errors'
import { withMovedDocument } from '@contract/moved-document'
import { createTranslator } from '@contract/strings/translator'
import AppShell from './AppShell.svelte'
import { createSpeechPlayer } from './audio/speech-player'
import { OutputDevices } from './audio/output-devices.svelte'
import { browserSurroundings } from './audio/surroundings'
import { createBridge } from './bridge/bridge'
import { Editing } from './editing/editing.svelte'
import { ExportDrafts } from './export/export-drafts'
import { SaveFolder } from './export/save-folder.svelte'
import { Saves } from './export/saves.svelte'
import { Unfinished } from './export/unfinished.svelte'
import { Finding } from './find/finding.svelte'
import { DocumentOpener, type PastedText } from './library/document-opener.svelte'
import { KeptBlocks } from './library/kept-blocks.svelte'
import { Library } from './library/library.svelte'
import { OwnNarration } from './narration/own-narration.svelte'
import { Timeline } from './player/timeline.svelte'
import { Preview } from './pronunciation/preview.svelte'
import { Pronunciations } from './pronunciation/pronunciations.svelte'
import { DocumentPictures } from './reader/document-pictures'
import { OriginalPages } from './page-view/original-pages.svelte'
import { createPainterStart } from './page-view/start-painter'
import { HaltPoints } from './player/halt-points'
import { ReadingControls } from './player/reading-controls.svelte'
import { SleepTimer } from './player/sleep-timer.svelte'
import { WordVoice } from './player/word-voice'
import { Inaudible } from './reader/inaudible.svelte'
import { ReadingSession } from './reader/reading-session.svelte'
import { Diagnostics } from './settings/diagnostics.svelte'
import { KeptSpeech } from './settings/kept-speech.svelte'
import { PerformanceTests } from './settings/performance-tests.svelte'
import { SettingsStore } from './settings/settings-store.svelte'
import { DesktopState } from './system/desktop-state.svelte'
import { createMediaKeys } from './system/page-media'
import { reportReadings } from './system/reading-report.svelte'
import type { AppContext } from './ui/app-context'
import { isBlank, readClipboard } from './ui/clipboard-text'
import { createCommands, miniCommands } from './ui/commands'
import type { ErrorAction } from './ui/error-sentences'
import { FrameState } from './ui/frame-state.svelte'
import { Keys } from './ui/keys.svelte'
import type { CommandId } from './ui/shortcuts'
import { WindowInput } from './ui/window-input'
import { VoiceCatalogue } from './voices/voice-catalogue.svelte'

const bridge = createBridge(window.lector, window)
const starting = bridge.call(startUp, null)
// What waited in main for a page to tell comes before the answer; it is acted on after it.
bridge.on(documentOpened, (document) => void starting.then(() => opener.opened(document)))
bridge.on(filesReceived, (news) => void starting.then(() => library.received(news)))
bridge.on(documentRefused, ({ error }) => void starting.then(() => opener.refused(error)))
bridge.on(systemWish, (wish) => void starting.then(() => desktop.grant(wish)))
bridge.on(engineState, ({ state }) => void starting.then(() => noteEngine(state)))
bridge.on(hotkeysRefused, ({ refused }) => void starting.then(() => (desktop.refusedHotkeys = refused)))
bridge.on(
  documentMoved,
  (moved) => void starting.then(() => settings.change((now) => withMovedDocument(now, moved))),
)
bridge.on(documentGrew, (news) => void starting.then(() => opener.grew(news)))
bridge.on(documentBrokeOff, (news) => void starting.then(() => opener.brokeOff(news)))
const start = await starting

const translator = createTranslator(start.locale)
document.documentElement.lang = translator.locale
document.documentElement.dir = translator.direction

const report = (error: unknown): void => session.problems.report(error, null)
const settings = new SettingsStore(start.settings, (now) => bridge.call(changeSettings, now), report)
const outputDevices = new OutputDevices(navigator.mediaDevices, settings)
const surroundings = browserSurroundings(window, outputDevices)
const player = createSpeechPlayer(bridge, surroundings)
const session = new ReadingSession(translator.t, player, settings)
const narration = new OwnNarration({
  bridge,
  player,
  settings,
  every: (milliseconds, task) => surroundings.every(milliseconds, task),
  entries: () => pronunciations.entries,
  report,
  leavesOut: (passages) => say(translator.t('narration.leaves-out', passages)),
})
session.narration = narration
const inaudible = new Inaudible(session, settings, outputDevices)
const timeline = new Timeline(session, settings)
const keptBlocks = new KeptBlocks(session, timeline)
const pronunciations = new Pronunciations(bridge, player, report)
session.shown.onRevised((_change, move) => pronunciations.follow(move, session.document?.blocks ?? []))
const preview = new Preview(
  () => createSpeechPlayer(bridge, browserSurroundings(window, outputDevices)),
  session,
  () => settings.current,
)
const haltPoints = new HaltPoints(player)
const wordVoice = new WordVoice(preview, session, (word) => pronunciations.entriesFor(word))
const controls = new ReadingControls(session, haltPoints, ({ block, word }) => {
  if (word && settings.current.player.speakSteppedWords) wordVoice.say({ block, ...word })
})
const sleep = new SleepTimer(session, haltPoints, (milliseconds, task) =>
  surroundings.every(milliseconds, task),
)
const saves = new Saves(translator.t, bridge, report)
const finding = new Finding(session)
const originals = new OriginalPages({ bridge, session, startPainter: createPainterStart(window), report })
const diagnostics = new Diagnostics(bridge, player, report)
const performanceTests = new PerformanceTests(bridge, () => settings.current, report)
const keptSpeech = new KeptSpeech(bridge, report)
const catalogue = new VoiceCatalogue(bridge)
const frame = new FrameState((remark) => {
  // Nothing is announced while the voice talks.
  if (!session.isAudible) session.announcements.sayAgain(remark)
})
const keys = new Keys(settings, start.platform)

const library = new Library({
  t: translator.t,
  bridge,
  session,
  settings,
  report,
  say,
})
const opener = new DocumentOpener(bridge, session, {
  async prepare(documentId, goesToPlace) {
    await Promise.all([pronunciations.prepare(documentId), library.prepare(documentId, goesToPlace)])
  },
  arrive: () => library.arrive(),
})
const unfinished = new Unfinished(bridge, saves, {
  onKept: () => say(translator.t('export.kept')),
  onBegunAnew: (reason) => say(translator.t(`export.begun-anew.${reason}`)),
  onError: report,
})
void unfinished.look()
library.watch()
const editing = new Editing({
  t: translator.t,
  bridge,
  session,
  say,
  settle() {
    library.bookmarks.settle()
    void pronunciations.settle()
  },
})
window.addEventListener('blur', () => editing.settle())
window.addEventListener('pagehide', () => {
  editing.settle()
  library.settle()
})
function say(remark: string): void {
  frame.remark = remark
}
const actions = {
  open: () => void opener.openDialog(),
  openText(pasted: PastedText) {
    frame.remark = ''
    frame.isSettingsOpen = false
    void opener.openText(pasted)
  },
  openFiles(files: readonly File[]) {
    frame.remark = ''
    frame.isSettingsOpen = false
    void opener.openFiles(files)
  },
  async newText() {
    frame.isSettingsOpen = false
    if (await opener.openNew()) await editing.begin()
  },
  async paste() {
    try {
      const pasted = await readClipboard(navigator.clipboard)
      if (isBlank(pasted)) frame.remark = translator.t('window.clipboard-empty')
      else actions.openText(pasted)
    } catch {
      // Reading the clipboard is the system's to allow; pasting by hand always is.
      frame.remark = translator.t('window.press-to-paste', {
        keys: start.platform === 'darwin' ? '⌘V' : 'Ctrl+V',
      })
    }
  },
  /** A text that another program brought. */
  async openForeignText(text: string, isRead: boolean) {
    frame.isSettingsOpen = false
    if (isBlank({ text })) frame.remark = translator.t('window.clipboard-empty')
    else if ((await opener.openText({ text })) && isRead) session.startAt({ block: 0, char: 0 })
  },
  /** What was read in a page that has died. */
  async goOn(documentId: string, isRead: boolean) {
    await library.refresh()
    const known = library.recent.find(({ id }) => id === documentId)
    if (!known || !(await opener.openRecent(known)) || !isRead) return
    await library.awaitedPlace
    await session.playFromHere()
  },
  openWelcome() {
    frame.isSettingsOpen = false
    void opener.openWelcome()
  },
  async playSample() {
    if (await opener.openSample()) session.startAt({ block: 0, char: 0 })
  },
}
const desktop = new DesktopState(bridge, settings, {
  togglePlay: () => run('toggle-play'),
  openText: (text, isRead) => void actions.openForeignText(text, isRead),
  goOn: (documentId, isRead) => void actions.goOn(documentId, isRead),
  report,
})
/** What could not be gone on with is a failure, and is told as one; what was gone on with is only noted. */
function noteEngine(state: 'restarted' | 'failed'): void {
  if (state === 'restarted') frame.remark = translator.t('window.engine-restarted')
}
function tellWindow(command: WindowCommand): void {
  bridge.call(windowCommand, { command }).catch(report)
}
const mediaKeys = createMediaKeys(navigator.mediaSession, session, settings)
const run = (command: CommandId): void => {
  frame.remark = ''
  if (!miniCommands.has(command)) desktop.leaveMini()
  commands[command]()
}
const app: AppContext = {
  session,
  outputDevices,
  inaudible,
  timeline,
  keptBlocks,
  settings,
  saves,
  saveFolder: new SaveFolder(bridge, report),
  drafts: new ExportDrafts(),
  unfinished,
  finding,
  opener,
  library,
  editing,
  pictures: new DocumentPictures(bridge),
  narration,
  originals,
  pronunciations,
  preview,
  diagnostics,
  performanceTests,
  keptSpeech,
  catalogue,
  controls,
  sleep,
  wordVoice,
  frame,
  desktop,
  keys,
  platform: start.platform,
  t: translator.t,
  locale: translator.locale,
  run,
  playSample: () => void actions.playSample(),
  openWelcome: () => actions.openWelcome(),
  async copyDetails(error) {
    const isCopied = await diagnostics.copyReport(error)
    if (isCopied) frame.remark = translator.t('window.details-copied')
    return isCopied
  },
  windowCommand: tellWindow,
}
const commands = createCommands(app, {
  open: actions.open,
  paste: () => void actions.paste(),
  newText: () => void actions.newText(),
})

reportReadings(
  session,
  timeline,
  (reading) => void bridge.call(reportReading, reading).catch(report),
  (reading) => mediaKeys.show(reading),
)

/** Does what the banner's one button says. */
function onErrorAction(action: ErrorAction): void {
  const problem = session.problems.current
  session.problems.dismiss()
  switch (action) {
    case 'retry':
      return problem?.retry?.()
    case 'open':
      return run('open')
    case 'save-elsewhere':
      return run('save-audio')
    case 'remove-recent':
      return void library.remove(String(problem?.error.details.recentId))
    case 'repair-voice':
      return void bridge.call(repairVoice, null).catch((error: unknown) => {
        report(error instanceof AppError ? withDetails(error, { fetchedAgain: true }) : error)
      })
    case 'choose-voice':
      return frame.showSetting('settings.voice')
    case 'copy-details':
      return void app.copyDetails(problem?.error ?? null)
  }
}

if (!session.document && !session.isOpening) void pronunciations.prepare(null)
void library.refresh()
if (start.settingsProblem) session.problems.report(fromErrorData(start.settingsProblem), null)

mount(AppShell, {
  target: document.body,
  props: {
    app,
    input: new WindowInput(translator.t, session, frame, keys, actions, run),
    oldDevelopmentRuntime: start.oldDevelopmentRuntime,
    onErrorAction,
  },
})
