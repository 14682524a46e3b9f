import type { CommandContext } from '../../context'
import { answerLines } from './answer-lines'
import { benchFigures } from './figures'
import { comparePeer } from './compare-peer'
import { provePipeline } from './prove-pipeline'
import { benchStartup } from './startup'

/** `bench`: how fast the voice is on this machine, where the time goes, and how it compares. */
export async function bench(context: CommandContext): Promise<void> {
  const { line } = context
  switch (line.bench.kind) {
    case 'figures':
      return benchFigures(context)
    case 'pipeline':
      return provePipeline(context)
    case 'peer':
      return comparePeer(context, line.bench.peer)
    case 'startup':
      return benchStartup(context)
    case 'stdin':
      return answerLines(context)
  }
}
