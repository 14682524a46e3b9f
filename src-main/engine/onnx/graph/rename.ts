import { AppError } from '@contract/errors'
import type { Model, Node } from './model'
import { wire } from './wiring'

/**
 * Gives tensors other names, wherever they are made or read at the top level of the graph.
 * @param names old name → new name
 * @throws AppError 'voice/incompatible' when an old name is absent or a new one is already taken
 */
export function rename(model: Model, names: Readonly<Record<string, string>>): Model {
  const { graph } = model
  const wiring = wire(graph)
  for (const [from, to] of Object.entries(names)) {
    if (from === to) continue
    if (!wiring.has(from)) throw refuse(from, `There is no tensor ${from} to be called ${to}`)
    if (wiring.has(to)) throw refuse(to, `${from} cannot be called ${to}: the graph uses that name already`)
  }
  const renamed = new Map(Object.entries(names))
  const apply = (name: string) => renamed.get(name) ?? name
  const onNamed = <T extends { readonly name?: string }>(thing: T): T =>
    thing.name !== undefined && renamed.has(thing.name) ? { ...thing, name: apply(thing.name) } : thing
  const onNode = (node: Node): Node =>
    [...node.input, ...node.output].some((name) => renamed.has(name))
      ? { ...node, input: node.input.map(apply), output: node.output.map(apply) }
      : node
  return {
    ...model,
    graph: {
      ...graph,
      node: graph.node.map(onNode),
      initializer: graph.initializer.map(onNamed),
      input: graph.input.map(onNamed),
      output: graph.output.map(onNamed),
      valueInfo: graph.valueInfo.map(onNamed),
    },
  }
}

function refuse(tensor: string, message: string): AppError {
  return new AppError('voice/incompatible', message, { details: { tensor } })
}
