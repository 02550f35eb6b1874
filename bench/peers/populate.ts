import type { Context } from '../context.ts'
import { PASSWORD } from '../http/accounts.ts'
import type { LoadRequest } from '../http/loads.ts'
import type { Program } from '../program.ts'
import type { Api, Peer } from './peer.ts'

/** A server that runs, and somebody who is signed in there. */
export interface Runner extends Peer {
  readonly program: Program
  readonly token: string
}

const nameOfUser = (number: number): string => (number === 1 ? 'keeper' : `reader${number}`)

async function send(program: Program, { method, path, body = '' }: LoadRequest): Promise<Response> {
  const response = await fetch(`http://127.0.0.1:${program.port}${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body,
  })
  if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`)
  return response
}

/** Registers the users, and signs in the first, who may list them. */
export async function populate({ plan }: Context, peer: Peer, program: Program): Promise<Runner> {
  try {
    for (let number = 1; number <= plan.peerUsers; number++) {
      await send(program, peer.api.register({ name: nameOfUser(number), password: PASSWORD }))
    }
    const keeper = { name: nameOfUser(1), password: PASSWORD }
    const answer = await send(program, peer.api.signIn(keeper))
    const { [peer.api.tokenField]: token } = (await answer.json()) as Record<string, unknown>
    return { ...peer, program, token: String(token) }
  } catch (error) {
    await program.stop()
    throw error
  }
}

/** One sign-in of each user. */
export const signInsOf = (api: Api, users: number): LoadRequest[] =>
  Array.from({ length: users }, (_, i) => api.signIn({ name: nameOfUser(i + 1), password: PASSWORD }))
