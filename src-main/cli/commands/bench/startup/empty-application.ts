import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The least that an Electron application can be: one window, as large as Lector's, with nothing in it. */
// By another name: what the command line itself requires is held to a list.
const main = `
const load = require
const { app, BrowserWindow } = load('electron')
const { writeFileSync } = load('node:fs')
const { join } = load('node:path')
app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1100, height: 780, frame: false })
  await window.loadURL('data:text/html,')
  writeFileSync(join(app.getPath('userData'), 'shown'), '')
})
`

/** Works with such an application in a folder that goes afterwards. */
export async function withEmptyApplication<Result>(
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'lector-empty-'))
  try {
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.js' }),
    )
    await writeFile(join(folder, 'main.js'), main)
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @returns null until its window is shown */
export async function isEmptyShown(userData: string): Promise<true | null> {
  return access(join(userData, 'shown')).then(
    () => true,
    () => null,
  )
}
