import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import { toldOf, type BookFacts } from '@contract/book-facts'
import type { DocumentHead } from '@contract/document'
import type { ExportChapter } from '@contract/export-job'
import type { ExportChoices } from '@contract/export-order'
import { usualNamePattern, type ExportWays } from '@contract/export-ways'
import type { SpeechSettings } from '@contract/settings'

/**
 * A chapter by where it begins and its own title: what is chosen holds while more of the document comes, and is not taken
 * for another one that begins there once the text is edited.
 */
type ChapterKey = string

function keyOf({ fromBlock, title }: ExportChapter): ChapterKey {
  return `${fromBlock} ${title}`
}

/** What a person has chosen to be saved of one document, and how. */
export class ExportDraft {
  ways: ExportWays = $state.raw() as ExportWays
  /** null: whichever reads. */
  voice: string | null = $state(null)
  /** null: as it is read. */
  speed: number | null = $state(null)
  /** What is told of the document otherwise. */
  #about: BookFacts = $state.raw({})
  readonly #leftOut = new SvelteSet<ChapterKey>()
  readonly #titles = new SvelteMap<ChapterKey, string>()

  constructor(ways: ExportWays) {
    this.ways = ways
  }

  change(part: Partial<ExportWays>): void {
    this.ways = { ...this.ways, ...part }
  }

  has(chapter: ExportChapter): boolean {
    return !this.#leftOut.has(keyOf(chapter))
  }

  /** Has some chapters saved, or left out. */
  choose(chapters: readonly ExportChapter[], isChosen: boolean): void {
    for (const chapter of chapters) {
      if (isChosen) this.#leftOut.delete(keyOf(chapter))
      else this.#leftOut.add(keyOf(chapter))
    }
  }

  titleOf(chapter: ExportChapter): string {
    return this.#titles.get(keyOf(chapter)) ?? chapter.title
  }

  /** Calls a chapter something else; its own title when there is nothing of another. */
  rename(chapter: ExportChapter, typed: string): void {
    const wanted = typed.trim()
    if (wanted === '' || wanted === chapter.title) this.#titles.delete(keyOf(chapter))
    else this.#titles.set(keyOf(chapter), wanted)
  }

  /** What recordings say of the document. */
  toldOf(document: Pick<DocumentHead, 'title' | 'authors' | 'cover'>): ReturnType<typeof toldOf> {
    return toldOf(document, this.#about)
  }

  /** Has recordings call the document something else; its own title when there is nothing of another. */
  retitle({ title: own }: Pick<DocumentHead, 'title'>, typed: string): void {
    const { title, ...others } = this.#about
    void title
    const wanted = typed.trim()
    this.#about = wanted === '' || wanted === own ? others : { ...others, title: wanted }
  }

  /** Has recordings name other authors; the document's own when there is none. */
  ascribe({ authors: own }: Pick<DocumentHead, 'authors'>, typed: readonly string[]): void {
    const { authors, ...others } = this.#about
    void authors
    const wanted = typed.map((name) => name.trim()).filter((name) => name !== '')
    const isOwn = wanted.length === 0 || JSON.stringify(wanted) === JSON.stringify(own)
    this.#about = isOwn ? others : { ...others, authors: wanted }
  }

  /** Has recordings that can hold it hold the document's cover, or not. */
  holdCover(isHeld: boolean): void {
    const { leavesOutCover, ...others } = this.#about
    void leavesOutCover
    this.#about = isHeld ? others : { ...others, leavesOutCover: true }
  }

  /** How it is spoken. @param now how the document is read */
  speechOf(now: SpeechSettings): SpeechSettings {
    const speech = { ...now, speed: this.speed ?? now.speed }
    if (this.voice === null || this.voice === now.voice) return speech
    // A speaker is one of the voice that reads.
    const { speaker, ...others } = speech
    void speaker
    return { ...others, voice: this.voice }
  }

  /** @param chapters all of the document @param now how it is read */
  choicesOf(chapters: readonly ExportChapter[], now: SpeechSettings): ExportChoices {
    const numbers = chapters.flatMap((chapter, index) => (this.has(chapter) ? [index + 1] : []))
    return {
      ...this.ways,
      // Nothing is called by it, and nothing fails of it.
      pattern: this.ways.per === 'book' ? usualNamePattern : this.ways.pattern,
      chapters: numbers.length === chapters.length ? null : numbers,
      titles: Object.fromEntries(
        chapters.flatMap((chapter, index) => {
          const title = this.#titles.get(keyOf(chapter))
          return title === undefined ? [] : [[index + 1, title]]
        }),
      ),
      speech: this.speechOf(now),
      ...(Object.keys(this.#about).length === 0 ? {} : { about: this.#about }),
    }
  }
}
