import type { Graph, Node, TensorData, ValueInfo } from './model'
import { readsOf } from './node'

/** Who makes and who reads each tensor of one graph. */
export interface Wiring {
  /** The node that computes the tensor; none for inputs and constants. */
  producer(tensor: string): Node | undefined
  /** Nodes reading the tensor, in the graph's order, each once. */
  consumers(tensor: string): readonly Node[]
  /** The tensor's values if they are part of the file: an initialiser or the output of a Constant node. */
  constant(tensor: string): TensorData | undefined
  /** What the file says about the tensor's type. */
  annotation(tensor: string): ValueInfo | undefined
  /** Whether anything in the graph has this name. */
  has(tensor: string): boolean
}

/** Indexes a graph once; the graph is a value, so the index stays true. */
export function wire(graph: Graph): Wiring {
  const producers = new Map<string, Node>()
  const consumers = new Map<string, Node[]>()
  const constants = new Map<string, TensorData>()
  const annotations = new Map<string, ValueInfo>()
  const names = new Set<string>()
  for (const tensor of graph.initializer) constants.set(tensor.name ?? '', tensor)
  for (const value of [...graph.valueInfo, ...graph.output, ...graph.input]) {
    annotations.set(value.name, value)
  }
  for (const node of graph.node) {
    for (const output of node.output) producers.set(output, node)
    for (const read of new Set(readsOf(node))) {
      const readers = consumers.get(read)
      if (readers) readers.push(node)
      else consumers.set(read, [node])
    }
    const value =
      node.opType === 'Constant' ? node.attribute.find(({ name }) => name === 'value')?.t : undefined
    if (value && node.output[0]) constants.set(node.output[0], value)
  }
  for (const source of [producers, consumers, constants]) for (const name of source.keys()) names.add(name)
  for (const value of [...graph.input, ...graph.output]) names.add(value.name)
  return {
    producer: (tensor) => producers.get(tensor),
    consumers: (tensor) => consumers.get(tensor) ?? [],
    constant: (tensor) => constants.get(tensor),
    annotation: (tensor) => annotations.get(tensor),
    has: (tensor) => names.has(tensor),
  }
}

/** Hands out tensor names that neither the graph nor an earlier call uses; `wish` itself when it is free. */
export function nameGiver(wiring: Wiring): (wish: string) => string {
  const given = new Set<string>()
  return (wish) => {
    let name = wish
    for (let attempt = 2; wiring.has(name) || given.has(name); attempt++) name = `${wish}_${attempt}`
    given.add(name)
    return name
  }
}
