import type { RecordingDisk, RecordingFile } from '../../src-main/engine/export/recording/recording-disk'

const sectorBytes = 512

/** What is done to a disk: each may be the one that fails. */
export type DiskStep = 'open' | 'write' | 'truncate' | 'datasync' | 'rename'

/** How a disk is bad; all of it may change while it is used. */
export interface DiskFaults {
  /** Room for everything on it. */
  capacityBytes: number
  /** How much of what is to be written is written at once. */
  share: (bytes: number) => number
  /** Done before every step; what it throws is what the step fails with. */
  before: (step: DiskStep, path: string) => void
}

interface Content {
  /** What the system shows. */
  bytes: Buffer
  /** What outlives the machine for certain. */
  durable: Buffer
}

/** A disk in memory, with every way to go wrong. Its files outlive whoever had them open. */
export function createMemoryDisk() {
  const files = new Map<string, Content>()
  const faults: DiskFaults = {
    capacityBytes: Infinity,
    share: (bytes) => bytes,
    before: () => undefined,
  }
  const contentOf = (path: string): Content => {
    const content = files.get(path)
    if (!content) throw systemError('ENOENT')
    return content
  }
  const freeBytes = (): number =>
    faults.capacityBytes - [...files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0)

  const openFile = (path: string): RecordingFile => {
    const content = contentOf(path)
    const resize = (length: number): void => {
      content.bytes = Buffer.concat([
        content.bytes.subarray(0, length),
        Buffer.alloc(Math.max(0, length - content.bytes.length)),
      ])
    }
    return {
      read: (bytes, position) => Promise.resolve(content.bytes.copy(bytes, 0, position)),
      async write(bytes, position) {
        await Promise.resolve()
        faults.before('write', path)
        const room = Math.max(0, content.bytes.length + freeBytes() - position)
        const written = Math.min(faults.share(bytes.length), room)
        if (room === 0 && bytes.length > 0) throw systemError('ENOSPC')
        if (position + written > content.bytes.length) resize(position + written)
        content.bytes.set(bytes.subarray(0, written), position)
        return written
      },
      byteLength: () => Promise.resolve(content.bytes.length),
      async truncate(length) {
        await Promise.resolve()
        faults.before('truncate', path)
        resize(length)
      },
      async datasync() {
        await Promise.resolve()
        faults.before('datasync', path)
        content.durable = Buffer.from(content.bytes)
      },
      close: () => Promise.resolve(),
    }
  }

  const disk: RecordingDisk = {
    async open(path, isNew) {
      await Promise.resolve()
      faults.before('open', path)
      if (isNew) files.set(path, { bytes: Buffer.alloc(0), durable: Buffer.alloc(0) })
      return openFile(path)
    },
    isFolder: () => Promise.resolve(false),
    async rename(from, to) {
      await Promise.resolve()
      faults.before('rename', from)
      files.set(to, contentOf(from))
      files.delete(from)
    },
    async remove(path) {
      await Promise.resolve()
      files.delete(path)
    },
  }

  return {
    disk,
    faults,
    /** What stands in a file; null where there is none. */
    bytesOf: (path: string): Buffer | null => files.get(path)?.bytes ?? null,
    setBytes(path: string, bytes: Buffer): void {
      contentOf(path).bytes = bytes
    },
    /** Of what was not made durable any sector may be as before, and the length too. */
    cutPower(random: () => number): void {
      for (const content of files.values()) {
        const { bytes, durable } = content
        const length = random() < 0.5 ? bytes.length : durable.length
        const left = Buffer.alloc(length)
        for (let at = 0; at < length; at += sectorBytes)
          left.set((random() < 0.5 ? bytes : durable).subarray(at, Math.min(length, at + sectorBytes)), at)
        content.bytes = left
        content.durable = Buffer.from(left)
      }
    },
  }
}

export function systemError(code: string): Error {
  return Object.assign(new Error(code), { code })
}
