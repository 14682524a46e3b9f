import type { Block, OverlayClip } from '@contract/document'
import { readFlow, withoutLostPictures, type Flow } from '../markup/flow'
import type { TextOrigin } from '../markup/text-origins'
import type { PageFormulas } from '../markup/page-formulas'
import { parseXhtml } from '../markup/parse-xhtml'
import { semanticsOf } from '../markup/semantics'
import { findElement, isElement, type MarkupElement } from '../markup/tree'
import { looksBinary } from '../encoding/looks-binary'
import { maskControls } from '../mask-controls'
import { markUnrecorded } from '../unrecorded'
import { decodeXml } from '../xml'
import { maxChapterBytes, type BookFiles } from './book-files'
import { brokenBook } from './epub-failure'
import { readOverlay, type RecordedElement } from './media-overlay'
import { overlayClips } from './overlay-clips'
import { isReadable, type ManifestItem, type PackageDocument } from './package-document'
import type { BookPictures } from './pictures'
import type { ReferredNotes } from './referred-notes'
import type { StyleSheets } from './style-sheets'

/** Looked at to tell a text from data. */
const beginBytes = 4_096

/** Where the text of a file's blocks was written in it. */
export interface ChapterTrace {
  /** What the file was decoded to; ranges count in it. */
  readonly source: string
  readonly root: MarkupElement
  readonly origins: ReadonlyMap<Block, readonly TextOrigin[]>
}

/** A file of the spine as text. */
export interface Chapter extends Pick<Flow, 'anchors' | 'outside' | 'endTable'> {
  readonly blocks: Block[]
  /** Characters that the file was decoded to. */
  readonly chars: number
  readonly overlays: OverlayClip[]
  /** Whether a picture is in it. */
  readonly hasPicture: boolean
  /** What it says that it is as a whole. */
  readonly roles: ReadonlySet<string>
  /** Absent unless it is traced, and of what holds no text. */
  readonly trace?: ChapterTrace
}

/** What reading a chapter takes beside the chapter. */
export interface ChapterContext {
  readonly book: PackageDocument
  readonly files: BookFiles
  readonly sheets: StyleSheets
  readonly notes: ReferredNotes
  readonly pictures: BookPictures
  readonly formulas: PageFormulas
  readonly language: string | undefined
  /** Numbers, in the book, of the chapter's part, its first block and its first table. */
  readonly part: number
  readonly startBlock: number
  readonly startTable: number
  readonly isTraced: boolean
}

/**
 * Reads one file of the spine.
 * @param name of the item's file
 * @throws AppError 'document/corrupt', 'document/too-large', 'document/encrypted'; the signal's reason when cancelled
 */
export async function readChapter(
  item: ManifestItem,
  name: string,
  context: ChapterContext,
): Promise<Chapter> {
  const { files, formulas, part, startTable, language, isTraced } = context
  if (!isReadable(item)) return { ...nothing, blocks: [], overlays: [], outside: [], endTable: startTable }
  const bytes = await files.read(name, maxChapterBytes)
  if (looksBinary(bytes.subarray(0, beginBytes)))
    throw brokenBook('chapter', `${JSON.stringify(name)} is no text`)
  const source = decodeXml(bytes)
  const root = parseXhtml(maskControls(source))
  const styleSheets = await context.sheets.of(root, name)
  const read = readFlow(root, {
    part,
    source,
    styleSheets,
    startTable,
    isTraced,
    ...(await formulas.optionFor(root)),
    ...(language === undefined ? {} : { language }),
  })
  await context.pictures.mark(read.pictures, name)
  const flow = withoutLostPictures(read)
  context.notes.mark(name, root, flow)
  const overlays = await readClips(item, name, root, flow, context)
  if (context.book.isNarrated) markUnrecorded(flow.blocks, overlays, context.startBlock, language)
  return {
    ...flow,
    chars: source.length,
    overlays,
    hasPicture: findElement(root, isPicture) !== null,
    roles: rolesOf(root),
    ...(isTraced ? { trace: { source, root, origins: flow.origins } } : {}),
  }
}

/** A picture in the spine. */
const nothing = { anchors: new Map<string, never>(), chars: 0, hasPicture: true, roles: new Set<string>() }

/** The roles of a file's body, and of the one section in it. */
function rolesOf(root: MarkupElement): ReadonlySet<string> {
  const body = findElement(root, ({ name }) => name === 'body')
  if (body === null) return new Set()
  const inside = body.children.filter(isElement)
  return new Set(
    [body, ...(inside.length === 1 ? inside : [])].flatMap((element) => [...semanticsOf(element)]),
  )
}

function isPicture({ name }: MarkupElement): boolean {
  return name === 'img' || name === 'image' || name === 'svg' || name === 'object' || name === 'canvas'
}

async function readClips(
  item: ManifestItem,
  name: string,
  root: MarkupElement,
  flow: Flow,
  { book, files, startBlock }: ChapterContext,
): Promise<OverlayClip[]> {
  const overlay = item.overlay === undefined ? undefined : book.manifest.get(item.overlay)?.name
  if (overlay === undefined || overlay === null) return []
  const smil = await files.readOptionalXml(overlay)
  const isHere = (recorded: RecordedElement): boolean => recorded.name === name
  const recorded = smil === null ? [] : readOverlay(smil, overlay, files).filter(isHere)
  return overlayClips(recorded, root, flow, startBlock)
}
