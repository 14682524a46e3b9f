import type { LectorWindow } from './lector-window'

/** What a death of the engine came to, where reading went on. */
export interface Accident {
  /** From the death to the first sound that the next engine sent. */
  readonly resumedMilliseconds: number
  /** Of the stream, in all, since the death: nothing was left to be heard. */
  readonly silentMilliseconds: number
}

const seconds = (milliseconds: number): number => milliseconds / 1_000

/** How long a stream was silent for want of sound since it began. */
async function silence(lector: LectorWindow): Promise<number> {
  const { firstFrame, heardFrame, heardSamples } = await lector.clock()
  return ((heardFrame - firstFrame - heardSamples) / 24_000) * 1_000
}

/** Ends the engine as nobody can prevent. @returns when, by the wall clock */
export async function killEngine(lector: LectorWindow, signal = 'SIGKILL'): Promise<number> {
  const killedAt = await lector.app.evaluate(({ app }, how) => {
    const engine = app.getAppMetrics().find(({ name }) => name === 'Lector engine')
    return engine && process.kill(engine.pid, how) ? Date.now() : null
  }, signal)
  if (killedAt === null) throw new Error('No engine runs')
  return killedAt
}

/** So much has come of the engine that speaks now, counted from its first sound, or since a count of events. */
export function waitForSpeech(lector: LectorWindow, since: number, atLeastSeconds: number): Promise<number> {
  return lector.page.evaluate(
    ({ from, wanted }) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          let samples = 0
          for (const event of window.lectorProbe.events.slice(from))
            if (event.kind === 'chunk' && event.frames > 0) samples += event.samples
          if (samples > 0 && samples >= wanted * 24_000) resolve(Date.now())
          else setTimeout(look, 5)
        }
        look()
      }),
    { from: since, wanted: atLeastSeconds },
  )
}

export const countEvents = (lector: LectorWindow): Promise<number> =>
  lector.page.evaluate(() => window.lectorProbe.events.length)

/** Kills the engine once it has spoken for more than a second, and waits for the next one to speak. */
export async function haveAccident(
  lector: LectorWindow,
  since: number,
  waitMilliseconds: number,
): Promise<Accident & { readonly events: number }> {
  await waitForSpeech(lector, since, 1.2)
  await new Promise((resolve) => setTimeout(resolve, waitMilliseconds))
  const silentBefore = await silence(lector)
  const killedAt = await killEngine(lector)
  // What it sent before its end has come.
  await new Promise((resolve) => setTimeout(resolve, 50))
  const events = await countEvents(lector)
  const resumedAt = await waitForSpeech(lector, events, 0)
  // Sound that was awaited is heard as soon as there is some of it.
  await new Promise((resolve) => setTimeout(resolve, 500))
  const silentMilliseconds = (await silence(lector)) - silentBefore
  return { resumedMilliseconds: resumedAt - killedAt, silentMilliseconds, events }
}

export function describeAccidents(what: string, accidents: readonly Accident[]): string {
  const sorted = (key: keyof Accident): number[] => accidents.map((one) => one[key]).sort((a, b) => a - b)
  const told = (key: keyof Accident): string => {
    const all = sorted(key)
    return `median ${seconds(all[all.length >> 1]).toFixed(2)} s, worst ${seconds(all.at(-1) ?? 0).toFixed(2)} s`
  }
  return `${what}, ${accidents.length} kills: new sound ${told('resumedMilliseconds')}; silence ${told('silentMilliseconds')}`
}
