import { flushSync, mount, unmount, type Component } from 'svelte'
import { vi } from 'vitest'
import type { z } from 'zod'
import type { OpenedDocument } from '@contract/calls/document'
import type { Notice } from '@contract/define-call'
import { settingsSchema } from '@contract/settings'
import { createTranslator } from '@contract/strings/translator'
import { OutputDevices } from '../../src-renderer/audio/output-devices.svelte'
import type { Bridge } from '../../src-renderer/bridge/bridge'
import { Editing } from '../../src-renderer/editing/editing.svelte'
import { ExportDrafts } from '../../src-renderer/export/export-drafts'
import { SaveFolder } from '../../src-renderer/export/save-folder.svelte'
import { Saves } from '../../src-renderer/export/saves.svelte'
import { Unfinished } from '../../src-renderer/export/unfinished.svelte'
import { Finding } from '../../src-renderer/find/finding.svelte'
import { DocumentOpener } from '../../src-renderer/library/document-opener.svelte'
import { KeptBlocks } from '../../src-renderer/library/kept-blocks.svelte'
import { Library } from '../../src-renderer/library/library.svelte'
import { OwnNarration } from '../../src-renderer/narration/own-narration.svelte'
import { HaltPoints } from '../../src-renderer/player/halt-points'
import { ReadingControls } from '../../src-renderer/player/reading-controls.svelte'
import { SleepTimer } from '../../src-renderer/player/sleep-timer.svelte'
import { WordVoice } from '../../src-renderer/player/word-voice'
import { Timeline } from '../../src-renderer/player/timeline.svelte'
import { Preview } from '../../src-renderer/pronunciation/preview.svelte'
import { Pronunciations } from '../../src-renderer/pronunciation/pronunciations.svelte'
import { DocumentPictures } from '../../src-renderer/reader/document-pictures'
import { OriginalPages } from '../../src-renderer/page-view/original-pages.svelte'
import { Inaudible } from '../../src-renderer/reader/inaudible.svelte'
import { ReadingSession } from '../../src-renderer/reader/reading-session.svelte'
import { Diagnostics } from '../../src-renderer/settings/diagnostics.svelte'
import { KeptSpeech } from '../../src-renderer/settings/kept-speech.svelte'
import { PerformanceTests } from '../../src-renderer/settings/performance-tests.svelte'
import { SettingsStore } from '../../src-renderer/settings/settings-store.svelte'
import { DesktopState } from '../../src-renderer/system/desktop-state.svelte'
import { setApp, type AppContext } from '../../src-renderer/ui/app-context'
import { FrameState } from '../../src-renderer/ui/frame-state.svelte'
import { Keys } from '../../src-renderer/ui/keys.svelte'
import { VoiceCatalogue } from '../../src-renderer/voices/voice-catalogue.svelte'
import { FakePlayer } from './fake-player'

/** A component with everything around it that the window would give it. */
export interface MountedApp {
  readonly app: AppContext
  readonly player: FakePlayer
  /** The sound devices of this computer; a test that takes one away says `devicechange`. */
  readonly devices: FakeDevices
  /** What main was asked, in order. */
  readonly calls: { channel: string; input: unknown }[]
  /** Tells the window something, as main does. */
  notify<Payload extends z.ZodType>(notice: Notice<Payload>, payload: z.input<Payload>): void
  close(): Promise<void>
}

/**
 * Mounts a component in the document's body.
 * @param props  its own, or how they are made of what is around it
 * @param shown  what is on the page
 * @param answer what main says to a call; by default nothing ever
 * @param previewPlayer who says what is tried out; absent: who reads
 */
