declare global {
  interface Window {
    mediaKeys: {
      actions(): string[]
      press(action: MediaSessionAction): void
      readonly silence: HTMLAudioElement[]
    }
  }
}

/** Runs in the page before its own code: notes which media keys it takes. Self-contained by need. */
export function listenToMediaKeys(): void {
  const held = new Map<string, MediaSessionActionHandler>()
  const silence: HTMLAudioElement[] = []
  window.mediaKeys = {
    actions: () => [...held.keys()].sort(),
    press: (action) => held.get(action)?.({ action }),
    silence,
  }
  const { mediaSession } = navigator
  const take = mediaSession.setActionHandler.bind(mediaSession)
  mediaSession.setActionHandler = (action, handler) => {
    take(action, handler)
    if (handler) held.set(action, handler)
    else held.delete(action)
  }
  window.Audio = class extends Audio {
    constructor(source?: string) {
      super(source)
      silence.push(this)
    }
  }
}
