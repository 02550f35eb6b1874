import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { Cbor } from './authenticator.ts'

/** DER (X.690), as much as a certificate needs. */
function der(tag: number, ...parts: (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const { length } = content
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content])
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 255]), content])
}
const [INTEGER, BITS, OCTETS, OID, UTF8, ENUMERATED, UTC_TIME, SEQUENCE, SET] = [
  2, 3, 4, 6, 12, 10, 23, 0x30, 0x31,
]
const oid = (hex: string) => der(OID, Buffer.from(hex, 'hex'))
const number = (value: number, tag = INTEGER) => der(tag, Buffer.from([value]))
const sequence = (...parts: Buffer[]) => der(SEQUENCE, ...parts)
const nameOf = (text: string) => sequence(der(SET, sequence(oid('550403'), der(UTF8, text))))
const extension = (id: string, value: Buffer) => sequence(oid(id), der(OCTETS, value))
const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'))
const utcTime = (at: number) =>
  der(UTC_TIME, `${new Date(at).toISOString().replace(/\D/g, '').slice(2, 14)}Z`)
const DAY_MS = 86_400_000

function certificate(subject: string, key: KeyObject, issuer: KeyObject, extensions: Buffer[]): Buffer {
  const now = Date.now()
  const signed = sequence(
    der(0xa0, number(2)),
    number(1 + subject.length),
    ECDSA_WITH_SHA256,
    nameOf('maker'),
    sequence(utcTime(now - DAY_MS), utcTime(now + DAY_MS)),
    nameOf(subject),
    key.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  )
  return sequence(signed, ECDSA_WITH_SHA256, der(BITS, Buffer.from([0]), sign('sha256', signed, issuer)))
}

/**
 * The statement of a telephone about its key (`android-key`), with certificates of a maker that nobody knows: whoever checks them
 * asks `revocations` whether they still count (RFC 5280 section 4.2.1.13) before the signature is looked at.
 */
export const attestedByMaker =
  (key: KeyObject, revocations: string) =>
  (clientData: Buffer): Cbor => {
    const maker = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const isAuthority = extension('551d13', sequence(der(1, Buffer.from([255]))))
    const asks = extension('551d1f', sequence(sequence(der(0xa0, der(0xa0, der(0x86, revocations))))))
    const described = sequence(
      number(3),
      number(0, ENUMERATED),
      number(4),
      number(0, ENUMERATED),
      der(OCTETS, createHash('sha256').update(clientData).digest()),
      der(OCTETS),
      sequence(),
      sequence(),
    )
    const own = [asks, extension('2b06010401d679020111', described)]
    return new Map<string, Cbor>([
      ['alg', -7],
      ['sig', randomBytes(64)],
      [
        'x5c',
        [
          certificate('telephone', key, maker.privateKey, own),
          certificate('maker', maker.publicKey, maker.privateKey, [isAuthority]),
        ],
      ],
    ])
  }
