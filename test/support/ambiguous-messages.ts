// Messages that two parsers could read in two ways (RFC 9112 section 11.2).
import { head } from './raw.ts'

const host = 'Host: localhost'
const type = 'Content-Type: application/json'
const login = ['POST /auth/login HTTP/1.1', host, type]
const body = '{"username":"a","password":"b"}'
const length = `Content-Length: ${body.length}`

/** What is wrong, and the bytes; their Host is `localhost`. */
export const AMBIGUOUS: readonly [string, string][] = [
  ['no Host', head('GET /health HTTP/1.1')],
  ['two Hosts', head('GET /health HTTP/1.1', host, host)],
  ['two Hosts that differ', head('GET /health HTTP/1.1', host, 'Host: evil.example')],
  ['a list of Hosts', head('GET /health HTTP/1.1', 'Host: localhost, localhost')],
  ['two Content-Types', head(...login, 'Content-Type: text/plain', length) + body],
  ['one Content-Type twice', head(...login, type, length) + body],
  [
    'two Authorizations',
    head('GET /users/me HTTP/1.1', host, 'Authorization: Bearer x', 'Authorization: Bearer y'),
  ],
  ['two lengths that differ', head(...login, length, 'Content-Length: 5') + body],
  ['a list of lengths that differ', head(...login, `Content-Length: ${body.length}, 5`) + body],
  ['a length and chunks', `${head(...login, 'Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n`],
  ['chunks and a length', `${head(...login, 'Transfer-Encoding: chunked', 'Content-Length: 4')}0\r\n\r\n`],
  ['a signed length', head(...login, `Content-Length: +${body.length}`) + body],
  ['a negative length', head(...login, 'Content-Length: -1') + body],
  ['a hexadecimal length', head(...login, 'Content-Length: 0x1f') + body],
  ['a length in two words', head(...login, 'Content-Length: 3 1') + body],
  ['an empty length', head(...login, 'Content-Length:') + body],
  ['a length beyond all numbers', head(...login, 'Content-Length: 99999999999999999999') + body],
  ['an unknown coding', `${head(...login, 'Transfer-Encoding: xchunked')}0\r\n\r\n`],
  ['chunked, then identity', `${head(...login, 'Transfer-Encoding: chunked, identity')}0\r\n\r\n`],
  ['chunked twice', `${head(...login, 'Transfer-Encoding: chunked, chunked')}0\r\n\r\n`],
  ['a coding hidden by a tab', `${head(...login, 'Transfer-Encoding:\x0bchunked')}0\r\n\r\n`],
  [
    'a chunk size beyond all numbers',
    `${head(...login, 'Transfer-Encoding: chunked')}FFFFFFFFFFFFFFFFF\r\n${body}`,
  ],
  ['a negative chunk size', `${head(...login, 'Transfer-Encoding: chunked')}-1\r\n${body}`],
  ['a chunk size with 0x', `${head(...login, 'Transfer-Encoding: chunked')}0x1f\r\n${body}\r\n0\r\n\r\n`],
  ['a chunk longer than it says', `${head(...login, 'Transfer-Encoding: chunked')}5\r\n${body}\r\n0\r\n\r\n`],
  ['bare line feeds', `GET /health HTTP/1.1\n${host}\n\n`],
  ['one bare line feed', `GET /health HTTP/1.1\r\n${host}\nX-A: b\r\n\r\n`],
  ['a bare carriage return', `GET /health HTTP/1.1\r\n${host}\r\nX-A: b\rX-C: d\r\n\r\n`],
  ['a blank before the colon', head('GET /health HTTP/1.1', 'Host : localhost')],
  ['a blank before the colon of a length', head(...login, `Content-Length : ${body.length}`) + body],
  ['a folded header', head('GET /health HTTP/1.1', host, 'X-A: b', ' continued')],
  ['a header without a name', head('GET /health HTTP/1.1', host, ': x')],
  ['a header without a colon', head('GET /health HTTP/1.1', host, 'nonsense')],
  ['NUL in a value', head('GET /health HTTP/1.1', host, 'X-A: a\0b')],
  ['NUL in a name', head('GET /health HTTP/1.1', host, 'X-\0A: b')],
  ['a blank in a name', head('GET /health HTTP/1.1', host, 'X A: b')],
  ['NUL in the path', head('GET /hea\0lth HTTP/1.1', host)],
  ['another protocol', head('GET /health HTTQ/1.1', host)],
  ['another version', head('GET /health HTTP/7.3', host)],
  ['no version', head('GET /health', host)],
  ['noise', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
]
