import type { ExportHead, ExportProgress } from '@contract/calls/export'

/** What main tells of saves. */
export const headOf = (chapters: readonly string[] = ['Dawn', 'Noon', 'Night']): ExportHead => ({
  title: 'A day',
  folder: '/music',
  fileName: 'A day.wav',
  per: 'book',
  formats: ['wav'],
  makesBook: false,
  chapters: [...chapters],
})

export const takenOf = (jobId: string, head = headOf()): ExportProgress => ({ state: 'taken', jobId, head })

export const runningOf = (
  jobId: string,
  fraction: number,
  rest: Partial<Extract<ExportProgress, { state: 'running' }>> = {},
): ExportProgress => ({
  state: 'running',
  jobId,
  ...{ fraction, chapter: 0, chapterFraction: fraction, chapterSeconds: [10] },
  audioSeconds: 10,
  realTimeFactor: 0.01,
  ...rest,
})

export const doneOf = (jobId: string): ExportProgress => ({
  state: 'done',
  jobId,
  paths: [`/tmp/${jobId}.wav`, `/tmp/${jobId}.words.json`],
  audioSeconds: 100,
  wallSeconds: 1,
  sentences: 12,
  missing: 0,
})

export const failedOf = (
  jobId: string,
  code: 'export/disk-full' | 'export/already-there' = 'export/disk-full',
): ExportProgress => ({
  state: 'failed',
  jobId,
  isKept: code === 'export/disk-full',
  error: { code, message: code, details: { name: 'A day.wav', count: 1 }, retry: 'never' },
})
