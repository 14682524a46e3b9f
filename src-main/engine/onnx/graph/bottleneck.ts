import type { Model } from './model'
import { readsOf } from './node'

/**
 * The earliest tensor through which everything passes that `outputs` take from the model's inputs: where the model can
 * be cut in two with a single tensor crossing.
 *
 * Walking the nodes backwards, the tensors that are already made and still needed are the only way from the inputs to
 * the outputs; whenever there is just one, it is such a tensor (and because nodes are in computing order, each such
 * tensor is met this way). Tensors that do not depend on the inputs do not count.
 * @returns undefined when even the outputs do not come from one tensor
 */
export function findBottleneck(model: Model, outputs: readonly string[]): string | undefined {
  const { graph } = model
  const dependent = new Set<string>(graph.input.map(({ name }) => name))
  for (const tensor of graph.initializer) dependent.delete(tensor.name ?? '')
  for (const node of graph.node) {
    if (readsOf(node).some((name) => dependent.has(name))) node.output.forEach((name) => dependent.add(name))
  }
  const needed = new Set(outputs)
  const isInput = new Set(graph.input.map(({ name }) => name))
  let earliest: string | undefined
  for (const node of [...graph.node].reverse()) {
    if (!node.output.some((name) => needed.has(name))) continue
    for (const name of node.output) needed.delete(name)
    for (const name of readsOf(node)) if (dependent.has(name)) needed.add(name)
    const [only] = needed
    if (needed.size === 1 && only !== undefined && !isInput.has(only)) earliest = only
  }
  return earliest
}
