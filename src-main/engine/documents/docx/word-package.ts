import { posix } from 'node:path'
import { AppError } from '@contract/errors'
import type { Archive } from '../archive'
import { corruptDocx } from './failures'
import { childrenOf } from './word-elements'
import { parsePart, type WordElement } from './word-xml'

/** One line of a part's relationships. */
export interface Relationship {
  /** The last word of its type, which the strict form and the transitional one share: "styles", "hyperlink" … */
  readonly type: string
  /** Another part by its name in the archive; as written when it leads out of the document. */
  readonly target: string
  /** Leads out of the document: never followed. */
  readonly isExternal: boolean
}

/** A package of parts that refer to each other (ECMA-376 part 2). Names of parts are those of the archive. */
export interface WordPackage {
  readonly archive: Archive
  /** The main part, whatever it is called. */
  readonly mainPart: string
  readonly packageRelationships: ReadonlyMap<string, Relationship>
  /** A part's relationships by their ids; none where it has none. */
  relationshipsOf(part: string): Promise<ReadonlyMap<string, Relationship>>
}

/** Lists of parts and properties: a document of ten thousand pictures has 2 MB of them. */
const maxListBytes = 16 * 2 ** 20
const contentTypesName = '[Content_Types].xml'
const packageListName = '_rels/.rels'

/**
 * Finds a Word document's main part: by the package's relationships, else by the types of its parts, else by the name
 * that all but a few programs give it.
 * @throws AppError 'document/corrupt'; 'document/unsupported' for another program's package; what `archive.read` throws
 */
export async function openWordPackage(archive: Archive): Promise<WordPackage> {
  const packageRelationships = await relationshipsIn(archive, packageListName, '')
  const types = await partTypes(archive)
  const related = [...packageRelationships.values()].find(({ type }) => type === 'officeDocument')
  const candidates = [
    ...(related === undefined ? [] : [related.target]),
    ...[...types].flatMap(([part, type]) => (isWordType(type) ? [part] : [])),
    'word/document.xml',
  ]
  const mainPart = candidates.map((name) => archive.find(name)?.name).find((name) => name !== undefined)
  if (mainPart === undefined) throw corruptDocx('no-document', 'It holds no document part')
  const type = types.get(mainPart)
  const other = /(spreadsheet|presentation)ml\./.exec(type ?? '')?.[1]
  if (other !== undefined) {
    const format = other === 'spreadsheet' ? 'xlsx' : 'pptx'
    throw new AppError('document/unsupported', `The main part is of the type ${type}`, {
      details: { format },
    })
  }
  return {
    archive,
    mainPart,
    packageRelationships,
    relationshipsOf: (part) =>
      relationshipsIn(
        archive,
        posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`),
        posix.dirname(part),
      ),
  }
}

/** Documents, templates, and both with macros. */
function isWordType(type: string): boolean {
  return /(?:wordprocessingml|ms-word)\.(?:document|template)\.?(?:macroEnabled)?(?:Template)?\.main\+xml$/i.test(
    type,
  )
}

async function partTypes(archive: Archive): Promise<ReadonlyMap<string, string>> {
  const root = await readList(archive, contentTypesName)
  const types = new Map<string, string>()
  for (const { attributes } of childrenOf(root, 'ct:Override')) {
    const name = archive.find((attributes.get('PartName') ?? '').replace(/^\/+/, ''))?.name
    if (name !== undefined) types.set(name, attributes.get('ContentType') ?? '')
  }
  return types
}

async function relationshipsIn(
  archive: Archive,
  list: string,
  folder: string,
): Promise<ReadonlyMap<string, Relationship>> {
  const root = await readList(archive, list)
  const relationships = new Map<string, Relationship>()
  for (const { attributes } of childrenOf(root, 'rel:Relationship')) {
    const written = attributes.get('Target') ?? ''
    const isExternal = attributes.get('TargetMode')?.toLowerCase() === 'external'
    relationships.set(attributes.get('Id') ?? '', {
      type: /[^/]*$/.exec(attributes.get('Type') ?? '')?.[0] ?? '',
      target: isExternal ? written : partName(folder, written),
      isExternal,
    })
  }
  return relationships
}

/** @returns undefined where there is no such list */
async function readList(archive: Archive, name: string): Promise<WordElement | undefined> {
  const entry = archive.find(name)
  if (entry === null) return undefined
  return parsePart(await archive.read(entry.name, { maxBytes: maxListBytes }))
}

/** Resolves a target against the folder of the part that names it; the archive refuses what still points outside. */
function partName(folder: string, target: string): string {
  const path = decoded(target.replace(/[?#].*$/, '')).replace(/\\/g, '/')
  return posix.normalize(path.startsWith('/') ? path.slice(1) : posix.join(folder, path))
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // Not percent-encoded after all.
    return path
  }
}
