import { unlessAborted } from '../streaming/unless-aborted'
import { afresh } from './afresh'
import type { Utterance, Voice } from './voice'

/** One of the pool and how much it was asked for and has not ended. */
interface Member {
  readonly voice: Voice
  open: number
  /** Ends with what it was asked to render before the last. */
  renderedBefore: Promise<void>
  /** Ends with what it was asked to render last. */
  rendered: Promise<void>
}

/**
 * Several voices that are the same, as one that does as many things at once: each text goes to the one with the least to
 * do, which also renders it. What comes out is that of any of them.
 * @param members at least one; disposed with the pool
 */
export function createVoicePool(members: readonly [Voice, ...Voice[]]): Voice {
  const pool: Member[] = members.map((voice) => ({
    voice,
    open: 0,
    renderedBefore: Promise.resolve(),
    rendered: Promise.resolve(),
  }))
  const makers = new WeakMap<Utterance, Member>()
  const [first] = members
  const leastBusy = (): Member => pool.reduce((least, member) => (member.open < least.open ? member : least))

  async function* counted<Item>(
    member: Member,
    items: AsyncIterable<Item>,
  ): AsyncGenerator<Item, void, void> {
    member.open++
    try {
      yield* items
    } finally {
      member.open--
    }
  }

  async function* madeBy(
    analyse: (voice: Voice) => AsyncIterable<Utterance>,
  ): AsyncGenerator<Utterance, void, void> {
    const member = leastBusy()
    for await (const utterance of counted(member, analyse(member.voice))) {
      makers.set(utterance, member)
      yield utterance
    }
  }

  const { id, name, language, sampleRateHz, loudnessLufs, pace, can, address } = first
  const { lost } = first
  return {
    ...{ id, name, language, sampleRateHz, pace, can, address },
    ...(loudnessLufs === undefined ? {} : { loudnessLufs }),
    ...(lost ? { lost: Promise.race(members.map((voice) => voice.lost ?? lost)) } : {}),
    get device() {
      return first.device
    },
    analyse: (text, tempo, signal) => madeBy((voice) => voice.analyse(text, tempo, signal)),
    analyseAfresh: (text, tempo, signal) => madeBy((voice) => afresh(voice).analyse(text, tempo, signal)),
    async *render(utterance, plan, signal) {
      const member = makers.get(utterance) ?? leastBusy()
      const { renderedBefore: before, rendered: last } = member
      let end = (): void => undefined
      member.renderedBefore = last
      member.rendered = new Promise((resolve) => (end = resolve))
      try {
        // Two at a time, so that the thread never waits to be asked: of more, the first would be ready as late as the last.
        await unlessAborted(before, signal)
        yield* counted(member, member.voice.render(utterance, plan, signal))
      } finally {
        void Promise.all([before, last]).then(end)
      }
    },
    async dispose() {
      await Promise.all(members.map((voice) => voice.dispose()))
    },
  }
}
