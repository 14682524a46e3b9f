import { AppError } from '@contract/errors'
import { dropUnused } from './cut'
import type { Model, Node } from './model'
import { valuesOf } from './tensor-data'
import { wire } from './wiring'

/**
 * Leaves out what does nothing when some input is all ones: multiplications by it (a mask of a batch of one sentence)
 * and, in their wake, sums with zeros that were made to the shape of the other summand, and products with e^-0.
 * @param onesInput an input of the model that is always all ones, of a shape that broadcasts into whatever it
 *   multiplies; it is no input afterwards
 * @throws AppError 'voice/incompatible' naming a node that needs the ones for something else
 */
export function foldNeutral(model: Model, onesInput: string): Model {
  const { graph } = model
  const wiring = wire(graph)
  const ones = new Set([onesInput])
  const zeros = new Set<string>()
  const alias = new Map<string, string>()
  const resolve = (name: string) => alias.get(name) ?? name
  const nodes: Node[] = []

  for (const original of graph.node) {
    const node = { ...original, input: original.input.map(resolve) }
    const [output = ''] = node.output
    const [first = '', second = ''] = node.input
    if (node.opType === 'ConstantOfShape' && isShapeOfAnother(node, wiring) && isZero(node)) zeros.add(output)
    else if (node.opType === 'Neg' && zeros.has(first)) zeros.add(output)
    else if (node.opType === 'Exp' && zeros.has(first)) ones.add(output)
    else if (node.opType === 'Mul' && ones.has(second)) alias.set(output, first)
    else if (node.opType === 'Mul' && ones.has(first)) alias.set(output, second)
    else if (node.opType === 'Add' && zeros.has(second)) alias.set(output, first)
    else if (node.opType === 'Add' && zeros.has(first)) alias.set(output, second)
    else nodes.push(node)
  }

  const left = new Set(graph.output.map(({ name }) => resolve(name)))
  for (const node of nodes) for (const name of node.input) left.add(name)
  const needed = [...left].find((name) => ones.has(name) || zeros.has(name))
  if (needed !== undefined) {
    throw new AppError('voice/incompatible', `${needed} is needed for more than masking`, {
      details: { tensor: needed },
    })
  }
  // An output that turned out to be another tensor keeps its name.
  const outputs = graph.output.flatMap(({ name }): Node[] =>
    alias.has(name)
      ? [{ opType: 'Identity', name, input: [resolve(name)], output: [name], attribute: [] }]
      : [],
  )
  return dropUnused({
    ...model,
    graph: {
      ...graph,
      node: [...nodes, ...outputs],
      input: graph.input.filter(({ name }) => name !== onesInput),
    },
  })
}

function isShapeOfAnother(node: Node, wiring: ReturnType<typeof wire>): boolean {
  return wiring.producer(node.input[0] ?? '')?.opType === 'Shape'
}

/** Without a value the operator makes zeros. */
function isZero(node: Node): boolean {
  const value = node.attribute.find(({ name }) => name === 'value')?.t
  return value === undefined || Array.from(valuesOf(value)).every((number) => number === 0)
}
