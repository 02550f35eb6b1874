import { text as readAll } from 'node:stream/consumers'

/** A question that somebody gave up on. */
class Cancelled extends Error {
  constructor() {
    super('Nothing was changed.')
    this.name = 'Cancelled'
  }
}

const isPerson = () => process.stdin.isTTY === true && process.stdout.isTTY === true

/** What the option says, else what a person types; where only a script listens, a sentence that names the option. */
export async function valueOrAsk(
  option: string | undefined,
  question: { label: string; flag: string },
): Promise<string> {
  if (option !== undefined) return option
  if (!isPerson()) throw new Error(`${question.label} is missing: give ${question.flag}.`)
  const { isCancel, text } = await import('@clack/prompts')
  const answer = await text({ message: question.label })
  if (isCancel(answer)) throw new Cancelled()
  return answer ?? ''
}

/** Typed unseen, or the first line of standard input: never an argument, which other users of the machine can read. */
export async function passwordOrAsk(isFromStandardInput: boolean): Promise<string> {
  if (isFromStandardInput) return (await readAll(process.stdin)).split('\n', 1)[0] ?? ''
  if (!isPerson())
    throw new Error('The password is missing: send it on standard input, with --password-stdin.')
  const { isCancel, password } = await import('@clack/prompts')
  const answer = await password({ message: 'Password' })
  if (isCancel(answer)) throw new Cancelled()
  const again = await password({
    message: 'Password, again',
    validate: (value) => (value === answer ? undefined : 'It is not the same.'),
  })
  if (isCancel(again)) throw new Cancelled()
  return answer ?? ''
}
