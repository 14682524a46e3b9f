import { AppError } from '@contract/errors'

/** @param reason a word for the log: what of the book is broken */
export function brokenBook(reason: string, what: string, cause?: unknown): AppError {
  return new AppError('document/corrupt', `The EPUB is damaged or incomplete: ${what}`, {
    details: { format: 'epub', reason },
    cause,
  })
}

/** @param scheme whose protection it is: "adept", "fairplay", "lcp", "barnes-noble", "unknown" */
export function protectedBook(scheme: string): AppError {
  return new AppError('document/encrypted', `The EPUB is protected by DRM (${scheme})`, {
    details: { format: 'epub', reason: 'drm', scheme },
  })
}
