import { AppError, toErrorData } from '@contract/errors'
import {
  dictionaryRequestSchema,
  documentHostRequestSchema,
  type DocumentHostReply,
} from '@contract/host-messages'
import { openDocument } from '../engine/documents'
import { answerDictionaryRequest } from './answer-dictionary-request'

/**
 * Opens the document that was asked for, or does what was asked with a dictionary. Every failure becomes a reply, bugs too: this is the process border.
 * @param message what the launcher sent; trusted only after its schema
 */
export async function answerRequest(message: unknown): Promise<DocumentHostReply> {
  try {
    const dictionary = dictionaryRequestSchema.safeParse(message)
    if (dictionary.success) return await answerDictionaryRequest(dictionary.data)
    const request = documentHostRequestSchema.safeParse(message)
    if (!request.success)
      throw new AppError('contract/invalid', 'The document host was sent no valid request', {
        cause: request.error,
      })
    return { kind: 'opened', document: await openDocument({ source: request.data.source }) }
  } catch (error) {
    return { kind: 'failed', error: toErrorData(error) }
  }
}
