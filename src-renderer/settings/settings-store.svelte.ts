import { settingsSchema, type Settings } from '@contract/settings'

/**
 * The settings in force. Changes hold at once and go to main at once, which writes the last of many: what waited here
 * would be lost with the window. What main answers is not taken back.
 */
export class SettingsStore {
  #current: Settings = $state.raw(settingsSchema.parse({ version: 1 }))
  #listeners: readonly ((settings: Settings, before: Settings) => void)[] = []

  /**
   * @param save   hands the settings to main; its failures go to `onSaveError`
   */
  constructor(
    initial: Settings,
    private readonly save: (settings: Settings) => Promise<unknown>,
    private readonly onSaveError: (error: unknown) => void,
  ) {
    this.#current = initial
  }

  get current(): Settings {
    return this.#current
  }

  /** Puts new settings in force, tells every listener, and hands them to main. */
  change(update: (settings: Settings) => Settings): void {
    const before = this.#current
    this.#current = update(before)
    for (const listener of this.#listeners) listener(this.#current, before)
    this.save(this.#current).catch(this.onSaveError)
  }

  changeSpeech(part: Partial<Settings['speech']>): void {
    this.change((settings) => ({ ...settings, speech: { ...settings.speech, ...part } }))
  }

  changeStream(part: Partial<Settings['speech']['stream']>): void {
    this.changeSpeech({ stream: { ...this.#current.speech.stream, ...part } })
  }

  changePauses(part: Partial<Settings['speech']['pauses']>): void {
    this.changeSpeech({ pauses: { ...this.#current.speech.pauses, ...part } })
  }

  changeView(part: Partial<Settings['view']>): void {
    this.change((settings) => ({ ...settings, view: { ...settings.view, ...part } }))
  }

  changeText(part: Partial<Settings['view']['text']>): void {
    this.changeView({ text: { ...this.#current.view.text, ...part } })
  }

  changeHighlight(part: Partial<Settings['view']['highlight']>): void {
    this.changeView({ highlight: { ...this.#current.view.highlight, ...part } })
  }

  changePlayer(part: Partial<Settings['player']>): void {
    this.change((settings) => ({ ...settings, player: { ...settings.player, ...part } }))
  }

  changeAudio(part: Partial<Settings['audio']>): void {
    this.change((settings) => ({ ...settings, audio: { ...settings.audio, ...part } }))
  }

  /** @param update makes the rules of what is read out of those in force */
  changeReading(update: (reading: Settings['reading']) => Settings['reading']): void {
    this.change((settings) => ({ ...settings, reading: update(settings.reading) }))
  }

  /** Runs `listener` after every change until the returned function is called. */
  subscribe(listener: (settings: Settings, before: Settings) => void): () => void {
    this.#listeners = [...this.#listeners, listener]
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener)
    }
  }
}
