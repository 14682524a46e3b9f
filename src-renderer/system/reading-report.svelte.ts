import { untrack } from 'svelte'
import type { ReadingState } from '@contract/calls/system'
import type { PlayerState } from '../audio/speech-player-types'
import type { ReadingSession } from '../reader/reading-session.svelte'
import type { MediaReading } from './media-keys'

/** Longer titles are cut: menus and the system's own player show a line. */
const maxTitleChars = 200

/** What a state of the player is to the system. */
export function readingStateOf(state: PlayerState): ReadingState {
  if (state === 'paused') return 'paused'
  return state === 'starting' || state === 'playing' || state === 'starving' ? 'playing' : 'none'
}

/**
 * Tells the system around the page what is read: main whenever the state or the title changes, the media keys at every
 * sentence as well.
 * @returns stops telling
 */
export function reportReadings(
  session: ReadingSession,
  tellMain: (reading: { state: ReadingState; title: string }) => void,
  showMedia: (reading: MediaReading) => void,
): () => void {
  return $effect.root(() => {
    const state = $derived(readingStateOf(session.playback))
    const title = $derived(session.document?.title.slice(0, maxTitleChars) ?? '')
    const chapter = $derived(session.contents[session.entryRead]?.title ?? '')
    const sentence = $derived(`${session.heard?.streamId} ${session.heard?.sentenceIndex}`)
    $effect(() => tellMain({ state, title }))
    $effect(() => {
      void sentence
      showMedia({
        state,
        title,
        chapter: chapter === title ? '' : chapter,
        time: untrack(() => timeOf(session)),
      })
    })
  })
}

/** The same reckoning as the player's: by characters, at the pace heard so far. */
function timeOf({ secondsLeft, position, scale }: ReadingSession): MediaReading['time'] {
  if (secondsLeft === null || position === null) return null
  const left = 1 - scale.fractionAt(position)
  if (left <= 0) return null
  const durationSeconds = secondsLeft / left
  return { durationSeconds, positionSeconds: durationSeconds - secondsLeft }
}
