// `node bench/http/bare-node.ts <port> <answers.json>`: the least that node:http can do to give the product's answers.
// It looks at nothing of a request but its path, and writes the bytes and headers that the product wrote.

import { createServer } from 'node:http'
import { headersWithout, readAnswers } from './bare-answers.ts'

const [port, answersFile] = process.argv.slice(2)
const captured = Object.entries(readAnswers(answersFile ?? ''))

const answers = new Map(
  captured.map(([path, answer]) => {
    const headers = headersWithout(answer, ['date', 'connection', 'keep-alive'])
    const saysConnection = answer.headers.some(([name]) => name.toLowerCase() === 'connection')
    return [path, { status: answer.status, headers: headers.flat(), body: answer.body, saysConnection }]
  }),
)

const server = createServer((request, response) => {
  const { url = '' } = request
  const query = url.indexOf('?')
  const answer = answers.get(query < 0 ? url : url.slice(0, query))
  if (!answer) {
    response.writeHead(404).end()
    return
  }
  // Said by itself unless it is removed: as many bytes as the product's are wanted, not more.
  if (!answer.saysConnection) response.removeHeader('Connection')
  response.writeHead(answer.status, answer.headers).end(answer.body)
})

// What the product announces in `Keep-Alive`, so that the same bytes go out.
const [, { headers = [] } = {}] = captured[0] ?? []
const announced = headers.find(([name]) => name.toLowerCase() === 'keep-alive')?.[1]
const seconds = Number(/timeout=(\d+)/.exec(announced ?? '')?.[1])
if (seconds > 0) server.keepAliveTimeout = seconds * 1_000

server.listen(Number(port), '127.0.0.1')
