import type { Reading } from './reading-watch'

/** A line of the tray's menu. */
export interface TrayMenuItem {
  readonly label: string
  click(): void
}

/** The icon in the tray; an Electron `Tray` behind it. */
export interface TrayIcon {
  show(tip: string, menu: readonly TrayMenuItem[]): void
  destroy(): void
}

/** What the tray's icon says and does. */
export interface TraySurroundings {
  /** @param onOpen a click on the icon itself */
  makeIcon(onOpen: () => void): TrayIcon
  reading(): Reading
  say(what: 'play' | 'pause' | 'open' | 'quit'): string
  tip(title: string): string
  togglePlay(): void
  reveal(): void
  quit(): void
}

/** The icon that stands for a hidden window, from the moment it is hidden until it is seen again. */
export class TrayPresence {
  #icon: TrayIcon | null = null

  constructor(private readonly surroundings: TraySurroundings) {}

  enter(): void {
    this.#icon ??= this.surroundings.makeIcon(() => this.surroundings.reveal())
    this.update()
  }

  /** What is read has changed. */
  update(): void {
    const { reading, say, tip, togglePlay, reveal, quit } = this.surroundings
    const { state, title } = reading()
    this.#icon?.show(tip(title), [
      { label: say(state === 'playing' ? 'pause' : 'play'), click: togglePlay },
      { label: say('open'), click: reveal },
      { label: say('quit'), click: quit },
    ])
  }

  leave(): void {
    this.#icon?.destroy()
    this.#icon = null
  }
}
