import { ESLint } from 'eslint'
import { expect, test } from 'vitest'

const eslint = new ESLint()
const complaints = async (filePath: string, text: string): Promise<string[]> => {
  const [{ messages }] = await eslint.lintText(text, { filePath, warnIgnored: true })
  return messages.map(({ message }) => message)
}

test.each([
  ['src-main/engine/audio/wav.ts', 'export const any = AbortSignal.any([])\n'],
  ['src-main/engine/audio/wav.ts', "export { styleText } from 'node:util'\n"],
  ['src-main/engine/onnx/session.ts', "import { crc32 } from 'node:zlib'\nexport const sum = crc32('')\n"],
  ['src-main/app/log.ts', 'export const id = crypto.randomUUID()\n'],
  ['src-renderer/ui/colour.ts', "export const is = URL.canParse('')\n"],
])('what the oldest Electron lacks is refused in %s: %j', async (filePath, text) => {
  expect(await complaints(filePath, text)).toEqual([expect.stringContaining('Electron 25')])
})

test('only the room that holds the runtime imports it', async () => {
  const text = "import 'onnxruntime-node'\n"
  expect(await complaints('src-main/engine/onnx/session.ts', text)).toEqual([])
  expect(await complaints('src-main/engine/audio/wav.ts', text)).toEqual([
    expect.stringContaining('Only engine/onnx'),
  ])
  expect(await complaints('src-renderer/ui/colour.ts', text)).toEqual([
    expect.stringContaining('Only engine/onnx'),
  ])
})
