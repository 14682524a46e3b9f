import { setMaxListeners } from 'node:events'

/**
 * Works on up to `width` items at once and gives the results in the order of the items: results that wait for an earlier
 * one count among them, so that no more than `width` are ever held. Leaving early, and an error, aborts what is under way
 * and waits for its end.
 * @param source asked for an item when there is room for it
 * @param work   its signal is aborted with `signal`, and when nobody wants the result any more
 * @throws what `source` or `work` throws, when its turn comes; `signal.reason`
 */
export async function* mapInOrder<Item, Result>(
  source: AsyncIterable<Item>,
  { width, signal }: { readonly width: number; readonly signal: AbortSignal },
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result, void, void> {
  const iterator = source[Symbol.asyncIterator]()
  const controller = new AbortController()
  // Everything under way listens to it: Node would take that for a leak.
  setMaxListeners(0, controller.signal)
  const onAbort = (): void => controller.abort(signal.reason)
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort)
  const pending: Promise<{ readonly result: Result } | null>[] = []
  const begin = (): void => {
    const next = iterator.next().then(async (item) => {
      if (item.done) return null
      controller.signal.throwIfAborted()
      return { result: await work(item.value, controller.signal) }
    })
    // Looked at when its turn comes; until then it must not count as unhandled.
    next.catch(() => undefined)
    pending.push(next)
  }
  try {
    for (;;) {
      while (pending.length < width) begin()
      const next = await pending.shift()!
      if (!next) return
      yield next.result
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    controller.abort(signal.aborted ? signal.reason : new Error('The results are not wanted any more'))
    await iterator.return?.()
    await Promise.allSettled(pending)
  }
}
