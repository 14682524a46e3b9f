import { invalid } from './option-values'

/** What `voices` is to do. */
export type VoicesChoice =
  | {
      readonly kind: 'list'
      /** Whether those that Piper publishes are listed too. */
      readonly isAll: boolean
      /** Whether its home is asked what there is now. */
      readonly refreshes: boolean
      /** Only those that speak it; absent: all. */
      readonly language: string | undefined
    }
  | { readonly kind: 'fetch' | 'remove' | 'import' | 'licence' }

const works = ['fetch', 'remove', 'import', 'licence'] as const

/** @throws AppError 'usage/invalid' when two things are asked for at once */
export function voicesChoice(values: {
  fetch?: boolean
  remove?: boolean
  import?: boolean
  licence?: boolean
  all?: boolean
  refresh?: boolean
  language?: string
}): VoicesChoice {
  const asked = works.filter((work) => values[work])
  const { all = false, refresh = false, language } = values
  if (asked.length > 1 || (asked.length === 1 && (all || language !== undefined)))
    throw invalid('voices takes one of --fetch, --remove, --import and --licence, or lists them')
  const [kind] = asked
  return kind ? { kind } : { kind: 'list', isAll: all || refresh, refreshes: refresh, language }
}
