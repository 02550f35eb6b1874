import { type CommandNode, isGroup } from '../../command.ts'
import { optionsOf } from '../../options.ts'

export interface Offer {
  readonly word: string
  readonly description: string
}

/** Where a command line may stand, and what may come next. */
export interface Place {
  /** The commands typed so far: '' at the start, `user`, `user list`. */
  readonly path: string
  readonly words: readonly Offer[]
  readonly options: readonly Offer[]
}

export function placesOf(commands: readonly CommandNode[]): Place[] {
  const top: Place = { path: '', words: commands.map(offer), options: [HELP, VERSION] }
  return [top, ...commands.flatMap((node) => placesUnder('', node))]
}

const HELP = { word: '--help', description: 'print this help' }
const VERSION = { word: '--version', description: 'print the version' }

const offer = ({ name, summary }: CommandNode): Offer => ({ word: name, description: summary })

function placesUnder(parent: string, node: CommandNode): Place[] {
  const path = `${parent} ${node.name}`.trim()
  if (isGroup(node)) {
    const here: Place = { path, words: node.commands.map(offer), options: [HELP] }
    return [here, ...node.commands.flatMap((one) => placesUnder(path, one))]
  }
  const options = optionsOf(node).flatMap(({ flags, description }) => {
    const word = /--[a-z-]+/.exec(flags)?.[0]
    return word === undefined ? [] : [{ word, description }]
  })
  const words = (node.arguments ?? []).flatMap(({ choices = [], description }) =>
    choices.map((word) => ({ word, description })),
  )
  return [{ path, words, options: [...options, HELP] }]
}
