import { documentOpened, documentRefused } from '@contract/calls/document'
import { systemWish } from '@contract/calls/system'
import { AppError, toErrorData } from '@contract/errors'
import type { DocumentShelf } from './document-shelf'
import { fileArguments } from './file-arguments'
import type { FileIntake } from './file-intake'
import { isLectorLink, parseLectorLink } from './lector-link'
import type { PageNotices } from './page-notices'

/** A start of Lector, the first or a second one. */
export interface Start {
  readonly commandLine: readonly string[]
  /** What the files of the command line are relative to. */
  readonly workingDirectory: string
}

/** What following a request from outside needs. */
export interface OutsideSurroundings {
  readonly shelf: Pick<DocumentShelf, 'chosen' | 'openFile'>
  readonly intake: Pick<FileIntake, 'receive' | 'keep'>
  readonly notices: Pick<PageNotices, 'send'>
  readonly platform: NodeJS.Platform
  /** False in a checkout, where the first plain argument is the app's own folder. */
  readonly isPackaged: boolean
  /** Asks the person whether a stranger's link may open this file. */
  confirmOpening(path: string): Promise<boolean>
  refused(what: string): void
}

/** What other programs, the system and a second start ask of Lector: files and links. */
export class OutsideRequests {
  constructor(private readonly surroundings: OutsideSurroundings) {}

  /** Follows a command line: its files, then its links one after the other. */
  async start({ commandLine, workingDirectory }: Start): Promise<void> {
    const links = commandLine.slice(1).filter(isLectorLink)
    const rest = commandLine.filter((argument, index) => index === 0 || !isLectorLink(argument))
    await this.openFiles(fileArguments(rest, workingDirectory, this.surroundings.isPackaged))
    for (const link of links) await this.follow(link)
  }

  /** Opens the first of the files; the others are put into the list of documents as they are. */
  async openFiles(paths: readonly string[]): Promise<void> {
    const { shelf, intake, notices } = this.surroundings
    if (paths.length === 0) return
    try {
      const path = await shelf.chosen(intake.receive(paths))
      if (path === null) return
      notices.send(documentOpened, await shelf.openFile(path))
    } catch (error) {
      // Something else was opened meanwhile: of twenty files that are opened at once from outside, each is a start of
      // its own, and each but the last gives way.
      if (error instanceof AppError && error.code === 'document/cancelled') return intake.keep(paths)
      notices.send(documentRefused, { error: toErrorData(error) })
    }
  }

  /** Follows a link of Lector's own scheme; what it may not ask for is refused without a word to the page. */
  async follow(link: string): Promise<void> {
    const { platform, notices, confirmOpening, refused } = this.surroundings
    const asked = parseLectorLink(link, platform)
    if (asked === null) refused('a link')
    else if (asked.ask === 'read')
      notices.send(systemWish, { wish: 'open-text', text: asked.text, isRead: false })
    else if (await confirmOpening(asked.path)) await this.openFiles([asked.path])
  }
}
