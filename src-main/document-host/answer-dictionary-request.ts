import { basename } from 'node:path'
import type { DictionaryRequest, DocumentHostReply } from '@contract/host-messages'
import { readDocumentFile } from '../engine/documents/read-file'
import { listedAbbreviations } from '../engine/text/en/listed-abbreviations'
import { readPronunciations, writePronunciations } from '../engine/text/pronunciation'

/** Reads a dictionary from a file, puts one into words for a file, or lists what is known without any. @throws AppError 'document/missing', 'document/too-large' */
export async function answerDictionaryRequest(request: DictionaryRequest): Promise<DocumentHostReply> {
  if (request.kind === 'write-dictionary')
    return { kind: 'dictionary-written', ...writePronunciations(request.entries, request.format) }
  if (request.kind === 'list-abbreviations')
    return { kind: 'abbreviations-listed', abbreviations: listedAbbreviations() }
  const bytes = await readDocumentFile(request.path, new AbortController().signal)
  return { kind: 'dictionary-read', ...readPronunciations(bytes, basename(request.path)) }
}
