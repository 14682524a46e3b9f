import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { countState, type ReportCounts, type ReportedFile } from '@contract/export-report'
import type { ReportedRecording, ReportedSentence, ReportHead } from '@contract/export-report'
import { unfinishedSuffix } from '@contract/recording-words'
import { asWritingFailure } from '../recording/writing-failure'

/** How a report ends: with the digest of all that stands before this. */
const ending = /"sha256":"([0-9a-f]{64})"\}\n$/
const endingChars = '"sha256":""}\n'.length + 64

/** Written at once: a call to the disk for every sentence took longer than to digest what it sounds like. */
const pieceChars = 2 ** 16

/** A report being written beside its final name; memory does not grow with it. Ends as a `WavFile` does. */
export interface ReportFile {
  /** @throws AppError 'export/disk-full', 'export/not-writable' */
  add(sentence: ReportedSentence): Promise<void>
  /** @returns what was added */
  finish(recordings: readonly ReportedRecording[], files: readonly ReportedFile[]): Promise<ReportCounts>
  /** May be called after anything. */
  abandon(): Promise<void>
}

/** @throws AppError 'export/disk-full', 'export/not-writable' */
export async function createReportFile(path: string, head: ReportHead): Promise<ReportFile> {
  const unfinishedPath = path + unfinishedSuffix
  const file = await asWritingFailure(path, () => open(unfinishedPath, 'w'))
  const digest = createHash('sha256')
  const counts = { sentences: 0, rendered: 0, nothingToSay: 0, missing: 0 }
  let isOpen = true
  let waiting = `${JSON.stringify(head).slice(0, -1)},"sentences":[`
  const write = async (text: string): Promise<void> => {
    waiting += text
    if (waiting.length >= pieceChars) await flush()
  }
  const flush = (): Promise<void> =>
    asWritingFailure(path, async () => {
      const piece = waiting
      waiting = ''
      digest.update(piece)
      await file.appendFile(piece)
    })
  const close = async (): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    await file.close()
  }
  const abandon = async (): Promise<void> => {
    await close()
    await rm(unfinishedPath, { force: true })
  }
  return {
    async add(sentence) {
      await write(`${counts.sentences === 0 ? '\n' : ',\n'}${JSON.stringify(sentence)}`)
      countState(counts, sentence.state)
    },
    async finish(recordings, files) {
      const lines = (items: readonly unknown[]): string =>
        items.map((item) => JSON.stringify(item)).join(',\n')
      await write(`\n],"recordings":[\n${lines(recordings)}\n],"files":[\n${lines(files)}\n],`)
      await write(`"counts":${JSON.stringify(counts)},`)
      await flush()
      await asWritingFailure(path, async () => {
        await file.appendFile(`"sha256":"${digest.digest('hex')}"}\n`)
        await file.datasync()
        await close()
        await rename(unfinishedPath, path)
      })
      return counts
    },
    abandon,
  }
}

/** Whether a report is, byte for byte, as it was written. */
export function isAsWritten(report: Buffer): boolean {
  const body = report.subarray(0, Math.max(0, report.length - endingChars))
  const said = ending.exec(report.toString('latin1', body.length))?.[1]
  return said === createHash('sha256').update(body).digest('hex')
}