export function mountInApp<Props extends Record<string, unknown>>(
  component: Component<Props>,
  props: Props | ((app: AppContext) => Props),
  shown: OpenedDocument | null,
  answer: (channel: string, input: unknown) => Promise<unknown> = () => new Promise(() => undefined),
  previewPlayer?: FakePlayer,
): MountedApp {
  const calls: MountedApp['calls'] = []
  const notices = new EventTarget()
  const bridge: Bridge = {
    call: ((declared: { channel: string }, input: unknown) => {
      calls.push({ channel: declared.channel, input })
      return answer(declared.channel, input)
    }) as Bridge['call'],
    on: (notice, handler) => {
      const hear = (event: Event): void => handler(notice.payload.parse((event as CustomEvent).detail))
      notices.addEventListener(notice.channel, hear)
      return () => notices.removeEventListener(notice.channel, hear)
    },
    connectSpeech: () => Promise.reject(new Error('Nothing is connected here')),
    pathOfFile: () => '',
  }
  const player = new FakePlayer()
  const report = vi.fn()
  const settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), report)
  const session = new ReadingSession(createTranslator('en').t, player, settings)
  const pronunciations = new Pronunciations(bridge, player, report)
  const finding = new Finding(session)
  const preview = new Preview(
    () => previewPlayer ?? player,
    session,
    () => settings.current,
  )
  const narration = new OwnNarration({
    bridge,
    player,
    settings,
    every: () => () => undefined,
    entries: () => [],
    report,
    leavesOut: vi.fn(),
  })
  session.narration = narration
  const timeline = new Timeline(session, settings)
  const keptBlocks = new KeptBlocks(session, timeline)
  const opener = new DocumentOpener(bridge, session, {
    prepare: () => Promise.resolve(),
    arrive: () => undefined,
  })
  const saves = new Saves(createTranslator('en').t, bridge, report)
  const devices = new FakeDevices()
  const outputDevices = new OutputDevices(devices, settings)
  const inaudible = new Inaudible(session, settings, outputDevices)
  const app: AppContext = {
    session,
    outputDevices,
    inaudible,
    timeline,
    keptBlocks,
    settings,
    opener,
    library: new Library({ t: createTranslator('en').t, bridge, session, settings, report, say: vi.fn() }),
    editing: new Editing({
      t: createTranslator('en').t,
      bridge,
      session,
      say: vi.fn(),
      settle: vi.fn(),
    }),
    pictures: new DocumentPictures(bridge),
    originals: new OriginalPages({
      bridge,
      session,
      startPainter: () => {
        throw new Error('Nothing is painted here')
      },
      report,
    }),
    finding,
    narration,
    pronunciations,
    preview,
    ...controlsOf(session, preview),
    saves,
    saveFolder: new SaveFolder(bridge, report),
    drafts: new ExportDrafts(),
    unfinished: new Unfinished(bridge, saves, { onKept: vi.fn(), onBegunAnew: vi.fn(), onError: report }),
    frame: new FrameState(vi.fn()),
    desktop: new DesktopState(bridge, settings, {
      togglePlay: () => undefined,
      openText: () => undefined,
      goOn: () => undefined,
      report,
    }),
    diagnostics: new Diagnostics(bridge, player, report),
    keptSpeech: new KeptSpeech(bridge, report),
    catalogue: new VoiceCatalogue(bridge),
    performanceTests: new PerformanceTests(bridge, () => settings.current, report),
    keys: new Keys(settings, 'linux'),
    platform: 'linux',
    locale: 'en',
    t: createTranslator('en').t,
    run: vi.fn(),
    playSample: vi.fn(),
    openWelcome: vi.fn(),
    copyDetails: vi.fn(() => Promise.resolve(true)),
    windowCommand: vi.fn(),
  }
  if (shown) session.show(shown)
  const inApp: Component<Props> = (internals, given) => {
    setApp(app)
    return component(internals, given)
  }
  const own = typeof props === 'function' ? props(app) : props
  const mounted = mount(inApp, { target: document.body, props: own })
  flushSync()
  return {
    app,
    player,
    devices,
    calls,
    notify(notice, payload) {
      notices.dispatchEvent(new CustomEvent(notice.channel, { detail: payload }))
      flushSync()
    },
    async close() {
      await unmount(mounted)
      finding.dispose()
      keptBlocks.dispose()
      timeline.dispose()
      inaudible.dispose()
      session.dispose()
    },
  }
}

/** Sound devices that can be taken away. */
export class FakeDevices extends EventTarget {
  outputs = 2
  enumerateDevices(): Promise<MediaDeviceInfo[]> {
    const device = { kind: 'audiooutput', deviceId: '', groupId: '', label: '', toJSON: () => ({}) } as const
    return Promise.resolve(Array.from({ length: this.outputs }, () => device))
  }
}

/** The player's own controls around a session; a sleep timer that nobody wakes. */
export function controlsOf(
  session: ReadingSession,
  preview: Preview,
): Pick<AppContext, 'controls' | 'sleep' | 'wordVoice'> {
  const haltPoints = new HaltPoints(session.player)
  return {
    controls: new ReadingControls(session, haltPoints, () => undefined),
    sleep: new SleepTimer(session, haltPoints, () => () => undefined),
    wordVoice: new WordVoice(preview, session, () => []),
  }
}

/** The element whose name, as assistive technology has it, is this text or begins with it. */
export function named(selector: string, name: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find((element) =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().startsWith(name),
  )
  if (!found) throw new Error(`There is no ${selector} named ${name}`)
  return found
}
