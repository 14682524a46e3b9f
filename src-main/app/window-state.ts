import { join } from 'node:path'
import { z } from 'zod'
import { writeFileAtomically, type FileSystem } from './atomic-file'
import { readStoredFile } from './stored-file'

/** In the system's own pixels, which scale with the screen. */
const coordinate = z.number().int().min(-100_000).max(100_000)
const placeSchema = z.object({ x: coordinate, y: coordinate })
export type Place = z.infer<typeof placeSchema>

const areaSchema = placeSchema.extend({
  width: z.number().int().min(100).max(32_000),
  height: z.number().int().min(80).max(32_000),
})
/** Where a window or a screen is, and how large. */
export type Area = z.infer<typeof areaSchema>

const windowStateSchema = z.object({
  version: z.literal(1).default(1),
  /** Of the window when it is neither maximised nor full screen; null: never moved. */
  bounds: areaSchema.nullable().default(null),
  isMaximised: z.boolean().default(false),
  isFullScreen: z.boolean().default(false),
  /** Where the mini player was put last; null: nowhere yet. */
  miniPlace: placeSchema.nullable().default(null),
  /** Where documents were saved last; null: nowhere yet. */
  saveFolder: z.string().max(8_000).nullable().default(null),
})
/** How the window was left. */
export type WindowState = z.infer<typeof windowStateSchema>

/** A window is dragged many times a second; the last place within this time is written. */
const writeDelayMilliseconds = 500

/** Keeps how the window was left, from one start to the next. */
export class WindowStateStore {
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()

  private constructor(
    private readonly path: string,
    private readonly files: FileSystem,
    private readonly report: (error: unknown) => void,
    private state: WindowState,
    private readonly mayWrite: boolean,
  ) {}

  /**
   * Reads what a folder holds. What cannot be read is set aside and reported; the window then opens as it first did.
   * @param report told of every failure; nothing of this is worth a person's attention
   */
  static async open(
    folder: string,
    files: FileSystem,
    report: (error: unknown) => void,
  ): Promise<WindowStateStore> {
    const path = join(folder, 'window.json')
    const stored = await readStoredFile(path, (found) => windowStateSchema.parse(found))
    if (stored.state === 'unreadable') report(stored.cause)
    const state = stored.state === 'read' ? stored.value : windowStateSchema.parse({})
    const mayWrite = stored.state !== 'unreadable' || stored.setAside !== null
    return new WindowStateStore(path, files, report, state, mayWrite)
  }

  get value(): WindowState {
    return this.state
  }

  /** Takes what has changed; it reaches the disk a moment later. */
  change(part: Partial<Omit<WindowState, 'version'>>): void {
    this.state = { ...this.state, ...part }
    this.#timer ??= setTimeout(() => void this.flush(), writeDelayMilliseconds)
  }

  /** Writes what is waiting to be written. Never rejects. */
  flush(): Promise<void> {
    if (this.#timer === null) return this.#writing
    clearTimeout(this.#timer)
    this.#timer = null
    if (!this.mayWrite) return this.#writing
    this.#writing = this.#writing
      .then(() => writeFileAtomically(this.files, this.path, `${JSON.stringify(this.state, null, 2)}\n`))
      .catch(this.report)
    return this.#writing
  }
}

/** This much of a window's upper edge must be on a screen: by it a person takes hold of it. */
const gripPixels = { width: 100, height: 32 } as const

/**
 * Where a window may open that was left at a place: there, while a screen still shows its upper edge; else null, and
 * the system chooses.
 * @param screens the parts of all screens that windows may use
 */
export function placeOnScreens(place: Place & { width: number }, screens: readonly Area[]): Place | null {
  return screenOf(place, screens) ? { x: place.x, y: place.y } : null
}

/**
 * How a window may open that was left so: no larger than the screen it is on, and in the middle of the main one where
 * no screen shows it any more.
 * @param smallest the window's least size
 * @param screens  the parts of all screens that windows may use, the main one first
 */
export function areaOnScreens(
  area: Area,
  smallest: Pick<Area, 'width' | 'height'>,
  screens: readonly Area[],
): Area {
  const screen = screenOf(area, screens) ?? screens.at(0) ?? area
  const width = Math.max(smallest.width, Math.min(area.width, screen.width))
  const height = Math.max(smallest.height, Math.min(area.height, screen.height))
  const middle = {
    x: Math.round(screen.x + (screen.width - width) / 2),
    y: Math.round(screen.y + (screen.height - height) / 2),
  }
  return { ...(placeOnScreens(area, screens) ?? middle), width, height }
}

/** The screen by which a person takes hold of a window's upper edge. */
function screenOf({ x, y, width }: Place & { width: number }, screens: readonly Area[]): Area | undefined {
  return screens.find((screen) => {
    const left = Math.max(x, screen.x)
    const right = Math.min(x + width, screen.x + screen.width)
    const isGripInside =
      y >= screen.y - gripPixels.height / 2 && y + gripPixels.height <= screen.y + screen.height
    return right - left >= gripPixels.width && isGripInside
  })
}
