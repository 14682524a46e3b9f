import { chaptersOf } from '@contract/chapters'
import type { ReadableDocument } from '@contract/document'
import { AppError } from '@contract/errors'
import { nameFrom } from '@contract/name-pattern'
import { safeFileName } from '@contract/safe-file-name'
import type { AppContext } from '../ui/app-context'
import { errorSentence } from '../ui/error-sentences'
import type { ExportDraft } from './export-draft.svelte'
import { estimateExport } from './export-estimate'

/** Until a voice has said what it has. */
const usualSampleRateHz = 24_000

/** What comes of what is chosen for a document: its chapters with their lengths, names, size. */
export class ExportPlan {
  readonly chapters = $derived.by(() => {
    void this.app.session.shown.growth
    return chaptersOf(this.document)
  })
  readonly speech = $derived.by(() => this.draft.speechOf(this.app.settings.current.speech))
  readonly rows = $derived.by(() => {
    const { settings, timeline, session } = this.app
    const { speed, voice } = settings.current.speech
    const isAsRead = this.speech.speed === speed && this.speech.voice === voice && !session.isNarrated
    return this.chapters.map((chapter) => {
      const { seconds, isExact } = timeline.lengthOf(chapter)
      return { chapter, seconds: (seconds * speed) / this.speech.speed, isExact: isExact && isAsRead }
    })
  })
  readonly chosen = $derived.by(() => this.rows.filter(({ chapter }) => this.draft.has(chapter)))
  readonly estimate = $derived.by(() =>
    estimateExport(
      this.chosen.map(({ seconds }) => seconds),
      { ...this.draft.ways, makesBook: this.draft.ways.makesBook && this.document.format === 'epub' },
      this.draft.ways.sampleRateHz ?? this.app.session.engine.sampleRateHz ?? usualSampleRateHz,
    ),
  )
  /** How long it takes to be made; null: nothing is known of that. */
  readonly workSeconds = $derived.by(() => {
    const factor = this.app.session.figures.realTimeFactor
    return factor === null || factor <= 0 ? null : this.estimate.seconds * factor
  })
  /** The name of the first file of a chapter, or why there is none. */
  readonly firstName = $derived.by(() => {
    const { t } = this.app
    const { title, authors } = this.draft.toldOf(this.document)
    const first = this.chosen.at(0)?.chapter ?? this.chapters[0]
    return exampleName(this.app, {
      pattern: this.draft.ways.pattern,
      n: Math.max(1, this.chapters.indexOf(first) + 1),
      count: this.chapters.length,
      book: title,
      chapter: this.draft.titleOf(first),
      author: authors[0],
      voice: this.speech.voice,
      ending: this.draft.ways.formats[0],
      fallback: safeFileName(title, t('system.narration')),
    })
  })
  /** Why it cannot be saved as it is chosen; null: it can. */
  readonly problem = $derived.by(() => {
    const { t, session } = this.app
    if (!session.shown.isWhole) return t('export.still-opening')
    if (this.chosen.length === 0) return t('export.no-chapters')
    return this.draft.ways.per === 'book' ? null : this.firstName.problem
  })

  constructor(
    private readonly app: AppContext,
    private readonly document: ReadableDocument,
    readonly draft: ExportDraft,
  ) {}
}

interface ExampleName {
  readonly name: string
  /** Said of a pattern with which there is no name; else null. */
  readonly problem: string | null
}

/** A file's name as a pattern makes it. */
export function exampleName(
  { t }: Pick<AppContext, 't'>,
  {
    pattern,
    ending,
    fallback,
    ...values
  }: Parameters<typeof nameFrom>[1] & { pattern: string; ending: string; fallback: string },
): ExampleName {
  try {
    return { name: `${safeFileName(nameFrom(pattern, values), fallback)}.${ending}`, problem: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { name: '', problem: errorSentence(t, error.code, error.details).sentence }
  }
}
