// @table
/** Requests whose body is odd, or how it is framed, or how large they are. */
import { head } from '../../support/raw.ts'
import {
  body,
  chunked,
  type Group,
  get,
  host,
  inOneChunk,
  json,
  length,
  login,
  post,
  rows,
  short,
  size,
} from './pieces.ts'

export const framings: Group = Object.fromEntries(
  ['/auth/login', '/users', '/nowhere', '/health', '/setup'].flatMap((path) =>
    (
      [
        ['with a length', [json, length], body],
        ['without a length', [json], ''],
        ['of length 0', [json, 'Content-Length: 0'], ''],
        ['with a length that begins with 0', [json, `Content-Length: 0${body.length}`], body],
        ['in one chunk', [json, chunked], inOneChunk],
        ['in no chunk', [json, chunked], '0\r\n\r\n'],
        ['in many chunks', [json, chunked], `${[...body].map((one) => `1\r\n${one}\r\n`).join('')}0\r\n\r\n`],
        ['in a chunk with an extension', [json, chunked], `${size};a=b\r\n${body}\r\n0\r\n\r\n`],
        ['in a chunk whose size begins with 0', [json, chunked], `000${size}\r\n${body}\r\n0\r\n\r\n`],
        ['with a coding in capitals', [json, 'Transfer-Encoding: CHUNKED'], inOneChunk],
        ['with two codings', [json, 'Transfer-Encoding: gzip, chunked'], inOneChunk],
        ['with no coding', [json, 'Transfer-Encoding: identity', length], body],
        ['with a length and chunks', [json, length, chunked], inOneChunk],
        ['that was expected', [json, length, 'Expect: 100-continue'], body],
        ['of 64 KiB', [json, 'Content-Length: 65536'], `{}${' '.repeat(65_534)}`],
        ['of 64 KiB in one chunk', [json, chunked], `10000\r\n{}${' '.repeat(65_534)}\r\n0\r\n\r\n`],
        ['of 2 MB', [json, 'Content-Length: 2000000'], ' '.repeat(2_000_000)],
        ['gzipped', [json, length, 'Content-Encoding: gzip'], body],
        ['as it is by name', [json, length, 'Content-Encoding: identity'], body],
      ] as [string, string[], string][]
    ).map(([name, lines, sent]): [string, string] => [`${path} ${name}`, post(path, ...lines) + sent]),
  ),
)

export const lengths: Group = rows(
  [
    '+31',
    '-1',
    '0x1f',
    '3 1',
    '',
    '31, 31',
    '31, 5',
    '1e1',
    '31;',
    '99999999999999999999',
    '18446744073709551616',
  ],
  (value) => [`length ${short(value)}`, login(`Content-Length: ${value}`) + body],
)

export const types: Group = rows(
  [
    ...['application/json', 'application/json;charset=utf-8', 'APPLICATION/JSON', 'text/plain', '', '\xff'],
    ...[
      'application/json; charset=latin1',
      'application/x-www-form-urlencoded',
      'application/json,application/json',
    ],
    ...['multipart/form-data; boundary=x', ' application/json ', 'application/json;', 'application/jsonx'],
  ],
  (type) => [`type ${short(type)}`, post('/auth/login', `Content-Type: ${type}`, length) + body],
)

export const bodies: Group = rows(
  [
    'null',
    '[]',
    '{',
    '\xff',
    '\xef\xbb\xbf{}',
    '{"username":"a","username":"b"}',
    '{"a":1e999}',
    '{"\\u0000":1}',
    '{}',
  ],
  (text) => [`body ${short(text)}`, login(`Content-Length: ${text.length}`) + text],
)

export const unasked: Group = Object.fromEntries(
  ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'].flatMap((method) =>
    ['/health', '/users/me', '/nowhere', '/docs'].flatMap((path): [string, string][] => [
      [`${method} ${path} with a body`, head(`${method} ${path} HTTP/1.1`, host, json, length) + body],
      [
        `${method} ${path} with a chunk`,
        head(`${method} ${path} HTTP/1.1`, host, json, chunked) + inOneChunk,
      ],
      [
        `${method} ${path} with 70 kB`,
        head(`${method} ${path} HTTP/1.1`, host, 'Content-Length: 70000') + 'x'.repeat(70_000),
      ],
    ]),
  ),
)

export const sizes: Group = {
  ...rows([1, 100, 196, 197, 198, 250, 1_000, 2_500], (count) => [
    `${count} fields`,
    get('/health', ...Array.from({ length: count }, (_, i) => `x-${i}: y`)),
  ]),
  ...rows([8_000, 16_000, 17_000, 65_000, 200_000], (count) => [
    `a field of ${count}`,
    get('/health', `x: ${'y'.repeat(count)}`),
  ]),
  ...rows([8_000, 16_000, 17_000, 65_000], (count) => [
    `a name of ${count}`,
    get('/health', `${'y'.repeat(count)}: x`),
  ]),
  ...rows([8_000, 16_000, 17_000, 65_000], (count) => [`a target of ${count}`, get(`/${'y'.repeat(count)}`)]),
}

export const heads: Group = {
  'bare line feeds': `GET /health HTTP/1.1\n${host}\n\n`,
  'one bare line feed': `GET /health HTTP/1.1\r\n${host}\nX-A: b\r\n\r\n`,
  'a bare carriage return': `GET /health HTTP/1.1\r\n${host}\r\nX-A: b\rX-C: d\r\n\r\n`,
  'a blank before the colon': head('GET /health HTTP/1.1', 'Host : localhost'),
  'a folded field': get('/health', 'X-A: b', ' c'),
  'a field without a name': get('/health', ': x'),
  'a field without a colon': get('/health', 'nonsense'),
  'NUL in a value': get('/health', 'X-A: a\0b'),
  'a control character in a value': get('/health', 'X-A: a\x01b'),
  'a byte above ASCII in a value': get('/health', 'X-A: a\xe9b'),
  'a byte above ASCII in a name': get('/health', 'X-\xe9: b'),
  'a parenthesis in a name': get('/health', 'X(: b'),
  'a blank in the target': get('/users/ 1'),
  'a blank before the method': ` ${get('/health')}`,
  'a greeting of TLS': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n',
  'a greeting of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
}

export const chunks: Group = {
  'a chunk of no size': `${login(chunked)}zz\r\n`,
  'a chunk of negative size': `${login(chunked)}-1\r\n${body}`,
  'a chunk of size 0x': `${login(chunked)}0x1f\r\n${body}\r\n0\r\n\r\n`,
  'a chunk longer than it says': `${login(chunked)}5\r\n${body}\r\n0\r\n\r\n`,
  'a chunk of a size beyond all numbers': `${login(chunked)}FFFFFFFFFFFFFFFFF\r\n${body}`,
  'an unknown coding': `${login('Transfer-Encoding: xchunked')}0\r\n\r\n`,
}
