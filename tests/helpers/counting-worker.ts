import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** What an inference worker had left when its thread ended. */
export interface WorkerEnd {
  readonly work: 'acoustic' | 'vocoder'
  /** Jobs it was given, and how many of them it ended: with 'done', 'failed' or 'cancelled', each exactly once. */
  readonly opened: number
  readonly ended: number
  /** Native sessions ever made, and those not released. */
  readonly sessionsMade: number
  readonly sessionsLeft: number
  /** Outputs of the sessions that something still holds, after a collection. */
  readonly tensorsLeft: number
}

/** A worker script that counts from outside what the product's own script does. */
export interface CountingWorker {
  readonly path: string
  /** Of every thread that has ended so far. */
  ends(): WorkerEnd[]
  remove(): void
}

/** @param workerPath the built `inference-worker` script, which it then runs unchanged */
export function makeCountingWorker(workerPath = resolve('out/main/inference-worker.js')): CountingWorker {
  const folder = mkdtempSync(join(tmpdir(), 'lector-counting-'))
  const report = join(folder, 'ends.jsonl')
  const path = join(folder, 'worker.cjs')
  writeFileSync(report, '')
  writeFileSync(
    path,
    `const { appendFileSync } = require('node:fs')
     const { createRequire } = require('node:module')
     const { parentPort, workerData } = require('node:worker_threads')
     require('node:v8').setFlagsFromString('--expose-gc')
     const collectGarbage = require('node:vm').runInNewContext('gc')
     const ort = createRequire(${JSON.stringify(workerPath)})('onnxruntime-node')
     const open = new Set()
     let opened = 0, ended = 0, sessionsMade = 0, sessionsLeft = 0
     let tensors = []
     const create = ort.InferenceSession.create
     ort.InferenceSession.create = async function (...args) {
       const session = await create.apply(this, args)
       sessionsMade++
       sessionsLeft++
       const { run, release } = session
       session.release = async () => {
         await release.call(session)
         sessionsLeft--
       }
       session.run = async (...inputs) => {
         const outputs = await run.apply(session, inputs)
         for (const tensor of Object.values(outputs)) tensors.push(new WeakRef(tensor))
         if (tensors.length > 50_000) tensors = tensors.filter((tensor) => tensor.deref() !== undefined)
         return outputs
       }
       return session
     }
     parentPort.on('message', ({ kind, id }) => {
       if (kind !== 'analyse' && kind !== 'render') return
       opened++
       open.add(id)
     })
     const { postMessage } = parentPort
     parentPort.postMessage = function (message, transfer) {
       if (['done', 'failed', 'cancelled'].includes(message.kind) && open.delete(message.id)) ended++
       return postMessage.call(this, message, transfer)
     }
     process.on('exit', () => {
       collectGarbage()
       const tensorsLeft = tensors.filter((tensor) => tensor.deref() !== undefined).length
       const end = { work: workerData.work, opened, ended, sessionsMade, sessionsLeft, tensorsLeft }
       appendFileSync(${JSON.stringify(report)}, JSON.stringify(end) + '\\n')
     })
     require(${JSON.stringify(workerPath)})`,
  )
  return {
    path,
    ends: () =>
      readFileSync(report, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as WorkerEnd),
    remove: () => rmSync(folder, { recursive: true }),
  }
}
