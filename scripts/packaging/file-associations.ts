import type { FileAssociation } from 'electron-builder'
import { fileKinds, type FileKind } from '../../src-main/app/file-kinds'

/**
 * Books are what Lector is for. Of everything else it is one program among several: it is offered for it, and whatever
 * opened it before goes on doing so.
 */
const ownType = 'application/epub+zip'
const isOwn = ({ mimeType }: FileKind): boolean => mimeType === ownType

/** Kinds that Windows offers Lector for, without giving it any. */
export const offeredKinds: readonly FileKind[] = fileKinds.filter((kind) => !isOwn(kind))

/** What the installer for Windows gives Lector as its own. The name is the key in the registry. */
export const windowsAssociations: FileAssociation[] = fileKinds.filter(isOwn).map((kind) => ({
  ext: [...kind.extensions],
  name: `Lector.${kind.extensions[0]}`,
  description: nameOf(kind),
  mimeType: kind.mimeType,
}))

/** What Lector says of itself on macOS: an alternate comes behind whatever has a kind already. */
export const macAssociations: FileAssociation[] = fileKinds.map((kind) => ({
  ext: [...kind.extensions],
  name: nameOf(kind),
  mimeType: kind.mimeType,
  role: 'Viewer',
  rank: isOwn(kind) ? 'Default' : 'Alternate',
}))

/**
 * What the desktop entry names. A desktop keeps its own order of preference, so that this offers and takes nothing;
 * electron-builder's associations would also redefine the kinds, with other icons.
 */
export const linuxMediaTypes: string[] = fileKinds.flatMap(({ mimeType, desktopMimeType }) =>
  desktopMimeType === undefined ? [mimeType] : [mimeType, desktopMimeType],
)

function nameOf({ extensions: [extension] }: FileKind): string {
  return `${extension.toUpperCase()} file`
}
