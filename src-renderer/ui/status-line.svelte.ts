import { untrack } from 'svelte'
import type { AppContext } from './app-context'
import { aboutText } from './time-text'

interface StatusMessage {
  readonly text: string
  /** Not seen, it is missed; else it is said elsewhere too, or is no news any more. */
  readonly isPressing: boolean
}

/** What the status says beside its chips: one message, or how a saving fares. Made with the component that shows it. */
export class StatusLine {
  readonly percent = $derived.by(() => Math.round(this.app.saves.fraction * 100))
  /** How what was saved ended while its panel was closed: well when all of it did. */
  readonly exportEnd = $derived.by(() => {
    const { saves, frame, t } = this.app
    if (frame.isExportOpen || saves.isRunning || !saves.exists) return ''
    return t(saves.all.every(({ done }) => done) ? 'window.saved' : 'window.saving-failed')
  })
  /** What is saved just now: the chapter, as soon as there is one. */
  readonly savedNow = $derived.by(() => {
    const { saves, t } = this.app
    const save = saves.current
    if (save?.isPaused) return t('window.saving-paused')
    return (save?.running && save.head?.chapters[save.running.chapter]) ?? t('window.saving')
  })
  readonly progressText = $derived.by(() => {
    const { saves, t } = this.app
    const save = saves.current
    return save && !save.isPaused && save.running?.secondsLeft !== undefined
      ? t('window.saving-left', { percent: this.percent, time: aboutText(t, save.running.secondsLeft) })
      : t('general.percent', { percent: this.percent })
  })
  readonly #message = $derived.by((): StatusMessage | null => {
    const { session, frame, t } = this.app
    const pressing = (text: string): StatusMessage => ({ text, isPressing: true })
    const preparing = this.#preparingText
    if (preparing !== '') return pressing(preparing)
    if (session.playback === 'starving') return pressing(t('window.catching-up'))
    if (frame.isRemarkNews) return pressing(frame.remark)
    // The disc says it too; how a saving fares, and until it is looked at how it ended, is said nowhere else.
    if (session.playback === 'paused' && !this.#isSavingSaid)
      return { text: t('window.paused'), isPressing: false }
    // What can be done then says it, too.
    if (session.playback === 'ended' && !this.#isSavingSaid) return pressing(t('window.finished'))
    if (session.isOpening) return pressing(t('window.opening'))
    if (!session.shown.isWhole) return pressing(t('window.opening-rest'))
    // What is no news any more is not said in place of how a saving fares.
    return this.#isSavingSaid || frame.remark === '' ? null : { text: frame.remark, isPressing: false }
  })

  constructor(private readonly app: AppContext) {
    let before = app.session.playback
    $effect(() => {
      const { playback } = app.session
      // That it is looked at now is no change.
      if (playback !== before) untrack(() => app.frame.ageRemark())
      before = playback
    })
  }

  get message(): string {
    return this.#message?.text ?? ''
  }
  /** The text was read to its end: what could be read next is offered. */
  get isFinished(): boolean {
    return this.app.session.playback === 'ended' && !this.app.frame.isRemarkNews
  }
  /** What is to be found at once also where there is no room for the status; empty: nothing. */
  get pressing(): string {
    if (this.#message) return this.#message.isPressing ? this.#message.text : ''
    if (this.exportEnd !== '') return this.exportEnd
    return this.app.saves.isRunning ? this.savingText : ''
  }
  /** All of how a saving fares. */
  get savingText(): string {
    return this.app.t('window.saving-of', { what: this.savedNow, progress: this.progressText })
  }

  get #isSavingSaid(): boolean {
    return this.app.saves.isRunning || this.exportEnd !== ''
  }

  get #preparingText(): string {
    const { session, t } = this.app
    const { preparing } = session.engine
    if (!preparing || !(session.isStartSlow || preparing.what === 'fetching'))
      return session.isStartSlow ? t('window.preparing-voice') : ''
    const isFetching = preparing.what === 'fetching'
    if (preparing.fraction === undefined)
      return t(isFetching ? 'window.fetching-voice' : 'window.preparing-voice')
    return t(isFetching ? 'window.fetching-voice-percent' : 'window.preparing-voice-percent', {
      percent: Math.round(preparing.fraction * 100),
    })
  }
}
