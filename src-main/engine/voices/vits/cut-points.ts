import { AppError } from '@contract/errors'
import { dimensionsOf, readsOf, type Model, type Node, type Wiring } from '../../onnx/graph'

/** What exporters call the inputs; only voices of several speakers have the last. */
export const publishedInputs = {
  ids: 'input',
  lengths: 'input_lengths',
  scales: 'scales',
  speaker: 'sid',
} as const

/** Tensors at which a VITS voice is cut, by what they hold. P is symbols, T frames. */
export interface VitsCuts {
  /** [1, 2, P] standard normal, drawn by the duration predictor. */
  durationNoise: string
  /** [1, C, P] */
  means: string
  /** [1, C, P] */
  logScales: string
  /** [1, 1, P], whole frames as float32. */
  durations: string
  /** [1, C, T]: the means drawn out by the durations, plus noise. */
  prior: string
  /** [1, 1, T]: ones for each frame of a sentence of the batch; of a single sentence, all. */
  mask: string
  /** [1, C, T]: what the decoder makes sound of. */
  latent: string
  /** [1, 1, samples] */
  samples: string
  /** [1, c, 1] each: what flow and decoder know of the speaker, the same for a whole sentence. */
  flowConditions: readonly string[]
  decoderConditions: readonly string[]
  /** How many symbols have an id. */
  symbols: number
  /** 1 for a voice without an input for the speaker. */
  speakers: number
}

/**
 * Finds the places by the shape of the graph, because exporters name tensors as they like: the durations are the only
 * ones rounded up, the prior is the first sum after the last random tensor, the latent is what the convolution before
 * the first transposed one reads.
 * @throws AppError 'voice/incompatible' saying what is not as in this family
 */
export function findCuts(model: Model, wiring: Wiring): VitsCuts {
  const { graph } = model
  const inputs = graph.input.map(({ name }) => name)
  const { speaker, ...needed } = publishedInputs
  const hasSpeakers = inputs.length === 4 && inputs[3] === speaker
  if (inputs.slice(0, 3).join() !== Object.values(needed).join() || !(inputs.length === 3 || hasSpeakers)) {
    throw unlike(`its inputs are ${inputs.join(', ')}`)
  }
  const [durationDraw, priorDraw] = ofType(graph.node, 'RandomNormalLike', 2)
  const [ceil] = ofType(graph.node, 'Ceil', 1)
  const [noise = ''] = priorDraw.output
  const [scaled] = wiring.consumers(noise)
  const deviation = scaled?.input.find((name) => name !== noise) ?? ''
  const exponential = wiring.producer(deviation)
  if (exponential?.opType !== 'Exp') throw unlike('its prior noise is not scaled by an exponential')
  const prior = sumAfter(noise, wiring)
  const latent = beforeUpsampling(graph.node, wiring)
  const samples = beforeReshaping(graph.output[0]?.name ?? '', wiring)
  const { mask, conditions } = findSideInputs(model, wiring, prior, latent)
  const decoder = findSideInputs(model, wiring, latent, samples)
  if (mask === undefined) throw unlike('its flow reads no mask')
  if (decoder.mask !== undefined) throw unlike(`its decoder reads ${decoder.mask} besides the latent`)
  return {
    durationNoise: durationDraw.output[0] ?? '',
    means: beforeExpansion(priorDraw.input[0] ?? '', wiring),
    logScales: beforeExpansion(exponential.input[0] ?? '', wiring),
    durations: ceil.output[0] ?? '',
    prior,
    mask,
    latent,
    samples,
    flowConditions: conditions,
    decoderConditions: decoder.conditions,
    symbols: rowsOfTable(needed.ids, wiring),
    speakers: hasSpeakers ? rowsOfTable(speaker, wiring) : 1,
  }
}

function ofType(nodes: readonly Node[], opType: string, count: number): Node[] {
  const found = nodes.filter((node) => node.opType === opType)
  if (found.length !== count) throw unlike(`it has ${found.length} ${opType}, not ${count}`)
  return found
}

