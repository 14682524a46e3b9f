import { AppError } from '@contract/errors'
import { elementType, type Node, type TensorData, type ValueInfo } from './model'
import { describeNode, makeNode } from './node'
import type { StreamState } from './stream-state'
import { float32Constant, int64Constant } from './tensor-data'
import type { Wiring } from './wiring'

/**
 * A tensor that grows with the stream. After n frames were pushed in all, exactly its true frames
 * 0 … n · rate − lag − 1 have been made, whatever the pushes were; after the last push, all n · rate.
 */
export interface StreamedTensor {
  rank: number
  /** Which axis is time. */
  timeAxis: number
  /** Length of the channel axis (1 of [1, channels, frames]), where known. */
  channels: number | undefined
  /** Frames of this tensor to one of the streamed input. */
  rate: number
  /** In frames of this tensor. */
  lagFrames: number
}

/** A layer's input with its contexts attached: [state, x, zeros after the last frame]. */
export interface ExtendedInput {
  tensor: string
  left: number
  right: number
}

/** "To the end" for a Slice: more frames than any sequence has. */
const beyondEnd = 2 ** 40

/** What the streaming rules build with: the new graph in the making, and what is known of each streamed tensor. */
export class StreamBuilder {
  readonly nodes: Node[] = []
  readonly constants: TensorData[] = []
  readonly states: StreamState[] = []
  readonly #streamed = new Map<string, StreamedTensor>()
  readonly #extended = new Map<string, ExtendedInput[]>()
  /** Helper tensors shared by all layers that want the same, by what they hold. */
  readonly #shared = new Map<string, string>()

  constructor(
    readonly wiring: Wiring,
    readonly freshName: (wish: string) => string,
    private readonly statePrefix: string,
    /** The int64 [1] input that is 1 in the last push of a sequence. */
    readonly lastInput: string,
  ) {}

  streamed(tensor: string): StreamedTensor | undefined {
    return this.#streamed.get(tensor)
  }

  /** As `streamed`, for an operator that only makes sense on a streamed tensor. */
  expectStreamed(node: Node, index: number): StreamedTensor {
    const found = this.#streamed.get(node.input[index] ?? '')
    if (!found) throw unstreamable(node, `its input ${index} must be the one that is streamed`)
    return found
  }

  mark(tensor: string | undefined, description: StreamedTensor): void {
    if (tensor) this.#streamed.set(tensor, description)
  }

  add(
    opType: string,
    input: readonly string[],
    wish: string,
    attributes?: Parameters<typeof makeNode>[3],
  ): string {
    const output = this.freshName(wish)
    this.nodes.push(makeNode(opType, input, [output], attributes))
    return output
  }

