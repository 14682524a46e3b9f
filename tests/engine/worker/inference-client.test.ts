import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { maxOpenJobs } from '@contract/limits'
import { speechSettingsSchema } from '@contract/settings'
import { InferenceClient } from '../../../src-main/engine/worker/inference-client'
import type { InstalledVoice } from '../../../src-main/engine/voices/family'
import type { RenderPlan } from '../../../src-main/engine/voices/voice'
import { collect } from '../../helpers/collect'
import { sineUtterance } from '../../helpers/sine-vocoder'
import { asWritten } from '../../../src-main/engine/text/speakable-text'
import { ownTempo } from '../../../src-main/engine/voices/tempo'

const directory = mkdtempSync(join(tmpdir(), 'lector-workers-'))
afterAll(() => rmSync(directory, { recursive: true }))

const never = new AbortController().signal
const plan: RenderPlan = {
  seed: 1,
  stream: speechSettingsSchema.parse({}).stream,
  keep: { startSample: 0, endSample: 300 },
  stretch: 1,
  output: { sampleRateHz: 24_000, gainDecibels: 0 },
  skipSamples: 0,
}
const push = '{ samples: new Float32Array(4), frames: 1, startedAtMilliseconds: 0, milliseconds: 1 }'

/** A worker thread that does what `onRequest` says, after it has said that it is loaded. */
let scripts = 0
function clientOf(onRequest: string, start = "port.postMessage({ kind: 'loaded' })"): InferenceClient {
  const path = join(directory, `${scripts++}.cjs`)
  writeFileSync(
    path,
    `const { parentPort: port } = require('node:worker_threads')
     port.on('message', (request) => {
       if (request.kind === 'close') return port.close()
       ${onRequest}
     })
     ${start}`,
  )
  return new InferenceClient(path, {} as InstalledVoice, 'vocoder')
}
const render = (client: InferenceClient, signal = never) => client.render(sineUtterance(10), plan, signal)
async function drain(pushes: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const push of pushes) if (push) count++
  return count
}

