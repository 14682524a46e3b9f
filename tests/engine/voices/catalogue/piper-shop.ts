import { createHash } from 'node:crypto'
import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openVoiceCatalogue, type VoiceCatalogue } from '../../../../src-main/engine/voices/catalogue'
import type { DownloadPacing } from '../../../../src-main/engine/voices/store'
import type { VoiceShelf } from '../../../../src-main/engine/voices/voice-folders'
import type { MisbehavingServer } from '../../../helpers/misbehaving-server'
import { tinyConfig, tinyVitsBytes } from '../vits/tiny-vits'

export const listPath = '/voices.json'

/** What a voice of the shop is made of. */
export interface ShopVoice {
  readonly key: string
  readonly model?: Uint8Array
  readonly config?: Uint8Array
  readonly card?: string
  readonly speakers?: number
  /** Other words of its entry. */
  readonly entry?: object
}

/** Nobody waits in a test. */
export const atOnce: DownloadPacing = {
  stallMilliseconds: 500,
  random: () => 0.5,
  wait: () => Promise.resolve(),
}

/** Where the shop has a file of a voice: as Piper's, language by language. */
export function pathOf(key: string, ending: string): string {
  const [code, name, quality] = key.split('-')
  const folder = `/${code.split('_')[0]}/${code}/${name}/${quality}`
  return ending.startsWith('.') ? `${folder}/${key}${ending}` : `${folder}/${ending}`
}

/** Puts voices on a server as Piper publishes them, with the catalogue that tells of them. */
export function openShop(server: MisbehavingServer, voices: readonly ShopVoice[], others: object = {}): void {
  const entries = voices.map((voice) => [voice.key, entryOf(server, voice)] as const)
  server.put(listPath, Buffer.from(JSON.stringify({ ...Object.fromEntries(entries), ...others })))
}

function entryOf(server: MisbehavingServer, { key, speakers = 1, entry, ...content }: ShopVoice): object {
  const [code, name, quality] = key.split('-')
  const files = {
    '.onnx': content.model ?? tinyVitsBytes({ speakers }),
    '.onnx.json': content.config ?? Buffer.from(JSON.stringify(tinyConfig({ num_speakers: speakers }))),
    MODEL_CARD: Buffer.from(content.card ?? '# Model card\n\n* License: CC BY 4.0\n'),
  }
  const told = Object.entries(files).map(([ending, bytes]) => {
    const path = pathOf(key, ending)
    server.put(path, bytes)
    const md5 = createHash('md5').update(bytes).digest('hex')
    return [path.slice(1), { size_bytes: bytes.length, md5_digest: md5 }] as const
  })
  server.put(pathOf(key, 'samples/speaker_0.mp3'), Buffer.from('ID3 and some sound'))
  const [family, region = ''] = code.split('_')
  return {
    key,
    name,
    language: { code, family, region, name_native: '', name_english: '', country_english: '' },
    quality,
    num_speakers: speakers,
    speaker_id_map: {},
    files: Object.fromEntries(told),
    aliases: [],
    ...entry,
  }
}

/** A shelf of an installed Lector: what it carries lies apart from what it may write to. */
export async function tinyShelf(root: string): Promise<Required<VoiceShelf>> {
  const voicesDirectory = join(root, 'models')
  await mkdir(voicesDirectory, { recursive: true })
  for (const id of ['heart', 'joe'])
    for (const name of ['manifest.json', 'LICENSE'])
      await cp(join('models', id, name), join(voicesDirectory, id, name))
  return { voicesDirectory, keptDirectory: join(root, 'voices') }
}

export function catalogueOf(server: MisbehavingServer, root: string, shelf: VoiceShelf): VoiceCatalogue {
  return openVoiceCatalogue({
    shelf,
    defaultVoice: 'heart',
    cacheDirectory: join(root, 'cache'),
    piperAddress: server.address(listPath),
    pacing: atOnce,
  })
}
