import { AppError } from '@contract/errors'
import { elementType, type Model, type Node, type ValueInfo } from './model'
import { describeNode, readsOf } from './node'
import { wire } from './wiring'

/** Where to cut: tensor names. */
export interface CutPoints {
  inputs: readonly string[]
  outputs: readonly string[]
}

/**
 * The part of a model that computes `outputs` from `inputs`; nodes, constants and annotations not needed are left out.
 * @param points an input may be any tensor of the graph: it becomes an input of the part (float32 unless annotated)
 * @throws AppError 'voice/incompatible' naming the tensor that is missing, or that is needed but not among the inputs
 */
export function cut(model: Model, points: CutPoints): Model {
  const { graph } = model
  const wiring = wire(graph)
  const given = new Set(points.inputs)
  for (const name of [...points.inputs, ...points.outputs]) {
    if (!wiring.has(name)) throw missing(name, 'The graph has no tensor')
  }
  const nodes = new Set<Node>()
  const constants = new Set<string>()
  const initializers = new Set(graph.initializer.map((tensor) => tensor.name))
  const wanted = points.outputs.map((tensor) => ({ tensor, reader: 'the outputs' }))
  for (let next = wanted.pop(); next; next = wanted.pop()) {
    const { tensor, reader } = next
    if (given.has(tensor)) continue
    const producer = wiring.producer(tensor)
    if (producer) {
      if (nodes.has(producer)) continue
      nodes.add(producer)
      for (const read of readsOf(producer)) wanted.push({ tensor: read, reader: describeNode(producer) })
    } else if (initializers.has(tensor)) {
      constants.add(tensor)
    } else {
      throw missing(tensor, `To be cut here, ${reader} would still need`)
    }
  }
  const inner = new Set([...nodes].flatMap((node) => node.output))
  return {
    ...model,
    graph: {
      ...graph,
      node: graph.node.filter((node) => nodes.has(node)),
      initializer: graph.initializer.filter((tensor) => constants.has(tensor.name ?? '')),
      input: points.inputs.map((name) => asInput(name, wiring.annotation(name))),
      // The runtime infers the type of an output that the exporter did not annotate.
      output: points.outputs.map((name) => wiring.annotation(name) ?? { name }),
      valueInfo: graph.valueInfo.filter(
        ({ name }) => inner.has(name) && !given.has(name) && !points.outputs.includes(name),
      ),
    },
  }
}

/**
 * Makes an inner tensor an output too, after the others.
 * @throws AppError 'voice/incompatible' when the graph has no such tensor
 */
export function expose(model: Model, tensorName: string): Model {
  const { graph } = model
  const wiring = wire(graph)
  if (!wiring.has(tensorName)) throw missing(tensorName, 'The graph has no tensor')
  if (graph.output.some(({ name }) => name === tensorName)) return model
  return {
    ...model,
    graph: {
      ...graph,
      output: [...graph.output, wiring.annotation(tensorName) ?? { name: tensorName }],
      valueInfo: graph.valueInfo.filter(({ name }) => name !== tensorName),
    },
  }
}

/** Leaves out every node and constant that no output depends on; inputs stay, used or not. */
export function dropUnused(model: Model): Model {
  const { graph } = model
  const inputs = graph.input.map(({ name }) => name)
  const outputs = graph.output.map(({ name }) => name)
  return { ...model, graph: { ...cut(model, { inputs, outputs }).graph, input: graph.input } }
}

function asInput(name: string, annotation: ValueInfo | undefined): ValueInfo {
  if (annotation?.type) return annotation
  return { name, type: { tensorType: { elemType: elementType.float32 } } }
}

function missing(tensor: string, what: string): AppError {
  return new AppError('voice/incompatible', `${what} ${tensor}`, { details: { tensor } })
}
