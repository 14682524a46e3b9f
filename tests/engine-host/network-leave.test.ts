import { expect, test } from 'vitest'
import { createNetworkLeave } from '../../src-main/engine-host/network-leave'

test('what is under way ends with the leave, and what begins once there is one again does not', () => {
  const network = createNetworkLeave()
  const { signal } = network
  network.allow(true)
  expect(network.signal).toBe(signal)
  network.allow(false)
  network.allow(false)
  expect(signal.reason).toMatchObject({ code: 'voice/offline' })
  expect(network.signal.aborted).toBe(true)
  network.allow(true)
  expect([signal.aborted, network.signal.aborted]).toEqual([true, false])
})
