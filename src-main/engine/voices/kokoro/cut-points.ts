import { AppError } from '@contract/errors'
import { integersOf, type Model, type Node, type Wiring } from '../../onnx/graph'

/** Tensors at which a Kokoro voice is cut, by what they hold. P is tokens, T frames of 25 ms. */
export interface KokoroCuts {
  /** [1, P], whole frames as float32. */
  durations: string
  /** [1, C, T]: every token's features as long as it lasts. */
  aligned: string
  /** [1, 1, 2T], in hertz. */
  pitch: string
  /** [1, 1, 2T]: how loud the mel spectrum is, as a logarithm. */
  energy: string
  /** [1, samples, 1]: the harmonics of the pitch, whose phase runs on through the whole sentence. */
  source: string
  /** The samples. */
  audio: string
}

/**
 * Finds the places by the shape of the graph: the durations are the only ones rounded, the source is the only one
 * squashed by a Tanh, and the decoder begins where the aligned features are joined with two curves that come at twice
 * their rate. Of these the pitch is the one from which the source is made.
 * @param model with its convolutions in float32
 * @throws AppError 'voice/incompatible' saying what is not as in this family
 */
export function findCuts(model: Model, wiring: Wiring): KokoroCuts {
  const { graph } = model
  const inputs = graph.input.map(({ name }) => name)
  if (inputs.join() !== 'tokens,style,speed') throw unlike(`its inputs are ${inputs.join(', ')}`)
  const audio = graph.output.map(({ name }) => name)
  if (audio.length !== 1) throw unlike(`its outputs are ${audio.join(', ')}`)
  const rounded = only(graph.node, 'Round').output[0] ?? ''
  const [clip] = wiring.consumers(rounded)
  if (clip?.opType !== 'Clip') throw unlike('its durations are not held above zero')
  const source = only(graph.node, 'Tanh').output[0] ?? ''
  const { aligned, curves } = findDecoderStart(graph.node, wiring)
  const ofSource = curves.filter((curve) => ancestors(source, wiring).has(curve))
  const [pitch] = ofSource
  const [energy] = curves.filter((curve) => curve !== pitch)
  if (ofSource.length !== 1 || pitch === undefined || energy === undefined)
    throw unlike(`its source is made of ${ofSource.length} of its curves, not one`)
  return { durations: clip.output[0] ?? '', aligned, pitch, energy, source, audio: audio[0] ?? '' }
}

function findDecoderStart(
  nodes: readonly Node[],
  wiring: Wiring,
): { aligned: string; curves: readonly string[] } {
  const found: { aligned: string; curves: string[] }[] = []
  for (const { opType, input } of nodes) {
    const [aligned = '', ...others] = input
    if (opType !== 'Concat' || others.length !== 2) continue
    const halved = others.map((tensor) => wiring.producer(tensor)).filter((node) => node && halvesRate(node))
    if (halved.length === 2) found.push({ aligned, curves: halved.map((node) => node?.input[0] ?? '') })
  }
  const [start, ...more] = found
  if (start === undefined || more.length > 0)
    throw unlike(`features and two curves of twice their rate are joined in ${found.length} places, not one`)
  return start
}

function halvesRate(node: Node): boolean {
  return node.opType === 'Conv' && integersOf(node, 'strides')?.join() === '2'
}

function only(nodes: readonly Node[], opType: string): Node {
  const found = nodes.filter((node) => node.opType === opType)
  const [first] = found
  if (found.length !== 1 || first === undefined) throw unlike(`it has ${found.length} ${opType}, not one`)
  return first
}

/** Every tensor that goes into another, itself included. */
function ancestors(tensor: string, wiring: Wiring): Set<string> {
  const found = new Set<string>()
  const wanted = [tensor]
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (found.has(name)) continue
    found.add(name)
    wanted.push(...(wiring.producer(name)?.input ?? []))
  }
  return found
}

function unlike(why: string): AppError {
  return new AppError('voice/incompatible', `Not a voice of the Kokoro family: ${why}`)
}
