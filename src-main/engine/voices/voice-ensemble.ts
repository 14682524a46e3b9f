import { assert } from '@contract/assert'
import type { VoiceOffer } from '@contract/speech'
import { unlessAborted } from '../streaming/unless-aborted'
import type { Voice } from './voice'

/** A voice that stays loaded until it is given back. */
export interface BorrowedVoice {
  readonly voice: Voice
  /** May be called twice. */
  release(): void
}

/** The voices that speak beside the chosen one, loaded when they are first asked for. */
export interface VoiceEnsemble {
  /** Every voice there is, whether it is here or would have to be fetched. @throws AppError as `offerVoices` */
  offers(): Promise<readonly VoiceOffer[]>
  /** Loads the voice if it is not held. @throws AppError of the loading; `signal.reason` */
  borrow(id: string, signal: AbortSignal): Promise<BorrowedVoice>
  /** Lets all go; a voice still borrowed when it is given back. May be called twice. */
  dispose(): Promise<void>
}

/**
 * Voices kept loaded: each takes 100 to 200 MB. More are loaded only while more are borrowed at once, which two
 * readings of four languages do.
 */
const heldVoices = 2

interface Member {
  readonly voice: Promise<Voice>
  borrowers: number
}

/**
 * @param options.load a voice by its id, ready to speak; the signal is aborted by `dispose` only, because a voice on
 *   its way may have several that wait for it
 */
export function createVoiceEnsemble(options: {
  offers: () => Promise<readonly VoiceOffer[]>
  load: (id: string, signal: AbortSignal) => Promise<Voice>
}): VoiceEnsemble {
  const disposal = new AbortController()
  /** The one used last comes last. */
  const members = new Map<string, Member>()
  const leaving = new Set<Promise<void>>()

  const letGo = (id: string, member: Member): void => {
    if (members.get(id) === member) members.delete(id)
    const gone = member.voice.then((voice) => voice.dispose()).catch(() => undefined)
    leaving.add(gone)
    void gone.then(() => leaving.delete(gone))
  }

  const makeRoom = (most: number): void => {
    for (const [id, member] of members) {
      if (members.size <= most) return
      if (member.borrowers === 0) letGo(id, member)
    }
  }

  const join = (id: string): Member => {
    makeRoom(heldVoices - 1)
    const member: Member = { voice: options.load(id, disposal.signal), borrowers: 0 }
    const leave = (): void => {
      if (members.get(id) !== member) return
      members.delete(id)
      if (member.borrowers === 0) letGo(id, member)
    }
    // One that cannot be had, or is lost, is loaded anew when it is asked for again.
    member.voice.then(({ lost }) => lost?.then(leave), leave)
    return member
  }

  return {
    offers: options.offers,
    async borrow(id, signal) {
      disposal.signal.throwIfAborted()
      const member = members.get(id) ?? join(id)
      members.delete(id)
      members.set(id, member)
      member.borrowers++
      let isReleased = false
      const release = (): void => {
        if (isReleased) return
        isReleased = true
        member.borrowers--
        assert(member.borrowers >= 0, 'a voice is given back once')
        if (member.borrowers > 0) return
        if (members.get(id) !== member) letGo(id, member)
        else makeRoom(heldVoices)
      }
      try {
        return { voice: await unlessAborted(member.voice, signal), release }
      } catch (error) {
        release()
        throw error
      }
    },
    async dispose() {
      disposal.abort(new Error('The voices are let go'))
      for (const [id, member] of [...members]) {
        members.delete(id)
        if (member.borrowers === 0) letGo(id, member)
      }
      await Promise.all(leaving)
    },
  }
}
