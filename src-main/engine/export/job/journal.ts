import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { Turns } from '../../streaming/turns'
import { asWritingFailure } from '../recording/writing-failure'

/** Longer lines are no record of ours: one sentence with its words has some kilobytes. */
const maxLineChars = 4 * 2 ** 20
const digestChars = 8

/** Records in the order they were written, one a line, each with a digest: what a sudden end left half is told from a record. */
export interface Journal<Record> {
  /** One after the other, in the order of the calls. @throws AppError 'export/disk-full', 'export/not-writable' */
  add(record: Record): Promise<void>
  /** Makes what was added outlive the machine. @throws as `add` */
  sync(): Promise<void>
  close(): Promise<void>
}

/** A record and where in the file the next one begins. */
export interface ReadRecord<Record> {
  readonly record: Record
  readonly endByte: number
}

/** Begins a journal, over another one. @throws AppError 'export/disk-full', 'export/not-writable' */
export async function createJournal<Record>(path: string): Promise<Journal<Record>> {
  return journalOn(path, await asWritingFailure(path, () => open(path, 'w')), 0)
}

/**
 * Takes a journal up again behind a record that was read; what stands behind it is cut off.
 * @param endByte of that record
 * @throws AppError 'export/disk-full', 'export/not-writable'
 */
export async function resumeJournal<Record>(path: string, endByte: number): Promise<Journal<Record>> {
  return asWritingFailure(path, async () => {
    const file = await open(path, 'r+')
    try {
      await file.truncate(endByte)
      return journalOn(path, file, endByte)
    } catch (error) {
      await file.close()
      throw error
    }
  })
}

/**
 * The records of a journal, to the first that is not whole.
 * @throws the file system's error where it cannot be read
 */
export async function* readJournal<Record>(
  path: string,
  schema: z.ZodType<Record>,
): AsyncGenerator<ReadRecord<Record>, void, void> {
  const stream = createReadStream(path)
  try {
    const lines = createInterface({ input: stream, crlfDelay: Infinity })
    let endByte = 0
    let last: ReadRecord<Record> | null = null
    for await (const line of lines) {
      if (last) yield last
      last = null
      if (line.length > maxLineChars) return
      const content = line.slice(0, -digestChars - 1)
      if (line !== `${content} ${digestOf(content)}`) return
      const parsed = schema.safeParse(parseJson(content))
      if (!parsed.success) return
      endByte += Buffer.byteLength(line) + 1
      last = { record: parsed.data, endByte }
    }
    // A last line that nothing ends was not written whole.
    if (last && last.endByte <= stream.bytesRead) yield last
  } finally {
    stream.destroy()
  }
}

function journalOn<Record>(path: string, file: FileHandle, startByte: number): Journal<Record> {
  let endByte = startByte
  let isOpen = true
  const turns = new Turns()
  const write = (record: Record): Promise<void> =>
    asWritingFailure(path, async () => {
      const content = JSON.stringify(record)
      const bytes = Buffer.from(`${content} ${digestOf(content)}\n`)
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, endByte + done)
        done += bytesWritten
      }
      endByte += bytes.length
    })
  return {
    add: (record) => turns.take(() => write(record)),
    sync: () => asWritingFailure(path, () => file.datasync()),
    async close() {
      if (!isOpen) return
      isOpen = false
      await turns.take(() => file.close())
    },
  }
}

function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, digestChars)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
