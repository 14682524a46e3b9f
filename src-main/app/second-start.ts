import type { App } from 'electron'
import type { OutsideRequests } from './outside-requests'

/** A second start hands over the folder its files are relative to. */
export interface SecondStart {
  readonly workingDirectory: string
}

/**
 * Hears what is asked of Lector while it runs: by a second start, and by the system of macOS. What comes before
 * `answer` waits.
 */
export class SystemRequests {
  #requests: OutsideRequests | null = null
  #reveal: () => void = () => undefined
  #waiting: ((requests: OutsideRequests) => Promise<void>)[] = []

  /** @param here the folder of this start, for a second one that does not say its own */
  constructor(app: Pick<App, 'on'>, here: string) {
    app.on('second-instance', (_event, commandLine, _directory, data) => {
      const workingDirectory = isSecondStart(data) ? data.workingDirectory : here
      this.#hear((requests) => requests.start({ commandLine, workingDirectory }))
    })
    // macOS alone; it may ask before the app is ready.
    app.on('open-file', (event, path) => {
      event.preventDefault()
      this.#hear((requests) => requests.openFiles([path]))
    })
    app.on('open-url', (event, link) => {
      event.preventDefault()
      this.#hear((requests) => requests.follow(link))
    })
    app.on('activate', () => this.#reveal())
  }

  /** Follows what waited, and all that comes. @param reveal brings the window before the person */
  async answer(requests: OutsideRequests, reveal: () => void): Promise<void> {
    this.#requests = requests
    this.#reveal = reveal
    for (const follow of this.#waiting.splice(0)) await follow(requests)
  }

  #hear(follow: (requests: OutsideRequests) => Promise<void>): void {
    if (!this.#requests) return void this.#waiting.push(follow)
    this.#reveal()
    void follow(this.#requests)
  }
}

function isSecondStart(data: unknown): data is SecondStart {
  return (
    typeof data === 'object' &&
    data !== null &&
    'workingDirectory' in data &&
    typeof data.workingDirectory === 'string'
  )
}