describe('InferenceClient', () => {
  test('a worker that throws while loading is a crash', async () => {
    const client = clientOf('', "throw new Error('no such library')")
    await expect(client.loaded()).rejects.toMatchObject({ code: 'engine/crashed' })
    await expect(collect(client.analyse(asWritten('a'), ownTempo, never))).rejects.toMatchObject({
      code: 'engine/crashed',
    })
    await client.close()
  })

  test('a worker that cannot load says why', async () => {
    const error = "{ code: 'voice/incompatible', message: 'm', details: {}, retry: 'never' }"
    const client = clientOf('', `port.postMessage({ kind: 'load-failed', error: ${error} }); port.close()`)
    await expect(client.loaded()).rejects.toMatchObject({ code: 'voice/incompatible' })
    await client.close()
  })

  test.each(['process.exit(3)', "throw new Error('broken')", 'setTimeout(() => process.exit(1), 20)'])(
    'a death at work fails every job and everything after it (%s)',
    async (death) => {
      const client = clientOf(`if (request.text.text === 'die') { ${death} }`)
      await client.loaded()
      const waiting = [
        collect(client.analyse(asWritten('wait'), ownTempo, never)),
        drain(render(client)),
        collect(client.analyse(asWritten('die'), ownTempo, never)),
      ]
      for (const job of waiting) await expect(job).rejects.toMatchObject({ code: 'engine/crashed' })
      expect(await client.lost).toMatchObject({ code: 'engine/crashed' })
      await expect(drain(render(client))).rejects.toMatchObject({ code: 'engine/crashed' })
      await client.close()
      await client.close()
    },
  )

  test('closing fails what is still asked of it, whatever the worker answers', async () => {
    const client = clientOf(
      "if (request.kind === 'render') port.postMessage({ kind: 'cancelled', id: request.id })",
    )
    await client.loaded()
    const analysing = collect(client.analyse(asWritten('a'), ownTempo, never))
    const pushes = render(client).next()
    const closed = client.close()
    await expect(analysing).rejects.toMatchObject({ code: 'engine/crashed' })
    await pushes.catch(() => undefined)
    await expect(collect(client.analyse(asWritten('b'), ownTempo, never))).rejects.toMatchObject({
      code: 'engine/crashed',
    })
    await expect(drain(render(client))).rejects.toMatchObject({ code: 'engine/crashed' })
    await closed
  })

  test('an aborted job ends with the reason although the worker never answers', async () => {
    const client = clientOf('')
    await client.loaded()
    const controller = new AbortController()
    const jobs = [
      collect(client.analyse(asWritten('a'), ownTempo, controller.signal)),
      drain(render(client, controller.signal)),
    ]
    controller.abort(new Error('enough'))
    for (const job of jobs) await expect(job).rejects.toThrow('enough')
    await expect(collect(client.analyse(asWritten('b'), ownTempo, controller.signal))).rejects.toThrow(
      'enough',
    )
    await expect(drain(render(client, controller.signal))).rejects.toThrow('enough')
    await client.close()
  })

  test('asks for no more than it has taken, and tells the worker when it leaves early', async () => {
    const client = clientOf(`
      if (request.kind === 'render') for (let i = 0; i < request.credit; i++) port.postMessage({ kind: 'push', id: request.id, push: ${push} })
      if (request.kind === 'grant') port.postMessage({ kind: 'push', id: request.id, push: ${push} })
      if (request.kind === 'cancel') globalThis.cancelled = request.id
      if (request.kind === 'analyse') {
        port.postMessage({ kind: 'utterance', id: request.id, utterance: { id: globalThis.cancelled } })
        port.postMessage({ kind: 'done', id: request.id })
      }`)
    await client.loaded()
    let count = 0
    for await (const { samples } of render(client)) {
      expect(samples).toHaveLength(4)
      if (++count === 5) break
    }
    expect(await collect(client.analyse(asWritten('who'), ownTempo, never))).toEqual([{ id: 1 }])
    await client.close()
  })

  test('takes all of a job from one message, and asks for no more of it', async () => {
    const client = clientOf(`
      if (request.kind === 'grant') throw new Error('nothing is left to grant')
      if (request.kind === 'render') port.postMessage({ kind: 'rendered', id: request.id, pushes: [${push}, ${push}, ${push}] })
      if (request.kind === 'analyse') port.postMessage({ kind: 'analysed', id: request.id, utterances: [{ id: 1 }, { id: 2 }] })`)
    await client.loaded()
    expect(await drain(render(client))).toBe(3)
    expect(await collect(client.analyse(asWritten('a'), ownTempo, never))).toEqual([{ id: 1 }, { id: 2 }])
    await client.close()
  })

  test('an utterance is rendered once: the second time fails and leaves nothing behind', async () => {
    const client = clientOf(
      "if (request.kind === 'render') port.postMessage({ kind: 'done', id: request.id })",
    )
    await client.loaded()
    const utterance = sineUtterance(10)
    expect(await drain(client.render(utterance, plan, never))).toBe(0)
    await expect(drain(client.render(utterance, plan, never))).rejects.toThrow()
    expect(await drain(render(client))).toBe(0)
    await client.close()
  })

  test('takes no more jobs than it can hold, and another one when one has ended', async () => {
    const client = clientOf('')
    await client.loaded()
    const controller = new AbortController()
    const jobs = Array.from({ length: maxOpenJobs }, () =>
      collect(client.analyse(asWritten('a'), ownTempo, controller.signal)),
    )
    await expect(collect(client.analyse(asWritten('b'), ownTempo, never))).rejects.toMatchObject({
      code: 'engine/busy',
    })
    await expect(drain(render(client))).rejects.toMatchObject({ code: 'engine/busy' })
    controller.abort(new Error('enough'))
    for (const job of jobs) await expect(job).rejects.toThrow('enough')
    const next = new AbortController()
    const job = collect(client.analyse(asWritten('c'), ownTempo, next.signal))
    next.abort(new Error('also enough'))
    await expect(job).rejects.toThrow('also enough')
    await client.close()
  })
})
