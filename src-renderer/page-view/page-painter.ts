import type { PageSize, PainterReply, PainterRequest } from './painter-messages'

/** A file that takes longer to open, or a page to be painted, their bytes included, is given up with its painter. */
const patienceMilliseconds = 20_000
/** Of one bitmap: 24 MB, an A4 page at 280 dots an inch. */
const maxBitmapPixels = 6_000_000

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

/** A file that is being opened, or is open. */
interface Opening {
  readonly promise: Promise<PaintedDocument>
  resolve(document: PaintedDocument): void
  reject(error: unknown): void
}

type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>

/**
 * Has the pages of one document painted, one at a time, those in sight first, and of them the one asked for last: that
 * is what is looked at. A painter that hangs is ended; the next page gets a new one.
 */
export class PagePainter {
  #worker: WorkerLike | null = null
  #opening: Opening | null = null
  readonly #waiting: Job[] = []
  #job: Job | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #isDisposed = false

  constructor(
    private readonly start: () => WorkerLike,
    private readonly source: PageSource,
    private readonly isInSight: (page: number) => boolean,
  ) {}

  /** @throws AppError of the source; Error when the file cannot be opened, or not in time */
  open(): Promise<PaintedDocument> {
    if (this.#isDisposed) return Promise.reject(shownNoLonger())
    return (this.#opening ?? this.#open()).promise
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
    for (const { reject } of this.#waiting.splice(0)) reject(shownNoLonger())
    this.#end(shownNoLonger())
  }

  #open(): Opening {
    const opening = createOpening()
    this.#opening = opening
    const timer = setTimeout(
      () => this.#end(new Error('the file takes too long to open')),
      patienceMilliseconds,
    )
    const stop = () => clearTimeout(timer)
    opening.promise.then(stop, stop)
    void this.#startWorker(opening)
    return opening
  }

  async #startWorker(opening: Opening): Promise<void> {
    try {
      const { byteLength, password } = await this.source.open()
      if (this.#opening !== opening) return
      const worker = this.start()
      this.#worker = worker
      worker.onmessage = ({ data }: MessageEvent<PainterReply>) => this.#hear(worker, data)
      worker.onerror = () => this.#fail(worker, new Error('the painter has failed'))
      this.#tell({ kind: 'open', byteLength, password })
    } catch (error) {
      if (this.#opening === opening) this.#end(error)
    }
  }

  async #next(): Promise<void> {
    if (this.#job !== null) return
    const job = this.#take()
    if (!job) return
    this.#job = job
    try {
      await this.open()
    } catch (error) {
      // Whoever ended the painter has settled the job, and may be at the next one.
      if (this.#job === job) this.#settle(() => job.reject(error))
      return
    }
    if (this.#job !== job) return
    const { page, widthPixels, signal } = job
    if (signal.aborted) return this.#settle(() => undefined)
    this.#timer = setTimeout(() => this.#end(new Error(`page ${page} takes too long`)), patienceMilliseconds)
    this.#tell({ kind: 'paint', page, widthPixels, maxPixels: maxBitmapPixels })
  }

  #take(): Job | undefined {
    // The last one of all where none is in sight.
    const at = this.#waiting.findLastIndex(({ page }) => this.isInSight(page))
    return this.#waiting.splice(at, 1)[0]
  }

  #hear(worker: WorkerLike, reply: PainterReply): void {
    if (worker !== this.#worker) return
    const job = this.#job
    if (reply.kind === 'wanted') this.#fetch(worker, reply.startByte, reply.endByte)
    else if (reply.kind === 'opened') this.#opening?.resolve({ pages: reply.pages, size: reply.size })
    else if (reply.kind === 'refused') this.#end(new Error(reply.reason))
    else if (job?.page !== reply.page) {
      if (reply.kind === 'painted') reply.bitmap.close()
    } else if (reply.kind === 'painted') {
      const { size, bitmap } = reply
      this.#settle(() => {
        if (job.signal.aborted) bitmap.close()
        else job.resolve({ size, bitmap })
      })
    } else this.#settle(() => job.reject(new Error(reply.reason)))
  }

  #fetch(worker: WorkerLike, startByte: number, endByte: number): void {
    this.source.read(startByte, endByte).then(
      (bytes) => {
        if (worker === this.#worker) this.#tell({ kind: 'bytes', startByte, bytes })
      },
      // A file that is gone half-way is one whose pages cannot be painted.
      (error: unknown) => this.#fail(worker, error),
    )
  }

  #giveUp(job: Job): void {
    job.reject(job.signal.reason as Error)
    const at = this.#waiting.indexOf(job)
    if (at !== -1) this.#waiting.splice(at, 1)
    else if (job === this.#job) this.#tell({ kind: 'give-up' })
  }

  /** What was being painted is over. @param tell says so to whoever asked */
  #settle(tell: () => void): void {
    clearTimeout(this.#timer)
    this.#job = null
    tell()
    void this.#next()
  }

  /** A painter that has been ended already takes no other with it. */
  #fail(worker: WorkerLike, error: unknown): void {
    if (worker === this.#worker) this.#end(error)
  }

  /** Ends the painter: what it was doing fails, and the next page starts another. */
  #end(error: unknown): void {
    this.#worker?.terminate()
    this.#worker = null
    const opening = this.#opening
    this.#opening = null
    opening?.reject(error)
    const job = this.#job
    if (job) this.#settle(() => job.reject(error))
  }

  #tell(request: PainterRequest): void {
    this.#worker?.postMessage(request)
  }
}

function createOpening(): Opening {
  let settle: Pick<Opening, 'resolve' | 'reject'> | undefined
  const promise = new Promise<PaintedDocument>((resolve, reject) => (settle = { resolve, reject }))
  if (!settle) throw new Error('a promise is made at once')
  return { promise, ...settle }
}

function shownNoLonger(): Error {
  return new Error('the pages are shown no longer')
}
