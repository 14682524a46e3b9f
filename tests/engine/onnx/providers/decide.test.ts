import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Reason } from '@contract/reasons'
import { deviceChoices, deviceIds, type DeviceId } from '@contract/settings'
import type { Attempt } from '../../../../src-main/engine/onnx/providers/attempt'
import { decideDevice } from '../../../../src-main/engine/onnx/providers/decide'
import { discoverDevices } from '../../../../src-main/engine/onnx/providers/discover'

const linux = discoverDevices(['cpu', 'webgpu', 'cuda', 'tensorrt'], 'linux')
const measured = (
  milliseconds: number,
  options: { cpu?: number; half?: number; disagreement?: Reason; adapter?: string } = {},
): Attempt => ({
  kind: 'measured',
  adapter: options.adapter,
  cpuMillisecondsPerSecond: options.cpu ?? 11,
  forms: [
    { precision: 'float32', millisecondsPerSecond: milliseconds, disagreement: options.disagreement },
    ...(options.half === undefined
      ? []
      : [{ precision: 'float16' as const, millisecondsPerSecond: options.half }]),
  ],
})
const attempts = (of: Partial<Record<DeviceId, Attempt>>): Map<DeviceId, Attempt> =>
  new Map(deviceIds.flatMap((id) => (of[id] ? [[id, of[id]] as const] : [])))
const reportOf = (decision: ReturnType<typeof decideDevice>, id: DeviceId) =>
  decision.providers.find((report) => report.id === id)

describe('decideDevice', () => {
  test('before anything was tried the CPU runs the voice', () => {
    const decision = decideDevice('auto', linux, new Map())
    expect(decision).toMatchObject({ device: 'CPU', placement: { device: 'cpu' } })
    expect(reportOf(decision, 'webgpu')).toMatchObject({
      state: 'unused',
      reason: { code: 'device-not-tried' },
    })
    expect(reportOf(decision, 'dml')).toMatchObject({ state: 'unavailable' })
  })

  test('auto takes the fastest that agrees, in the precision that is faster', () => {
    const decision = decideDevice(
      'auto',
      linux,
      attempts({ webgpu: measured(4, { half: 3, adapter: 'A card' }), cuda: measured(5) }),
    )
    expect(decision.placement).toEqual({ device: 'webgpu', precision: 'float16' })
    expect(decision.device).toBe('WebGPU (A card)')
    expect(reportOf(decision, 'cuda')).toMatchObject({
      state: 'unused',
      reason: { code: 'device-slower' },
    })
    expect(reportOf(decision, 'cpu')).toMatchObject({ state: 'unused', millisecondsPerSecond: 11 })
  })

  test('auto leaves a slower device alone and says by how much it is slower', () => {
    const decision = decideDevice('auto', linux, attempts({ webgpu: measured(812) }))
    expect(decision.device).toBe('CPU')
    expect(reportOf(decision, 'webgpu')).toEqual({
      id: 'webgpu',
      name: 'WebGPU',
      state: 'unused',
      reason: { code: 'device-slower-than-cpu', values: { device: '812', cpu: '11' } },
      millisecondsPerSecond: 812,
    })
  })

  test('a device that was named is used although it is slower', () => {
    const decision = decideDevice(
      'webgpu',
      linux,
      attempts({ webgpu: measured(812, { adapter: 'SwiftShader' }) }),
    )
    expect(decision.placement).toEqual({ device: 'webgpu', precision: 'float32' })
    expect(decision.device).toBe('WebGPU (SwiftShader)')
    expect(reportOf(decision, 'cpu')).toMatchObject({
      state: 'unused',
      reason: { code: 'device-not-chosen' },
    })
  })

  test('a device whose sound is another is never used, not even when it is named', () => {
    const differs: Reason = { code: 'device-differs', values: { peak: '0.2', decibels: 9, needed: 60 } }
    const tried = attempts({ webgpu: measured(1, { disagreement: differs }) })
    for (const choice of ['auto', 'webgpu'] as const) {
      const decision = decideDevice(choice, linux, tried)
      expect(decision.device).toBe('CPU')
      expect(reportOf(decision, 'webgpu')).toMatchObject({ state: 'unavailable', reason: differs })
    }
  })

  test('a device that failed gives its reason, and the CPU steps in', () => {
    const tried = attempts({ webgpu: { kind: 'failed', reason: { code: 'device-no-adapter' } } })
    const decision = decideDevice('webgpu', linux, tried)
    expect(decision.device).toBe('CPU')
    expect(reportOf(decision, 'webgpu')?.reason).toEqual({ code: 'device-no-adapter' })
  })

  test('the CPU that was named is used however fast the others are', () => {
    const decision = decideDevice('cpu', linux, attempts({ webgpu: measured(1) }))
    expect(decision.device).toBe('CPU')
    expect(reportOf(decision, 'webgpu')).toMatchObject({ reason: { code: 'device-not-chosen' } })
  })

  test('whatever was tried, exactly one device is used, it agrees, and all others have a reason', () => {
    const form = fc.record({
      precision: fc.constantFrom('float32' as const, 'float16' as const),
      millisecondsPerSecond: fc.double({ min: 0.1, max: 1e4, noNaN: true }),
      disagreement: fc.constantFrom(undefined, { code: 'device-other-length' as const }),
    })
    const attempt: fc.Arbitrary<Attempt> = fc.oneof(
      fc.record({
        kind: fc.constant('failed' as const),
        reason: fc.constant({ code: 'device-silent' as const }),
      }),
      fc.record({
        kind: fc.constant('measured' as const),
        cpuMillisecondsPerSecond: fc.double({ min: 0.1, max: 100, noNaN: true }),
        forms: fc.array(form, { maxLength: 2 }),
      }),
    )
    const some = fc.uniqueArray(fc.tuple(fc.constantFrom(...deviceIds.slice(1)), attempt), {
      selector: ([id]) => id,
    })
    fc.assert(
      fc.property(fc.constantFrom(...deviceChoices), some, (choice, tried) => {
        const { providers, placement } = decideDevice(choice, linux, new Map(tried))
        const used = providers.filter(({ state }) => state === 'used')
        expect(used.map(({ id }) => id)).toEqual([placement.device])
        for (const { state, reason } of providers) if (state !== 'used') expect(reason).toBeTruthy()
        const own = tried.find(([id]) => id === placement.device)?.[1]
        if (own?.kind === 'measured')
          expect(
            own.forms.some(
              ({ precision, disagreement }) => precision === placement.precision && !disagreement,
            ),
          ).toBe(true)
        else expect(placement.device).toBe('cpu')
      }),
      { seed: 7 },
    )
  })
})
