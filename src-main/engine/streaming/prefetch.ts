/**
 * Pulls up to `depth` items of `source` before they are asked for: the bounded queue between two stages.
 * Leaving early (break, throw) stops the source; an error of the source is thrown when its turn comes.
 */
export async function* prefetch<T>(source: AsyncIterable<T>, depth: number): AsyncGenerator<T, void, void> {
  const iterator = source[Symbol.asyncIterator]()
  const pending: Promise<IteratorResult<T>>[] = []
  const pull = (): void => {
    const next = iterator.next()
    // Looked at when its turn comes; until then it must not count as unhandled.
    next.catch(() => undefined)
    pending.push(next)
  }
  try {
    for (;;) {
      while (pending.length < depth) pull()
      const result = await pending.shift()!
      if (result.done) return
      pull()
      yield result.value
    }
  } finally {
    await iterator.return?.()
    await Promise.allSettled(pending)
  }
}
