import { allowedBy, type Setting } from './setting.ts'

/** A value as its source wrote it: the text of a variable, or a typed value of the file. */
export type Written = { readonly text: string } | { readonly value: unknown }

/** What the setting is then, or the sentence that says why it cannot be. */
export type Outcome = { readonly value: unknown } | { readonly problem: string }

/** @param name how the sentence calls the setting, such as `PORT` or `port in /srv/latchkey.toml` */
export function readValue(name: string, setting: Setting, written: Written): Outcome {
  if ('text' in written && written.text === '') {
    return { problem: `${name} is set but empty. Give it a value or remove it.` }
  }
  if (setting.kind === 'list') return readList(name, setting, written)
  const value = single(setting, written)
  if (value === undefined)
    return { problem: `${name} must be ${allowedBy(setting)}${notGiven(setting, written)}.` }
  const weakness = setting.kind === 'secret' ? setting.weakness?.(String(value)) : undefined
  if (weakness === undefined) return { value }
  return { problem: `${name} is too weak: ${weakness}. It must be ${allowedBy(setting)}.` }
}

function readList(name: string, setting: Setting & { kind: 'list' }, written: Written): Outcome {
  const entries: unknown = 'text' in written ? written.text.split(',') : written.value
  if (!Array.isArray(entries)) return { problem: `${name} must be a list${notGiven(setting, written)}.` }
  const read: string[] = []
  for (const entry of entries as unknown[]) {
    const value = typeof entry === 'string' ? setting.read(entry) : undefined
    if (value === undefined) {
      const separation = 'text' in written ? ', separated by commas without spaces' : ''
      const given = notGiven(setting, { value: entry })
      return { problem: `Each entry of ${name} must be ${allowedBy(setting)}${separation}${given}.` }
    }
    read.push(value)
  }
  return { value: read }
}

function single(setting: Exclude<Setting, { kind: 'list' }>, written: Written): unknown {
  switch (setting.kind) {
    case 'integer': {
      const number = integer(written)
      return number !== undefined && number >= setting.min && number <= setting.max ? number : undefined
    }
    case 'boolean': {
      if ('value' in written && typeof written.value === 'boolean') return written.value
      const given = text(written)
      return given === 'on' ? true : given === 'off' ? false : undefined
    }
    case 'enum':
      return setting.values.find((value) => value === text(written))
    case 'secret':
    case 'string': {
      const given = printable(text(written))
      return given === undefined || setting.read === undefined ? given : setting.read(given)
    }
  }
}

function integer(written: Written): number | undefined {
  if ('value' in written) return typeof written.value === 'bigint' ? Number(written.value) : undefined
  return /^(0|[1-9][0-9]*)$/.test(written.text) ? Number(written.text) : undefined
}

function text(written: Written): string | undefined {
  if ('text' in written) return written.text
  return typeof written.value === 'string' ? written.value : undefined
}

/** Nothing empty, with spaces around it or with control characters in it: a slip of a shell or an editor. */
function printable(given: string | undefined): string | undefined {
  return given === undefined || given === '' || given !== given.trim() || /\p{Cc}/u.test(given)
    ? undefined
    : given
}

/** The end of the sentence: what was given, unless that is, or may carry, a secret. */
function notGiven(setting: Setting, written: Written): string {
  const given = 'text' in written ? written.text : written.value
  // An address with an @ may carry a user's password.
  if (setting.kind === 'secret' || (typeof given === 'string' && given.includes('@'))) return ''
  if (typeof given === 'string')
    return `, not ${JSON.stringify(given.length > 80 ? `${given.slice(0, 80)}…` : given)}`
  if (typeof given === 'object') return Array.isArray(given) ? ', not a list' : ', not a table or a date'
  return `, not ${String(given)}`
}
