// `bun bench/http/bare-bun.ts <port> <answers.json>`: the least that Bun can do to give the product's answers. It
// looks at nothing of a request but its path, and writes the bytes and headers that the product wrote.

import { headersWithout, readAnswers } from './bare-answers.ts'

const [port, answersFile] = process.argv.slice(2)

const routes = Object.entries(readAnswers(answersFile ?? '')).map(([path, answer]) => {
  const headers = headersWithout(answer, ['date', 'content-length', 'connection', 'keep-alive'])
  const init = { status: answer.status, headers: Object.fromEntries(headers) }
  return [path, { GET: () => new Response(answer.body, init) }] as const
})

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(port),
  development: false,
  routes: Object.fromEntries(routes),
  fetch: () => new Response(null, { status: 404 }),
})
