import type { ReadingSession } from '../reader/reading-session.svelte'
import type { SettingsStore } from '../settings/settings-store.svelte'
import { MediaKeys } from './media-keys'
import { silenceAddress } from './silence'

/** The page's media keys, which do to a session what the player's buttons do. */
export function createMediaKeys(
  media: MediaSession,
  session: ReadingSession,
  settings: Pick<SettingsStore, 'current'>,
): MediaKeys {
  const toggleUnless = (isPlayed: boolean): void => {
    const isPlaying = session.playback !== 'paused'
    if (isPlaying !== isPlayed) void session.togglePlay()
  }
  return new MediaKeys(
    {
      session: media,
      describe: (what) => new MediaMetadata(what),
      isWanted: () => settings.current.player.hasMediaKeys,
      makeSilence() {
        const silence = new Audio(silenceAddress())
        silence.loop = true
        return silence
      },
    },
    {
      play: () => toggleUnless(true),
      pause: () => toggleUnless(false),
      previousSentence: () => void session.move('previous-sentence'),
      nextSentence: () => void session.move('next-sentence'),
      stop: () => session.stop(),
    },
  )
}