  integers(...values: number[]): string {
    return this.#share(`integers ${values.join()}`, () => {
      const name = this.freshName(`integers_${values.join('_')}`)
      this.constants.push(int64Constant(name, values))
      return name
    })
  }

  /** Frames `from` … `to` of the time axis (2); negative counts from the end, undefined is the end. */
  slice(tensor: string, from: number, to: number | undefined, wish: string): string {
    return this.add(
      'Slice',
      [tensor, this.integers(from), this.integers(to ?? beyondEnd), this.integers(2)],
      wish,
    )
  }

  /**
   * Puts the context before a layer's input: the state on the left and, in the last push, the layer's own zero padding
   * on the right. Layers with the same input and the same context share one state.
   * @param left frames of padding the layer has before the first frame, `right` after the last
   */
  extend(tensor: string, channels: number, left: number, right: number): string {
    const known = this.#extended.get(tensor) ?? []
    const same = known.find((one) => one.left === left && one.right === right)
    if (same) return same.tensor
    const state = this.newState(channels, left, left + right)
    const parts = [state.input, tensor]
    if (right > 0) parts.push(this.zeroTail(channels, right))
    const extended = this.add('Concat', parts, `${state.input}_context`, { axis: 2 })
    this.keep(state, extended)
    this.#extended.set(tensor, [...known, { tensor: extended, left, right }])
    return extended
  }

  /**
   * The tensor as it was `frames` later in the stream: what a skip connection needs beside a layer that looks ahead.
   * Where the layer's own context already holds the delayed frames, they are read from there and no state is added.
   */
  delay(tensor: string, frames: number, reader: Node): string {
    const held = this.#extended.get(tensor)?.find((one) => one.right === frames)
    const description = this.#streamed.get(tensor)
    if (description?.rank !== 3) throw unstreamable(reader, `${tensor} cannot be delayed`)
    return this.#share(`delayed ${frames} ${tensor}`, () => {
      const delayed = held
        ? this.slice(held.tensor, held.left, -held.right, `${held.tensor}_skip`)
        : this.#delayBuffer(tensor, frames, description, reader)
      this.mark(delayed, { ...description, lagFrames: description.lagFrames + frames })
      return delayed
    })
  }

  newState(channels: number, startFrames: number, steadyFrames: number): StreamState {
    const input = this.freshName(`${this.statePrefix}${this.states.length}`)
    const output = this.freshName(`${input}_next`)
    const state = { input, output, channels, startFrames, steadyFrames }
    this.states.push(state)
    return state
  }

  /** The state's next value: the last frames of `extended`. */
  keep(state: StreamState, extended: string): void {
    this.nodes.push(
      makeNode(
        'Slice',
        [extended, this.integers(-state.steadyFrames), this.integers(beyondEnd), this.integers(2)],
        [state.output],
      ),
    )
  }

  /** Zeros [1, channels, frames] in the last push, [1, channels, 0] before. */
  zeroTail(channels: number, frames: number): string {
    return this.#share(`tail ${channels} ${frames}`, () => {
      const wish = `tail_${channels}_${frames}`
      const length = this.add('Mul', [this.lastInput, this.integers(0, 0, frames)], `${wish}_length`)
      const shape = this.add('Add', [length, this.integers(1, channels, 0)], `${wish}_shape`)
      const value = float32Constant('', new Float32Array(1), [1])
      return this.add('ConstantOfShape', [shape], wish, { value })
    })
  }

  /** Where a Slice ends that leaves `frames` at the end for the next push, and none in the last push. */
  endBut(frames: number): string {
    if (frames === 0) return this.integers(beyondEnd)
    return this.#share(`end ${frames}`, () => {
      const far = this.add('Mul', [this.lastInput, this.integers(beyondEnd)], `end_${frames}_far`)
      return this.add('Sub', [far, this.integers(frames)], `end_${frames}`)
    })
  }

  /** Inputs the rewritten graph takes besides the streamed one. */
  extraInputs(): ValueInfo[] {
    const last = { tensorType: { elemType: elementType.int64, shape: { dim: [{ dimValue: 1 }] } } }
    return [
      { name: this.lastInput, type: last },
      ...this.states.map((state) => describeState(state, state.input)),
    ]
  }

  extraOutputs(): ValueInfo[] {
    return this.states.map((state) => describeState(state, state.output))
  }

  #delayBuffer(tensor: string, frames: number, description: StreamedTensor, reader: Node): string {
    const { channels, timeAxis } = description
    if (channels === undefined) throw unstreamable(reader, `the channels of ${tensor} are not known`)
    const isTimeLast = timeAxis === 2
    const swap = { perm: [0, 2, 1] }
    const source = isTimeLast ? tensor : this.add('Transpose', [tensor], `${tensor}_turned`, swap)
    const state = this.newState(channels, 0, frames)
    const joined = this.add('Concat', [state.input, source], `${state.input}_context`, { axis: 2 })
    this.keep(state, joined)
    const wish = `${state.input}_delayed`
    const start = this.integers(0)
    const delayed = this.add('Slice', [joined, start, this.endBut(frames), this.integers(2)], wish)
    return isTimeLast ? delayed : this.add('Transpose', [delayed], `${wish}_turned`, swap)
  }

  #share(key: string, make: () => string): string {
    const known = this.#shared.get(key)
    if (known !== undefined) return known
    const made = make()
    this.#shared.set(key, made)
    return made
  }
}

function describeState(state: StreamState, name: string): ValueInfo {
  const dim = [{ dimValue: 1 }, { dimValue: state.channels }, { dimParam: `${name}_frames` }]
  return { name, type: { tensorType: { elemType: elementType.float32, shape: { dim } } } }
}

/** The error for an operator no rule can stream. */
export function unstreamable(node: Node, why: string): AppError {
  return new AppError('voice/incompatible', `${describeNode(node)} cannot be streamed: ${why}`, {
    details: { operator: node.opType, node: node.name ?? '' },
  })
}
