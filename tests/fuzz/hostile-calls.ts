import type { createValueMutator } from './mutate-value'

/** What became of malformed calls. */
export interface HostileOutcome {
  /** How many reached main. */
  readonly sent: number
  /** Of those that were well-formed all the same, by channel. */
  readonly accepted: Record<string, number>
  /** By code. */
  readonly refused: Record<string, number>
  /** What could not leave the page: no clone can be made of it. */
  readonly unsendable: number
  /** What main answered otherwise than by a value or a code, or not at all. */
  readonly failures: string[]
}

/** What is sent. */
export interface HostilePlan {
  readonly seed: number
  readonly count: number
  readonly hugeChars: number
  readonly inputs: Readonly<Record<string, unknown>>
  readonly codes: readonly string[]
  /** Through Electron's own object, as a page could that had broken out of its world; else through the preload's bridge. */
  readonly isRaw: boolean
}

/**
 * Sends malformed calls, several at a time, and looks at every answer. Runs inside a page; self-contained by need, the
 * source of mutations is handed in.
 */
export async function sendHostileCalls(
  makeMutator: typeof createValueMutator,
  { seed, count, hugeChars, inputs, codes, isRaw }: HostilePlan,
): Promise<HostileOutcome> {
  const atOnce = 16
  const answerMilliseconds = 90_000
  const mutate = makeMutator(seed, hugeChars)
  const world = globalThis as unknown as {
    lector?: { call(channel: string, input: unknown): Promise<unknown> }
    require?(name: string): { ipcRenderer: { invoke(channel: string, input: unknown): Promise<unknown> } }
  }
  const ipc = isRaw ? world.require?.('electron').ipcRenderer : undefined
  const ask = (channel: string, input: unknown): Promise<unknown> =>
    ipc?.invoke(channel, input) ??
    world.lector?.call(channel, input) ??
    Promise.reject(new Error('no way to main'))

  const accepted: Record<string, number> = {}
  const refused: Record<string, number> = {}
  const failures: string[] = []
  let sent = 0
  let unsendable = 0
  let next = 0
  const add = (counts: Record<string, number>, name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1
  }
  const fail = (channel: string, what: string): void => {
    if (failures.length < 20) failures.push(`${channel}: ${what}`.slice(0, 300))
  }

  const judge = (channel: string, reply: unknown): void => {
    const { ok, error } = (reply ?? {}) as { ok?: unknown; error?: { code?: unknown } }
    if (ok === true) add(accepted, channel)
    else if (ok === false && codes.includes(String(error?.code))) add(refused, String(error?.code))
    else fail(channel, `answered ${JSON.stringify(reply)}`)
  }
  const send = async (channel: string): Promise<void> => {
    const input = mutate(inputs[channel])
    // What takes nothing is well-formed without anything: that would be done.
    if (input === null && inputs[channel] === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const silence = new Promise((resolve) => (timer = setTimeout(resolve, answerMilliseconds, 'silence')))
    try {
      const reply = await Promise.race([ask(channel, input), silence])
      sent++
      judge(channel, reply)
    } catch (error) {
      // Whatever main itself has failed with comes under this name.
      if (String(error).includes('Error invoking remote method')) {
        sent++
        fail(channel, String(error))
      } else unsendable++
    } finally {
      clearTimeout(timer)
    }
  }
  const channels = Object.keys(inputs)
  const worker = async (): Promise<void> => {
    while (sent < count && failures.length < 20) await send(channels[next++ % channels.length])
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { sent, accepted, refused, unsendable, failures }
}
