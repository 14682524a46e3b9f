import { untrack } from 'svelte'
import type { ReadingState } from '@contract/calls/system'
import type { PlayerState } from '../audio/speech-player-types'
import type { Timeline } from '../player/timeline.svelte'
import type { ReadingSession } from '../reader/reading-session.svelte'
import type { MediaReading } from './media-keys'

/** Longer titles are cut: menus and the system's own player show a line. */
const maxTitleChars = 200

type TimelineTimes = Pick<Timeline, 'totalSeconds' | 'secondsAt'>

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
  timeline: TimelineTimes,
  tellMain: (reading: { state: ReadingState; title: string }) => void,
  showMedia: (reading: MediaReading) => void,
): () => void {
  return $effect.root(() => {
    const state = $derived(readingStateOf(session.playback))
    const title = $derived(session.shown.title.slice(0, maxTitleChars))
    const chapter = $derived(session.contents[session.entryRead]?.title ?? '')
    const sentence = $derived(`${session.heard?.streamId} ${session.heard?.sentenceIndex}`)
    $effect(() => tellMain({ state, title }))
    $effect(() => {
      void sentence
      showMedia({
        state,
        title,
        chapter: chapter === title ? '' : chapter,
        time: untrack(() => timeOf(session, timeline)),
      })
    })
  })
}

/** The length of all of it, and how far the voice is in it. */
function timeOf({ position }: ReadingSession, timeline: TimelineTimes): MediaReading['time'] {
  const durationSeconds = timeline.totalSeconds
  if (position === null || durationSeconds <= 0) return null
  return { durationSeconds, positionSeconds: Math.min(durationSeconds, timeline.secondsAt(position)) }
}
