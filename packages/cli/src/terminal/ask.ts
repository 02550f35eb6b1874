import { text as readAll } from 'node:stream/consumers'
import { Cancelled, UsageError } from '../failure.ts'
import { printable } from './printable.ts'

/** Questions go to standard error: standard output is the answer's alone. */
const output = process.stderr

const isPerson = () => process.stdin.isTTY === true && process.stderr.isTTY === true

/** What the option says, else what a person types; where only a script listens, a sentence that names the option. */
export async function valueOrAsk(
  option: string | undefined,
  question: { label: string; flag: string },
): Promise<string> {
  if (option !== undefined) return option
  if (!isPerson()) throw new UsageError(`${question.label} is missing: give ${question.flag}.`)
  const { isCancel, text } = await import('@clack/prompts')
  const answer = await text({ message: question.label, output })
  if (isCancel(answer)) throw new Cancelled()
  return answer ?? ''
}

/** Typed unseen, or the first line of standard input: never an argument, which other users of the machine can read. */
export async function passwordOrAsk(isFromStandardInput: boolean): Promise<string> {
  if (isFromStandardInput) return (await readAll(process.stdin)).split('\n', 1)[0]?.replace(/\r$/, '') ?? ''
  if (!isPerson())
    throw new UsageError('The password is missing: send it on standard input, with --password-stdin.')
  const { isCancel, password } = await import('@clack/prompts')
  const answer = await password({ message: 'Password', output })
  if (isCancel(answer)) throw new Cancelled()
  const again = await password({
    message: 'Password, again',
    output,
    validate: (value) => (value === answer ? undefined : 'It is not the same.'),
  })
  if (isCancel(again)) throw new Cancelled()
  return answer ?? ''
}

/** All of standard input but the line's end, or what a person types unseen. */
export async function secretOrAsk(
  isFromStandardInput: boolean,
  { label, flag }: { label: string; flag: string },
): Promise<string> {
  if (isFromStandardInput) return (await readAll(process.stdin)).replace(/\r?\n$/, '')
  if (!isPerson()) throw new UsageError(`${label} is missing: send it on standard input, with ${flag}.`)
  const { isCancel, password } = await import('@clack/prompts')
  const answer = await password({ message: label, output })
  if (isCancel(answer)) throw new Cancelled()
  return answer ?? ''
}

/** What cannot be undone is asked for; a script says `--yes`. */
export async function confirmOrRefuse(isConfirmed: boolean, question: string): Promise<void> {
  if (isConfirmed) return
  if (!isPerson()) throw new UsageError(`${printable(question)} Confirm it with --yes.`)
  const { confirm, isCancel } = await import('@clack/prompts')
  const answer = await confirm({ message: printable(question), initialValue: false, output })
  if (isCancel(answer) || answer !== true) throw new Cancelled()
}
