import type { Field, Settings } from './settings.ts'

/** Least memory by time cost (OWASP Password Storage Cheat Sheet, Argon2id); the last holds for all above it. */
const argon2Floors = [
  { timeCost: 1, memoryKib: 47_104 },
  { timeCost: 2, memoryKib: 19_456 },
  { timeCost: 3, memoryKib: 12_288 },
  { timeCost: 4, memoryKib: 9216 },
  { timeCost: 5, memoryKib: 7168 },
] as const

/** Values that are right one by one and wrong together. `of` names the fields the sentence rests on. */
export const contradictions: readonly {
  readonly of: readonly Field[]
  readonly problem: (settings: Settings) => string | undefined
}[] = [
  {
    of: ['directory', 'registration', 'confirmPublicDirectory'],
    problem: (settings) =>
      settings.directory === 'members' &&
      (settings.registration === 'open' || settings.registration === 'private') &&
      !settings.confirmPublicDirectory
        ? `LATCHKEY_DIRECTORY is members while LATCHKEY_REGISTRATION is ${settings.registration}, so anybody who registers could list ` +
          'everybody. Set LATCHKEY_CONFIRM_PUBLIC_DIRECTORY to on if that is meant, or close one of the two.'
        : undefined,
  },
  {
    of: ['accessTokenSeconds', 'sessionIdleSeconds', 'sessionAbsoluteSeconds'],
    problem: ({ accessTokenSeconds, sessionIdleSeconds, sessionAbsoluteSeconds }) =>
      sessionIdleSeconds < accessTokenSeconds || sessionAbsoluteSeconds < sessionIdleSeconds
        ? `LATCHKEY_ACCESS_TOKEN_SECONDS (${accessTokenSeconds}), LATCHKEY_SESSION_IDLE_SECONDS (${sessionIdleSeconds}) and ` +
          `LATCHKEY_SESSION_ABSOLUTE_SECONDS (${sessionAbsoluteSeconds}) have to grow in this order: a token does not outlive ` +
          'an idle session, nor an idle session its end.'
        : undefined,
  },
  ...(['Account', 'Pair', 'Source', 'Known', 'Enumeration', 'Registration'] as const).map((name) => ({
    of: [`guard${name}Burst`, `guard${name}PerDay`] as const,
    problem: (settings: Settings) => {
      const [burst, perDay] = [settings[`guard${name}Burst`], settings[`guard${name}PerDay`]]
      const begin = `LATCHKEY_GUARD_${name.toUpperCase()}`
      return burst >= perDay
        ? `${begin}_BURST (${burst}) has to be less than ${begin}_PER_DAY (${perDay}), which counts those at once, too.`
        : undefined
    },
  })),
  {
    of: ['passkeyRpId', 'passkeyOrigins', 'publicUrl'],
    problem: ({ passkeyRpId, passkeyOrigins, publicUrl }) => {
      const id = passkeyRpId ?? (publicUrl === undefined ? undefined : new URL(publicUrl).hostname)
      if (id === undefined) return undefined
      const others = passkeyRpId === undefined || publicUrl === undefined ? [] : [publicUrl]
      const strange = [...passkeyOrigins, ...others].find((origin) => {
        const { hostname } = new URL(origin)
        return hostname !== id && !hostname.endsWith(`.${id}`)
      })
      return strange === undefined
        ? undefined
        : `No page of ${strange} can ask for passkeys of ${id}: LATCHKEY_PASSKEY_RP_ID has to be the host of LATCHKEY_PUBLIC_URL ` +
            'and of every one of LATCHKEY_PASSKEY_ORIGINS, or a domain above them.'
    },
  },
  {
    of: ['passkeyRpId', 'publicUrl'],
    problem: ({ passkeyRpId: id, publicUrl }) => {
      // A name of one label is a host of one's own network, or else everybody's (Web Authentication Level 3 section 5.1.3).
      const isOwn = id === 'localhost' || (publicUrl !== undefined && new URL(publicUrl).hostname === id)
      return id === undefined || id.includes('.') || isOwn
        ? undefined
        : `LATCHKEY_PASSKEY_RP_ID is ${id}, under which many have their domains, so no browser makes passkeys for it: it has to be ` +
            'the host of LATCHKEY_PUBLIC_URL, or a domain above that is yours alone, such as example.com.'
    },
  },
  {
    of: ['smtpUrl', 'mailFrom'],
    problem: ({ smtpUrl, mailFrom }) =>
      smtpUrl !== undefined && mailFrom === undefined
        ? 'LATCHKEY_SMTP_URL is set and LATCHKEY_MAIL_FROM is not: say who mail is from, such as accounts@example.com.'
        : undefined,
  },
  {
    of: ['argon2MemoryKib', 'argon2TimeCost'],
    problem: ({ argon2MemoryKib, argon2TimeCost }) =>
      argon2MemoryKib < argon2Floor(argon2TimeCost)
        ? `LATCHKEY_ARGON2_MEMORY_KIB ${argon2MemoryKib} with LATCHKEY_ARGON2_TIME_COST ${argon2TimeCost} is too weak. ` +
          `The floors are ${argon2FloorsText()}.`
        : undefined,
  },
]

function argon2Floor(timeCost: number): number {
  return argon2Floors.findLast((floor) => floor.timeCost <= timeCost)?.memoryKib ?? Number.POSITIVE_INFINITY
}

export function argon2FloorsText(): string {
  const rows = argon2Floors.map(
    ({ timeCost, memoryKib }) => `${memoryKib} KiB with a time cost of ${timeCost}`,
  )
  return `${rows.join(', ')} or more`
}
