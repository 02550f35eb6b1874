import type { Answer } from '../command.ts'
import type { Failure } from '../explain.ts'
import { printableJson, printableLines } from './printable.ts'

interface Manner {
  readonly isJson: boolean
}

export function writeAnswer({ json, text }: Answer, { isJson }: Manner): void {
  const indent = process.stdout.isTTY === true ? 2 : undefined
  process.stdout.write(`${isJson ? printableJson(json, indent) : text}\n`)
}

export function writeFailure(failure: Failure, { isJson }: Manner): void {
  const { ending: _, requestId, ...told } = failure
  const json = { ...told, ...(requestId === undefined ? {} : { request_id: requestId }) }
  process.stderr.write(`${isJson ? printableJson(json) : printableLines(failure.detail)}\n`)
}
