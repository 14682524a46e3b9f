import type { StreamEvent } from './engine-line'
import type { Stream } from './reading-stream'
import { SystemClock } from './stream-clock'
import type { StreamHalt } from './stream-halt'
import type { StreamInstruments } from './stream-instruments'
import type { TextRevisions } from './text-revisions'

/** What is told of a stream that goes on. */
export type StreamNews = Exclude<StreamEvent, { kind: 'cancelled' | 'failed' }>

/** Puts down what is told of a stream. @returns whether figures have changed */
export function noteNews(
  news: StreamNews,
  stream: Stream,
  { figures, halt, revisions }: { figures: StreamInstruments; halt: StreamHalt; revisions: TextRevisions },
): boolean {
  switch (news.kind) {
    case 'sentence':
      stream.timeline.add(revisions.upToDate(news))
      halt.update(stream)
      return true
    case 'cut':
      stream.timeline.cutAt(news.startSample)
      figures.cutAt(news.startSample)
      halt.forget()
      return true
    case 'clock':
      if (stream.clock instanceof SystemClock) stream.clock.note(news)
      return false
    case 'end':
      stream.timeline.totalSamples = news.totalSamples
      return true
    default:
      figures.note(news)
      return true
  }
}
