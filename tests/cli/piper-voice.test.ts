import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tinyConfig, tinyVitsBytes } from '../engine/voices/vits/tiny-vits'
import { makeDesk, onlyObject, runCommandLine } from '../helpers/command-line'

describe('speak --voice FILE.onnx', () => {
  let desk: Awaited<ReturnType<typeof makeDesk>>
  beforeAll(async () => {
    desk = await makeDesk()
    await mkdir(join(desk.path, 'voices'))
    await writeFile(join(desk.path, 'voices', 'tiny.onnx'), tinyVitsBytes({ speakers: 3 }))
    const config = tinyConfig({ num_speakers: 3, speaker_id_map: { ann: 0, eve: 2 } })
    await writeFile(join(desk.path, 'voices', 'tiny.onnx.json'), JSON.stringify(config))
    await writeFile(join(desk.path, 'voices', 'lonely.onnx'), tinyVitsBytes())
    await writeFile(join(desk.path, 'voices', 'broken.onnx'), 'weights')
    await writeFile(join(desk.path, 'voices', 'broken.onnx.json'), JSON.stringify(config))
  })
  afterAll(() => desk.remove())

  const speak = (...options: string[]) =>
    runCommandLine(['speak', 'Hello, hidden mob.', '--json', ...options], {
      directory: desk.path,
      environment: { LECTOR_CACHE: join(desk.path, 'cache') },
    })

  test('speaks with a Piper voice that lies anywhere, as the speaker that is named', async () => {
    const report = onlyObject(await speak('--voice', 'voices/tiny.onnx', '--speaker', 'eve'))
    expect(report).toMatchObject({
      voice: 'tiny',
      sampleRateHz: 16_000,
      words: [{ text: 'Hello' }, { text: 'hidden' }, { text: 'mob' }],
    })
    expect(report).toHaveProperty('skipped', expect.arrayContaining([{ symbol: 'ˈ', count: 3 }]))
    expect(await readdir(join(desk.path, 'voices'))).toHaveLength(5)
    expect(await readdir(join(desk.path, 'cache'))).toContain('voices')
  })

  test.each([
    ['voices/nowhere.onnx', /There is no file .*nowhere\.onnx$/],
    [
      'voices/lonely.onnx',
      /lonely\.onnx\.json cannot be read: a voice’s settings are expected beside its model$/,
    ],
    ['voices/broken.onnx', /broken\.onnx: Not an ONNX model: 7 bytes that do not parse$/],
  ])('says on one line why %s cannot speak', async (voice, line) => {
    const end = await speak('--voice', voice)
    expect(end.exitCode).toBe(1)
    expect(end.stderr.trim().split('\n').at(-1)).toMatch(line)
  })

  test('says which speakers there are', async () => {
    const end = await speak('--voice', 'voices/tiny.onnx', '--speaker', 'bob')
    expect(end.stderr).toContain('The voice has no speaker bob: there are 0 to 2 (ann, eve)')
  })
})
