// `bun bench/http/bare.ts <port> <answers.json>`: the least that Bun can do to give the product's answers. It
// looks at nothing of a request but its path, and writes the bytes and headers that the product wrote.

import { readFileSync } from 'node:fs'
import type { RawAnswer } from './raw-answer.ts'

/** By path, without a query. */
export type BareAnswers = Readonly<Record<string, RawAnswer>>

/** What a server adds by itself, and would have twice. */
const OWN_HEADERS = ['date', 'content-length', 'connection', 'keep-alive']

const [port, answersFile] = process.argv.slice(2)
const answers = JSON.parse(readFileSync(answersFile ?? '', 'utf8')) as BareAnswers

const routes = Object.entries(answers).map(([path, { status, headers, body }]) => {
  const init = {
    status,
    headers: Object.fromEntries(headers.filter(([name]) => !OWN_HEADERS.includes(name.toLowerCase()))),
  }
  return [path, { GET: () => new Response(body, init) }] as const
})

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(port),
  development: false,
  routes: Object.fromEntries(routes),
  fetch: () => new Response(null, { status: 404 }),
})
