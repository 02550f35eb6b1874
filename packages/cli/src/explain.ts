import { LatchkeyError } from '@latchkey/client'
import {
  ConfigError,
  DatabaseTooNew,
  DatabaseUnreachable,
  FolderInUse,
  FolderUnusable,
  TemplateUnusable,
} from '@latchkey/server'
import type { Ending } from './exit-codes.ts'
import { Cancelled, Refused, Unreachable, UsageError } from './failure.ts'

/** What a command was about to use, for the sentence that says why it could not. */
interface Attempt {
  readonly host?: string
  readonly port?: number
  readonly dataDir?: string
  /** What it takes, such as `--client-id`. */
  readonly flags?: readonly (string | undefined)[]
}

/** Why a command did not do what it was asked. */
export interface Failure {
  readonly ending: Exclude<Ending, 'ok'>
  /** For scripts: the server's own code, or one of the command line's. */
  readonly error: string
  /** For whoever typed the command. */
  readonly detail: string
  readonly errors?: LatchkeyError['errors']
  readonly requestId?: string
}

export function failureOf(error: unknown, attempt: Attempt = {}): Failure {
  const detail = explain(error, attempt)
  if (error instanceof UsageError) return { ending: 'usage', error: 'usage', detail }
  if (error instanceof Cancelled) return { ending: 'interrupted', error: 'cancelled', detail }
  if (error instanceof Unreachable) return { ending: 'unreachable', error: 'unreachable', detail }
  if (error instanceof Refused) return { ending: 'failed', error: error.code, detail }
  if (error instanceof ConfigError) return { ending: 'failed', error: 'invalid_settings', detail }
  if (error instanceof TemplateUnusable) return { ending: 'failed', error: 'template_unusable', detail }
  if (error instanceof DatabaseUnreachable) {
    return { ending: 'unreachable', error: 'database_unreachable', detail }
  }
  if (error instanceof FolderUnusable) return { ending: 'failed', error: 'folder_unusable', detail }
  if (error instanceof FolderInUse) return { ending: 'failed', error: 'folder_in_use', detail }
  if (error instanceof DatabaseTooNew) return { ending: 'failed', error: 'database_too_new', detail }
  if (error instanceof LatchkeyError) {
    return {
      ending: error.status === 503 ? 'unreachable' : 'failed',
      error: error.code,
      detail,
      ...(error.errors.length > 0 ? { errors: error.errors } : {}),
      ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
    }
  }
  return isAbsence(error)
    ? { ending: 'unreachable', error: 'unreachable', detail }
    : { ending: 'failed', error: 'failed', detail }
}

const ABSENCES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']

const codeOf = (error: object): string | undefined =>
  'code' in error && typeof error.code === 'string' ? error.code : undefined

function isAbsence(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'Unavailable' || ABSENCES.includes(codeOf(error) ?? '')
}

/** What went wrong, as a sentence for whoever typed the command. */
export function explain(error: unknown, { host, port, dataDir, flags = [] }: Attempt = {}): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof LatchkeyError) return refusal(error, flags)
  const code = codeOf(error)
  const syscall = 'syscall' in error ? String(error.syscall) : undefined
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken. Stop whatever uses it, or set another one, for example PORT=${(port ?? 8000) + 1}.`
  }
  if ('path' in error && (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')) {
    return `This user may not use ${String(error.path)} (${code}). Run this as its owner, or set DATA_DIR to a folder of this user's own.`
  }
  if (code === 'EACCES') {
    return `This user may not listen on port ${port}. Set PORT to 1024 or above, or give the program the right to (CAP_NET_BIND_SERVICE).`
  }
  if (syscall === 'listen' || code === 'EINVAL' || code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') {
    return `This machine cannot listen on HOST ${host}. Leave HOST out for localhost, or set an address of this machine.`
  }
  if (/file is not a database/.test(error.message)) {
    return `latchkey.db in ${dataDir ?? 'the data folder'} is not a database of Latchkey's. Restore a backup, or set another DATA_DIR.`
  }
  return error.message
}

/** Where to look for what there is not. */
const lists: Readonly<Partial<Record<string, string>>> = {
  user_not_found: 'user list',
  session_not_found: 'session list <who>',
  role_not_found: 'role list',
  api_key_not_found: 'key list <who>',
  signing_key_not_found: 'keys list',
  mail_not_found: 'mail list',
}

/** What is wrong with a field is said of the option that it was given by. */
const ofFlags = ({ message, errors }: LatchkeyError, flags: Attempt['flags']): string =>
  errors.reduce((text, { field, message: said }) => {
    const flag = `--${field.replaceAll('_', '-')}`
    return flags?.includes(flag) ? text.replace(`${field} ${said}`, () => `${flag} ${said}`) : text
  }, message)

function refusal(error: LatchkeyError, flags: Attempt['flags']): string {
  const { code, message, requestId } = error
  if (code === 'validation_failed') return ofFlags(error, flags)
  if (code === 'unauthenticated' || code === 'invalid_token') {
    return `${message} Set LATCHKEY_API_KEY to an API key or to the access token of an administrator.`
  }
  const shownBy = lists[code]
  if (shownBy !== undefined) return `${message} \`latchkey ${shownBy}\` shows which there are.`
  if (code === 'not_found') return `${message} The server may be of another version than this command line.`
  return code === 'internal' && requestId !== undefined
    ? `${message} Its log says more: look for the request ${requestId}.`
    : message
}
