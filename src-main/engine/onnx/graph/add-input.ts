import { AppError } from '@contract/errors'
import { elementType, type Model } from './model'
import { makeNode } from './node'
import { wire } from './wiring'

/**
 * Lets whoever runs a graph add to one of its tensors: all that reads it, an output of that name included, sees the sum.
 * @param tensor produced by a node, float32
 * @param input  name of the new input, float32 [n], which must fit the tensor's last axis
 * @throws AppError 'voice/incompatible' when no node makes the tensor, or the graph uses the name already
 */
export function addInputTo(model: Model, tensor: string, input: string): Model {
  const { graph } = model
  const wiring = wire(graph)
  const producer = wiring.producer(tensor)
  const before = `${tensor}_before_${input}`
  for (const name of [input, before])
    if (wiring.has(name)) throw refuse(name, `The graph has a tensor ${name} already`)
  if (!producer) throw refuse(tensor, `No node makes ${tensor}`)
  return {
    ...model,
    graph: {
      ...graph,
      node: graph.node.flatMap((node) =>
        node === producer
          ? [
              { ...node, output: node.output.map((name) => (name === tensor ? before : name)) },
              // The node that made the tensor may have its name.
              { ...makeNode('Add', [before, input], [tensor]), name: `${tensor}_with_${input}` },
            ]
          : [node],
      ),
      input: [
        ...graph.input,
        {
          name: input,
          type: { tensorType: { elemType: elementType.float32, shape: { dim: [{ dimParam: input }] } } },
        },
      ],
    },
  }
}

function refuse(tensor: string, message: string): AppError {
  return new AppError('voice/incompatible', message, { details: { tensor } })
}
