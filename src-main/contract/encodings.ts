/** A character encoding that a person can name for a text file. */
export interface EncodingChoice {
  /** As in `DocumentEncoding.name` and `OpenOptions.encoding`. */
  readonly id: string
  /** For people, beside its group. */
  readonly label: string
  readonly group: EncodingGroup
}

/** The headings under which encodings are offered, in this order. */
export const encodingGroups = [
  'Unicode',
  'Western',
  'Central European',
  'Cyrillic',
  'Greek',
  'Turkish',
  'Hebrew',
  'Arabic',
  'Baltic',
  'Vietnamese',
  'Thai',
  'Japanese',
  'Chinese, simplified',
  'Chinese, traditional',
  'Korean',
] as const
export type EncodingGroup = (typeof encodingGroups)[number]

/** Every encoding a text file can be read in, by groups. */
export const encodingChoices: readonly EncodingChoice[] = [
  { id: 'UTF-8', label: 'UTF-8', group: 'Unicode' },
  { id: 'UTF-16LE', label: 'UTF-16, little-endian', group: 'Unicode' },
  { id: 'UTF-16BE', label: 'UTF-16, big-endian', group: 'Unicode' },
  { id: 'UTF-32LE', label: 'UTF-32, little-endian', group: 'Unicode' },
  { id: 'UTF-32BE', label: 'UTF-32, big-endian', group: 'Unicode' },
  { id: 'windows-1252', label: 'Windows 1252', group: 'Western' },
  { id: 'ISO-8859-1', label: 'ISO 8859-1', group: 'Western' },
  { id: 'ISO-8859-15', label: 'ISO 8859-15', group: 'Western' },
  { id: 'macintosh', label: 'Mac Roman', group: 'Western' },
  { id: 'CP437', label: 'DOS 437', group: 'Western' },
  { id: 'CP850', label: 'DOS 850', group: 'Western' },
  { id: 'ISO-8859-3', label: 'ISO 8859-3 (Maltese, Esperanto)', group: 'Western' },
  { id: 'ISO-8859-14', label: 'ISO 8859-14 (Celtic)', group: 'Western' },
  { id: 'windows-1250', label: 'Windows 1250', group: 'Central European' },
  { id: 'ISO-8859-2', label: 'ISO 8859-2', group: 'Central European' },
  { id: 'ISO-8859-16', label: 'ISO 8859-16', group: 'Central European' },
  { id: 'CP852', label: 'DOS 852', group: 'Central European' },
  { id: 'maccenteuro', label: 'Mac Central European', group: 'Central European' },
  { id: 'windows-1251', label: 'Windows 1251', group: 'Cyrillic' },
  { id: 'KOI8-R', label: 'KOI8-R', group: 'Cyrillic' },
  { id: 'KOI8-U', label: 'KOI8-U', group: 'Cyrillic' },
  { id: 'ISO-8859-5', label: 'ISO 8859-5', group: 'Cyrillic' },
  { id: 'CP866', label: 'DOS 866', group: 'Cyrillic' },
  { id: 'CP855', label: 'DOS 855', group: 'Cyrillic' },
  { id: 'maccyrillic', label: 'Mac Cyrillic', group: 'Cyrillic' },
  { id: 'windows-1253', label: 'Windows 1253', group: 'Greek' },
  { id: 'ISO-8859-7', label: 'ISO 8859-7', group: 'Greek' },
  { id: 'CP737', label: 'DOS 737', group: 'Greek' },
  { id: 'windows-1254', label: 'Windows 1254', group: 'Turkish' },
  { id: 'ISO-8859-9', label: 'ISO 8859-9', group: 'Turkish' },
  { id: 'CP857', label: 'DOS 857', group: 'Turkish' },
  { id: 'windows-1255', label: 'Windows 1255', group: 'Hebrew' },
  { id: 'ISO-8859-8', label: 'ISO 8859-8', group: 'Hebrew' },
  { id: 'CP862', label: 'DOS 862', group: 'Hebrew' },
  { id: 'windows-1256', label: 'Windows 1256', group: 'Arabic' },
  { id: 'ISO-8859-6', label: 'ISO 8859-6', group: 'Arabic' },
  { id: 'windows-1257', label: 'Windows 1257', group: 'Baltic' },
  { id: 'ISO-8859-13', label: 'ISO 8859-13', group: 'Baltic' },
  { id: 'ISO-8859-4', label: 'ISO 8859-4', group: 'Baltic' },
  { id: 'CP775', label: 'DOS 775', group: 'Baltic' },
  { id: 'windows-1258', label: 'Windows 1258', group: 'Vietnamese' },
  { id: 'VISCII', label: 'VISCII', group: 'Vietnamese' },
  { id: 'TCVN', label: 'TCVN', group: 'Vietnamese' },
  { id: 'windows-874', label: 'Windows 874', group: 'Thai' },
  { id: 'Shift_JIS', label: 'Shift JIS', group: 'Japanese' },
  { id: 'EUC-JP', label: 'EUC-JP', group: 'Japanese' },
  { id: 'ISO-2022-JP', label: 'ISO 2022-JP', group: 'Japanese' },
  { id: 'GB18030', label: 'GB 18030', group: 'Chinese, simplified' },
  { id: 'Big5', label: 'Big5', group: 'Chinese, traditional' },
  { id: 'EUC-KR', label: 'EUC-KR', group: 'Korean' },
]
