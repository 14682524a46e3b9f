export { detectArchiveKind, type ArchiveKind } from './archive-kind'
export { openArchive, type Archive, type ArchiveEntry } from './open-archive'
