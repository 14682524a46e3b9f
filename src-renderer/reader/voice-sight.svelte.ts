import type { SettingsStore } from '../settings/settings-store.svelte'
import type { Arrow } from './page-axis'
import type { ReadingSession } from './reading-session.svelte'

/** Where the voice is, seen from what is looked at. */
export interface VoicePlace {
  readonly isInSight: boolean
  readonly arrow: Arrow
}

/** Whether what is looked at moves with the voice, and whether the way back to it is offered. */
export class VoiceSight {
  /** As it was looked for last. */
  place: VoicePlace = $state.raw({ isInSight: true, arrow: 'up' })

  constructor(
    private readonly session: Pick<ReadingSession, 'isFollowing' | 'hasSession' | 'heard'>,
    private readonly settings: Pick<SettingsStore, 'current'>,
  ) {}

  readonly follows = $derived.by(() => this.session.isFollowing && this.#isWanted)
  /** There is a voice, and nobody looks at it. Where nothing ever moves with it, it has to be out of sight for that. */
  readonly isLost = $derived.by(() => {
    const { hasSession, heard, isFollowing } = this.session
    return hasSession && heard !== null && (this.#isWanted ? !isFollowing : !this.place.isInSight)
  })

  get #isWanted(): boolean {
    return this.settings.current.view.highlight.follow
  }
}
