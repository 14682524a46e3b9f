import { pageScheme } from '../../src-main/app/page-scheme'
import { offeredKinds } from './file-associations'

/** What `Open with` finds in the registry. */
const className = 'Lector.document'

/**
 * The part of the installer for Windows that offers Lector for the kinds that are not its own. electron-builder's
 * associations make whatever they name the default; under `OpenWithProgids` a program is only listed.
 * @returns NSIS macros, which electron-builder's script calls
 */
export function offeredKindsScript(): string {
  const lists = offeredKinds
    .flatMap(({ extensions }) => extensions)
    .map((extension) => `"Software\\Classes\\.${extension}\\OpenWithProgids" "${className}"`)
  const classKey = `Software\\Classes\\${className}`
  return [
    '!macro customInstall',
    `  WriteRegStr SHELL_CONTEXT "${classKey}" "" "Document"`,
    `  WriteRegStr SHELL_CONTEXT "${classKey}\\DefaultIcon" "" "$appExe,0"`,
    `  WriteRegStr SHELL_CONTEXT "${classKey}\\shell\\open\\command" "" '"$appExe" "%1"'`,
    ...lists.map((list) => `  WriteRegNone SHELL_CONTEXT ${list}`),
    '!macroend',
    '!macro customUnInstall',
    ...lists.map((list) => `  DeleteRegValue SHELL_CONTEXT ${list}`),
    `  DeleteRegKey SHELL_CONTEXT "${classKey}"`,
    // Registered by Lector itself, whenever it starts.
    `  DeleteRegKey HKCU "Software\\Classes\\${pageScheme}"`,
    '!macroend',
    '',
  ].join('\r\n')
}
