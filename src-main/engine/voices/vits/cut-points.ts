import { AppError } from '@contract/errors'
import { readsOf, type Model, type Node, type Wiring } from '../../onnx/graph'

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
  if (inputs.join() !== 'input,input_lengths,scales') {
    throw unlike(`its inputs are ${inputs.join(', ')} (voices of several speakers are not supported)`)
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
  return {
    durationNoise: durationDraw.output[0] ?? '',
    means: beforeExpansion(priorDraw.input[0] ?? '', wiring),
    logScales: beforeExpansion(exponential.input[0] ?? '', wiring),
    durations: ceil.output[0] ?? '',
    prior,
    mask: findMask(model, wiring, prior, latent),
    latent,
    samples: beforeReshaping(graph.output[0]?.name ?? '', wiring),
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
  while (node?.opType === 'LeakyRelu') node = wiring.producer(node.input[0] ?? '')
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

/** Besides the prior, the flow reads one tensor that depends on the sentence. */
function findMask(model: Model, wiring: Wiring, prior: string, latent: string): string {
  const ofSentence = dependents(model, [...model.graph.input.map(({ name }) => name)])
  const ofPrior = dependents(model, [prior])
  const found = new Set<string>()
  const seen = new Set<string>()
  const wanted = [latent]
  for (let tensor = wanted.pop(); tensor !== undefined; tensor = wanted.pop()) {
    if (seen.has(tensor) || tensor === prior || !ofSentence.has(tensor)) continue
    seen.add(tensor)
    const producer = wiring.producer(tensor)
    if (ofPrior.has(tensor) && producer) wanted.push(...readsOf(producer))
    else found.add(tensor)
  }
  const [mask, ...others] = found
  if (mask === undefined || others.length > 0) {
    throw unlike(`its flow reads ${[...found].join(', ') || 'no mask'} besides the prior`)
  }
  return mask
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
