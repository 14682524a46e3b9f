import { attributeType, type Attribute, type Graph, type Node, type TensorData } from './model'
import { toNumber } from './tensor-data'

/** What an attribute may hold when the workshop makes one: a number is an integer. */
export type AttributeValue = number | readonly number[] | TensorData

/** A standard operator; its name is that of its first output. */
export function makeNode(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): Node {
  return {
    opType,
    input,
    output,
    name: output[0] ?? opType,
    attribute: Object.entries(attributes).map(([name, value]) => makeAttribute(name, value)),
  }
}

function makeAttribute(name: string, value: AttributeValue): Attribute {
  if (typeof value === 'number') return { name, i: value, type: attributeType.int }
  if ('dataType' in value) return { name, t: value, type: attributeType.tensor }
  return { name, ints: value, type: attributeType.ints }
}

/** The node with one attribute set or replaced. */
export function withAttribute(node: Node, name: string, value: AttributeValue): Node {
  const others = node.attribute.filter((attribute) => attribute.name !== name)
  return { ...node, attribute: [...others, makeAttribute(name, value)] }
}

/** An integer attribute, or `fallback` (the operator's documented default) when it is absent. */
export function integerOf(node: Node, name: string, fallback: number): number {
  const value = findAttribute(node, name)?.i
  return value === undefined ? fallback : toNumber(value)
}

/** A list of integers, or undefined when the attribute is absent. */
export function integersOf(node: Node, name: string): number[] | undefined {
  return findAttribute(node, name)?.ints?.map(toNumber)
}

/** A text attribute, or '' when it is absent. */
export function textOf(node: Node, name: string): string {
  const bytes = findAttribute(node, name)?.s
  return bytes === undefined ? '' : Buffer.from(bytes).toString('utf8')
}

function findAttribute(node: Node, name: string): Attribute | undefined {
  return node.attribute.find((attribute) => attribute.name === name)
}

/** Every tensor the node reads, those its inner graphs (branches, loop bodies) take from outside included. */
export function readsOf(node: Node): string[] {
  const reads = node.input.filter((name) => name !== '')
  for (const attribute of node.attribute) {
    for (const inner of [...(attribute.g ? [attribute.g] : []), ...(attribute.graphs ?? [])]) {
      reads.push(...freeNames(inner))
    }
  }
  return reads
}

function freeNames(graph: Graph): string[] {
  const own = new Set<string>([
    ...graph.input.map((value) => value.name),
    ...graph.initializer.map((tensor) => tensor.name ?? ''),
    ...graph.node.flatMap((node) => node.output),
  ])
  const wanted = [...graph.node.flatMap(readsOf), ...graph.output.map((value) => value.name)]
  return wanted.filter((name) => !own.has(name))
}

/** How an error names a node. */
export function describeNode(node: Node): string {
  return node.name ? `${node.opType} ${node.name}` : `${node.opType} giving ${node.output[0] ?? 'nothing'}`
}