/** The first sum that a tensor ends in, over whatever scales it. */
function sumAfter(tensor: string, wiring: Wiring): string {
  let current = tensor
  for (;;) {
    const [reader, ...others] = wiring.consumers(current)
    if (!reader || others.length > 0) throw unlike(`${current} is not read once`)
    current = reader.output[0] ?? ''
    if (reader.opType === 'Add') return current
    if (reader.opType !== 'Mul') throw unlike(`its prior noise ends in a ${reader.opType}`)
  }
}

/** Symbols become frames by a product with the alignment: Transpose(MatMul(alignment, Transpose(symbols))). */
function beforeExpansion(tensor: string, wiring: Wiring): string {
  const outer = wiring.producer(tensor)
  const product = wiring.producer(outer?.input[0] ?? '')
  const inner = wiring.producer(product?.input[1] ?? '')
  if (outer?.opType !== 'Transpose' || product?.opType !== 'MatMul' || inner?.opType !== 'Transpose') {
    throw unlike(`${tensor} is not drawn out by an alignment`)
  }
  return inner.input[0] ?? ''
}

function beforeUpsampling(nodes: readonly Node[], wiring: Wiring): string {
  const upsampling = nodes.find(({ opType }) => opType === 'ConvTranspose')
  let node = wiring.producer(upsampling?.input[0] ?? '')
  // Of a voice of several speakers, the speaker's own bias is added in between.
  while (node?.opType === 'LeakyRelu' || node?.opType === 'Add') node = wiring.producer(node.input[0] ?? '')
  if (node?.opType !== 'Conv') throw unlike('no convolution stands before its first transposed one')
  return node.input[0] ?? ''
}

/** The output before axes were added to it or taken away. */
function beforeReshaping(output: string, wiring: Wiring): string {
  let tensor = output
  for (let node = wiring.producer(tensor); node; node = wiring.producer(tensor)) {
    if (!['Unsqueeze', 'Squeeze', 'Identity'].includes(node.opType)) break
    tensor = node.input[0] ?? ''
  }
  return tensor
}

/** How many rows the table has that an input of ids is looked up in. */
function rowsOfTable(ids: string, wiring: Wiring): number {
  const lookUp = wiring.consumers(ids).find(({ opType, input }) => opType === 'Gather' && input[1] === ids)
  const table = wiring.constant(lookUp?.input[0] ?? '')
  const rows = table ? dimensionsOf(table)[0] : undefined
  if (rows === undefined) throw unlike(`${ids} is not looked up in a table`)
  return rows
}

/**
 * What the part between two tensors reads besides the first: of a flow, the mask, which depends on the sentence; and
 * what depends on nothing but the speaker.
 */
function findSideInputs(
  model: Model,
  wiring: Wiring,
  from: string,
  to: string,
): { mask: string | undefined; conditions: readonly string[] } {
  const { speaker, ...sentence } = publishedInputs
  const ofSentence = dependents(model, Object.values(sentence))
  const ofSpeaker = dependents(model, [speaker])
  const inside = dependents(model, [from])
  const found = new Set<string>()
  const seen = new Set<string>()
  const wanted = [to]
  for (let tensor = wanted.pop(); tensor !== undefined; tensor = wanted.pop()) {
    if (seen.has(tensor) || tensor === from) continue
    seen.add(tensor)
    const producer = wiring.producer(tensor)
    if (inside.has(tensor) && producer) wanted.push(...readsOf(producer))
    else if (ofSentence.has(tensor) || ofSpeaker.has(tensor)) found.add(tensor)
  }
  const [mask, ...others] = [...found].filter((tensor) => ofSentence.has(tensor))
  if (others.length > 0) throw unlike(`${to} is made of ${[mask, ...others].join(', ')} besides ${from}`)
  return { mask, conditions: [...found].filter((tensor) => tensor !== mask) }
}

function dependents(model: Model, tensors: readonly string[]): Set<string> {
  const found = new Set(tensors)
  for (const node of model.graph.node) {
    if (readsOf(node).some((name) => found.has(name))) for (const output of node.output) found.add(output)
  }
  return found
}

function unlike(why: string): AppError {
  return new AppError('voice/incompatible', `Not a voice of the VITS family: ${why}`)
}
