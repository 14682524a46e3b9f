import type { PageSize, PainterReply, PainterRequest } from './painter-messages'

/** A page that takes longer, waiting for its bytes included, is given up with its painter. */
const paintMilliseconds = 20_000
/** Of one bitmap: 24 MB, an A4 page at 280 dots an inch. */
export const maxBitmapPixels = 6_000_000

/** Where a painter's bytes come from. */
export interface PageSource {
  /** @throws AppError 'document/missing' */
  open(): Promise<{ byteLength: number; password: string | null }>
  /** @throws AppError 'document/missing' */
  read(startByte: number, endByte: number): Promise<Uint8Array>
}

/** What a painter tells of its document. */
export interface PaintedDocument {
  readonly pages: number
  readonly size: PageSize
}

/** A page as it was painted; whoever gets it closes the bitmap. */
export interface PaintedPage {
  readonly size: PageSize
  readonly bitmap: ImageBitmap
}

interface Job {
  readonly page: number
  readonly widthPixels: number
  readonly signal: AbortSignal
  resolve(painted: PaintedPage): void
  reject(error: unknown): void
}

type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>

/**
 * Has the pages of one document painted, one at a time, the one asked for last first: that is what is looked at. A
 * painter that hangs is ended; the next page gets a new one.
 */
export class PagePainter {
  #worker: WorkerLike | null = null
  #opened: Promise<PaintedDocument> | null = null
  #settleOpening: { resolve(document: PaintedDocument): void; reject(error: unknown): void } | null = null
  readonly #waiting: Job[] = []
  #job: Job | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #isDisposed = false

  constructor(
    private readonly start: () => WorkerLike,
    private readonly source: PageSource,
  ) {}

  /** @throws AppError of the source; Error when the file cannot be opened */
  open(): Promise<PaintedDocument> {
    this.#opened ??= this.#open()
    return this.#opened
  }

  /**
   * @param widthPixels of the bitmap; less where that would make it too large
   * @throws Error when the page cannot be painted; the signal's reason
   */
  paint(page: number, widthPixels: number, signal: AbortSignal): Promise<PaintedPage> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason as Error)
        return
      }
      const job: Job = { page, widthPixels, signal, resolve, reject }
      signal.addEventListener('abort', () => this.#giveUp(job), { once: true })
      this.#waiting.push(job)
      void this.#next()
    })
  }

  dispose(): void {
    this.#isDisposed = true
    const gone = new Error('the pages are shown no longer')
    for (const { reject } of this.#waiting.splice(0)) reject(gone)
    this.#end(gone)
  }

  async #open(): Promise<PaintedDocument> {
    const { byteLength, password } = await this.source.open()
    if (this.#isDisposed) throw new Error('the pages are shown no longer')
    const worker = this.start()
    this.#worker = worker
    worker.onmessage = ({ data }: MessageEvent<PainterReply>) => this.#hear(worker, data)
    worker.onerror = () => this.#end(new Error('the painter has failed'))
    return new Promise((resolve, reject) => {
      this.#settleOpening = { resolve, reject }
      this.#tell({ kind: 'open', byteLength, password })
    })
  }

  async #next(): Promise<void> {
    if (this.#job !== null) return
    const job = this.#waiting.pop()
    if (!job) return
    this.#job = job
    this.#timer = setTimeout(() => this.#end(new Error(`page ${job.page} takes too long`)), paintMilliseconds)
    try {
      await this.open()
    } catch (error) {
      this.#settle(job, () => job.reject(error))
      return
    }
    if (this.#job !== job) return
    const { page, widthPixels } = job
    this.#tell({ kind: 'paint', page, widthPixels, maxPixels: maxBitmapPixels })
  }

  #hear(worker: WorkerLike, reply: PainterReply): void {
    if (worker !== this.#worker) return
    const job = this.#job
    if (reply.kind === 'wanted') this.#fetch(worker, reply.startByte, reply.endByte)
    else if (reply.kind === 'opened') this.#settleOpening?.resolve({ pages: reply.pages, size: reply.size })
    else if (reply.kind === 'refused') this.#settleOpening?.reject(new Error(reply.reason))
    else if (job?.page !== reply.page) {
      if (reply.kind === 'painted') reply.bitmap.close()
    } else if (reply.kind === 'painted') {
      const { size, bitmap } = reply
      this.#settle(job, () => {
        if (job.signal.aborted) bitmap.close()
        else job.resolve({ size, bitmap })
      })
    } else this.#settle(job, () => job.reject(new Error(reply.reason)))
  }

  #fetch(worker: WorkerLike, startByte: number, endByte: number): void {
    this.source.read(startByte, endByte).then(
      (bytes) => {
        if (worker === this.#worker) this.#tell({ kind: 'bytes', startByte, bytes })
      },
      // A file that is gone half-way is one whose pages cannot be painted.
      (error: unknown) => this.#end(error),
    )
  }

  #giveUp(job: Job): void {
    job.reject(job.signal.reason as Error)
    const at = this.#waiting.indexOf(job)
    if (at !== -1) this.#waiting.splice(at, 1)
    else if (job === this.#job) this.#tell({ kind: 'give-up' })
  }

  #settle(job: Job, tell: () => void): void {
    clearTimeout(this.#timer)
    if (this.#job === job) this.#job = null
    tell()
    void this.#next()
  }

  /** Ends the painter: what it was doing fails, and the next page starts another. */
  #end(error: unknown): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#opened = null
    this.#settleOpening?.reject(error)
    this.#settleOpening = null
    const job = this.#job
    if (job) this.#settle(job, () => job.reject(error))
  }

  #tell(request: PainterRequest): void {
    this.#worker?.postMessage(request)
  }
}
