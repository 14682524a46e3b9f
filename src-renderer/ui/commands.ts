import { readingSizes } from '@contract/look-settings'
import { speedRange } from '@contract/settings'
import type { AppContext } from './app-context'
import type { CommandId } from './shortcuts'

const usualReadingSize = 2

/** What the commands need beyond what the components know. */
export interface CommandActions {
  open(): void
  paste(): void
  newText(): void
}

/** What the mini player can do; anything else needs the window, which comes back for it. */
export const miniCommands: ReadonlySet<CommandId> = new Set<CommandId>([
  'toggle-play',
  'stop',
  'previous-sentence',
  'next-sentence',
  'previous-paragraph',
  'next-paragraph',
  'repeat-sentence',
  'slower',
  'faster',
  'mini-player',
])

/** What every command does. */
export function createCommands(app: AppContext, actions: CommandActions): Record<CommandId, () => void> {
  const { session, settings, saves, finding, originals, library, editing, frame, controls, desktop } = app

  function changeSpeed(steps: number): void {
    const speed = settings.current.speech.speed + steps * speedRange.step
    const rounded = Math.round(speed / speedRange.step) * speedRange.step
    settings.changeSpeech({
      speed: Number(Math.min(speedRange.max, Math.max(speedRange.min, rounded)).toFixed(2)),
    })
  }

  function changeSize(step: number): void {
    const size = settings.current.view.readingSize + step
    settings.changeView({ readingSize: Math.min(readingSizes.length - 1, Math.max(0, size)) })
  }

  /** Where something is being saved that is not seen, what is seen of it comes first. */
  function saveAudio(): void {
    if (saves.isRunning && !frame.isExportOpen) frame.isExportOpen = true
    else if (session.document) frame.isExportDialogOpen = true
  }

  function toggleSidebar(): void {
    if (frame.isNarrow) frame.isSidebarOver = !frame.isSidebarOver
    else settings.changeView({ sidebar: !settings.current.view.sidebar })
  }

  function findStep(by: 1 | -1): void {
    if (!frame.isSettingsOpen) finding.step(by)
  }

  /** Esc takes away what lies on top, one thing a time; only then does it stop the voice. */
  function stop(): void {
    if (desktop.isMini) desktop.leaveMini()
    else if (frame.isSettingsOpen) frame.isSettingsOpen = false
    else if (frame.isSidebarOver) frame.isSidebarOver = false
    else if (frame.isNarrow && frame.isExportOpen) frame.isExportOpen = false
    else if (frame.isNarrow && frame.isReadingOpen) frame.isReadingOpen = false
    else if (finding.isOpen) finding.close()
    else if (editing.isOn) editing.end()
    else if (session.hasSession) session.stop()
  }

  return {
    'toggle-play': () =>
      session.document || session.isOpening ? void session.togglePlay() : app.playSample(),
    stop,
    'previous-sentence': () => void session.move('previous-sentence'),
    'next-sentence': () => void session.move('next-sentence'),
    'previous-paragraph': () => void session.move('previous-paragraph'),
    'next-paragraph': () => void session.move('next-paragraph'),
    'previous-word': () => void controls.stepWord('previous-word'),
    'next-word': () => void controls.stepWord('next-word'),
    'previous-chapter': () => void controls.moveChapter(-1),
    'next-chapter': () => void controls.moveChapter(1),
    'leave-structure': () => void controls.leave(),
    'repeat-sentence': () => void session.move('sentence-start'),
    'read-from-here': () => void session.playFromHere(),
    'say-it-like': () => {
      if (!frame.isSettingsOpen) session.page?.sayItLike()
    },
    bookmark: () => {
      if (!frame.isSettingsOpen) void library.bookmarks.toggle()
    },
    'next-bookmark': () => {
      if (!frame.isSettingsOpen) void library.bookmarks.step(1)
    },
    'previous-bookmark': () => {
      if (!frame.isSettingsOpen) void library.bookmarks.step(-1)
    },
    slower: () => changeSpeed(-1),
    faster: () => changeSpeed(1),
    open: actions.open,
    paste: actions.paste,
    'new-text': actions.newText,
    'edit-text': () => {
      if (!frame.isSettingsOpen) editing.toggle()
    },
    'save-audio': saveAudio,
    'what-is-read': () => {
      if (session.document && !frame.isSettingsOpen) frame.isReadingOpen = !frame.isReadingOpen
    },
    find: () => {
      if (!frame.isSettingsOpen) finding.open()
    },
    'find-next': () => findStep(1),
    'find-previous': () => findStep(-1),
    'original-pages': () => {
      if (!frame.isSettingsOpen) originals.toggle()
    },
    'go-to': () => {
      if (session.document && !frame.isSettingsOpen) frame.isGoToOpen = true
    },
    settings: () => (frame.isSettingsOpen = !frame.isSettingsOpen),
    'toggle-sidebar': toggleSidebar,
    'text-smaller': () => changeSize(-1),
    'text-larger': () => changeSize(1),
    'text-reset': () => settings.changeView({ readingSize: usualReadingSize }),
    'full-screen': () => app.windowCommand('toggle-full-screen'),
    'mini-player': () =>
      desktop.isMini
        ? desktop.leaveMini()
        : desktop.enterMini({
            width: window.innerWidth,
            height: window.innerHeight,
            column: lineLengthOf(document.querySelector('.prose')),
          }),
    'next-region': () => focusRegion(1),
    'previous-region': () => focusRegion(-1),
    shortcuts: () => (frame.areShortcutsOpen = true),
  }
}

/** How long the lines of a text are, in px, whichever way it is written. */
function lineLengthOf(text: Element | null): number {
  return text ? parseFloat(getComputedStyle(text).inlineSize) : 0
}

/** Moves the focus to the next landmark, round and round. */
function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]:not([inert])')].filter(
    (region) => getComputedStyle(region).visibility === 'visible',
  )
  const here = regions.findIndex((region) => region.contains(document.activeElement))
  const next = here === -1 ? (step === 1 ? 0 : regions.length - 1) : here + step
  regions[(next + regions.length) % regions.length]?.focus()
}
