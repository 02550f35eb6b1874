import { readAddressBlock, readHost, readOrigin, readPublicUrl, readRpId } from './addresses.ts'
import { readDatabaseUrl, readSchemaName } from './database-url.ts'
import { guardSettings } from './guard-settings.ts'
import { mailSettings } from './mail-settings.ts'
import { pagesSettings } from './pages-settings.ts'
import { readCollectorUrl, readReceiverUrl } from './receivers.ts'
import { readReturnAddress } from './return-addresses.ts'
import type { Setting, ValueOf } from './setting.ts'
import { secretWeakness } from './weak-secret.ts'

/** Every setting, once. Its key in the file, its field in `Config` and its row in docs/config.md follow from here. */
export const settings = {
  HOST: {
    kind: 'string',
    allowed: 'localhost, a host name or an IP address without brackets',
    read: readHost,
    default: 'localhost',
    doc: 'Where to listen. `localhost` listens on 127.0.0.1 and ::1.',
  },
  PORT: {
    kind: 'integer',
    min: 0,
    max: 65_535,
    default: 8000,
    doc: 'The TCP port. 0 lets the system choose a free one.',
  },
  DATA_DIR: {
    kind: 'string',
    allowed: 'the path of a folder',
    isPath: true,
    default: './data',
    doc: 'The folder of the database and of the generated secret, relative to the working folder.',
  },
  DATABASE_URL: {
    kind: 'secret',
    allowed: 'an address such as postgres://user:password@db.example.com:5432/latchkey',
    read: readDatabaseUrl,
    defaultDoc: 'the embedded database in the data folder',
    doc: 'PostgreSQL 15 or later, instead of the embedded database. Any number of servers may share it; outside `--dev` they need the same LATCHKEY_SECRET.',
  },
  LATCHKEY_DB_SCHEMA: {
    kind: 'string',
    allowed:
      'a name of lower-case letters, digits and underscores, at most 50 characters, not beginning with a digit or pg_',
    read: readSchemaName,
    default: 'latchkey',
    doc: "The schema of all tables in PostgreSQL, beside an app's own. It is made when it is missing.",
  },
  LATCHKEY_DB_POOL_SIZE: {
    kind: 'integer',
    min: 1,
    max: 1000,
    default: 10,
    advanced: true,
    doc: 'Connections to PostgreSQL at the same time, besides the one that listens for changes.',
  },
  LOG_LEVEL: {
    kind: 'enum',
    values: ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
    default: 'info',
    doc: 'The least severe log line that is written.',
  },
  LATCHKEY_PUBLIC_URL: {
    kind: 'string',
    allowed: 'an http or https URL without path, query or credentials, such as https://id.example.com',
    read: readPublicUrl,
    doc: 'The address under which people and other services reach this server.',
  },
  LATCHKEY_REGISTRATION: {
    kind: 'enum',
    values: ['open', 'private', 'invite', 'closed'],
    default: 'open',
    doc: 'Whether people may create accounts themselves: everybody, whoever was invited, or nobody. Under `private` everybody may, and the answer tells nobody who has an account already: what became of it is mailed to the address, and the account is made by the mailed link. That takes mail.',
  },
  LATCHKEY_DIRECTORY: {
    kind: 'enum',
    values: ['private', 'members'],
    default: 'private',
    doc: 'Who sees whom: under `private` a user reads only itself; under `members` every signed-in user reads the four documented fields of all.',
  },
  LATCHKEY_CONFIRM_PUBLIC_DIRECTORY: {
    kind: 'boolean',
    default: false,
    doc: 'Confirms that `members` together with open registration is meant: then anybody who registers can list everybody.',
  },
  LATCHKEY_ACCESS_TOKEN_SECONDS: {
    kind: 'integer',
    min: 60,
    max: 86_400,
    default: 1800,
    doc: 'How long an access token is valid, in seconds.',
  },
  LATCHKEY_SESSION_IDLE_SECONDS: {
    kind: 'integer',
    min: 300,
    max: 31_536_000,
    default: 1_209_600,
    doc: 'A session with a refresh token ends when it is not refreshed for so long, in seconds. The default is 14 days.',
  },
  LATCHKEY_SESSION_ABSOLUTE_SECONDS: {
    kind: 'integer',
    min: 300,
    max: 157_680_000,
    default: 7_776_000,
    doc: 'A session ends so long after the sign-in, however it is used, in seconds. The default is 90 days.',
  },
  LATCHKEY_REFRESH_GRACE_SECONDS: {
    kind: 'integer',
    min: 0,
    max: 60,
    default: 10,
    doc: 'How long a spent refresh token still gets the same successor, for the tabs of one browser. Used later, it ends the session. 0 allows no second use at all.',
  },
  LATCHKEY_PASSWORD_MIN_LENGTH: {
    kind: 'integer',
    min: 8,
    max: 64,
    default: 8,
    doc: 'The least number of characters of a new password. 15 is the strict profile (NIST SP 800-63B-4 for passwords used alone).',
  },
  LATCHKEY_RESPONSE_ENVELOPE: {
    kind: 'boolean',
    default: false,
    doc: 'Wraps successful JSON answers as `{"data", "status", "code"}`.',
  },
  LATCHKEY_CORS_ORIGINS: {
    kind: 'list',
    allowed:
      'an exact origin such as https://app.example.com, in lower case, without a path or a trailing slash',
    read: readOrigin,
    default: [],
    doc: 'The origins whose pages may call the API from a browser.',
  },
  LATCHKEY_RETURN_TO: {
    kind: 'list',
    allowed:
      'an exact address such as https://app.example.com/callback, http://localhost:3000/callback, http://127.0.0.1:*/callback or com.example.app:/callback, without fragment and credentials',
    read: readReturnAddress,
    default: [],
    doc: 'Where the pages of this server may send somebody back to who signed in for an app: see docs/return-to-your-app.md.',
  },
  LATCHKEY_TRUSTED_PROXIES: {
    kind: 'list',
    allowed: 'an IP address or a CIDR block such as 10.0.0.0/8 (a block of every address is refused)',
    read: readAddressBlock,
    default: [],
    doc: "The reverse proxies whose forwarding headers are believed. From anyone else, the socket's address counts.",
  },
  LATCHKEY_SECRET: {
    kind: 'secret',
    allowed:
      'at least 32 characters from a random generator, such as the output of `openssl rand -base64 32`',
    weakness: secretWeakness,
    doc: 'The root secret from which every key is derived. Without it, one is generated in the data folder at the first start.',
  },
  LATCHKEY_PREVIOUS_SECRET: {
    kind: 'secret',
    allowed: 'the root secret that was in force before, as it was given',
    defaultDoc: 'none',
    doc: 'To change the root secret: beside the new one, the one before. At the start what was sealed under it is sealed anew, and the setting can go again. Setup links and idempotency keys of before do not outlive the change; tokens do.',
  },
  LATCHKEY_PASSKEY_RP_ID: {
    kind: 'string',
    allowed: 'a domain of your own such as example.com, without scheme and port',
    read: readRpId,
    defaultDoc: 'the host of LATCHKEY_PUBLIC_URL',
    doc: 'The domain that passkeys are made for. It is in every one of them: after a change none is accepted any more. A domain above that of the pages lets several of them share passkeys.',
  },
  LATCHKEY_PASSKEY_ORIGINS: {
    kind: 'list',
    allowed:
      'an exact origin such as https://app.example.com, in lower case, without a path or a trailing slash',
    read: readOrigin,
    default: [],
    doc: "Whose pages may ask for passkeys besides this server's own.",
  },
  LATCHKEY_PASSKEY_USER_VERIFICATION: {
    kind: 'enum',
    values: ['required', 'preferred'],
    default: 'required',
    doc: 'Whether a passkey has to know its owner by a PIN, a finger or a face when somebody signs in with it alone. Under `preferred` one that does not is a single factor.',
  },
  ...guardSettings,
  LATCHKEY_TOKEN_ALGORITHM: {
    kind: 'enum',
    values: ['HS256', 'EdDSA', 'ES256', 'RS256'],
    default: 'HS256',
    doc: 'What signs access tokens. Only this server verifies HS256; with the others, whoever has the public keys of `/.well-known/jwks.json` does. A change begins with a new key, six minutes after the start.',
  },
  LATCHKEY_KEY_ROTATION_DAYS: {
    kind: 'integer',
    min: 0,
    max: 3650,
    default: 90,
    doc: 'The age at which a signing key is followed by a new one, in days. 0: only by `latchkey keys rotate`.',
  },
  LATCHKEY_RECOVERY_WAIT_HOURS: {
    kind: 'integer',
    min: 24,
    max: 2160,
    default: 168,
    doc: 'How long the way back into an account takes of which every factor is lost, in hours: see docs/recovery.md.',
  },
  LATCHKEY_AUDIT_RETENTION_DAYS: {
    kind: 'integer',
    min: 0,
    max: 36_500,
    default: 0,
    doc: 'The age at which entries of the audit are removed, in days. 0: never.',
  },
  LATCHKEY_AUDIT_CHECKPOINT_FILE: {
    kind: 'string',
    allowed: 'the path of a file',
    isPath: true,
    doc: 'Each minute in which something happened, a signed line is appended to this file: how long the audit is and how it ends. It belongs on another machine, on a disk that only appends, or where a backup takes it away.',
  },
  LATCHKEY_AUDIT_CHECKPOINT_URL: {
    kind: 'string',
    allowed: 'an https URL without credentials',
    read: readReceiverUrl,
    doc: 'The same lines are sent here by POST.',
  },
  LATCHKEY_AUDIT_STREAM: {
    kind: 'string',
    allowed:
      'a log collector such as https://logs.example.com/in, syslogs://logs.example.com:6514, syslog+tcp://10.0.0.5:514 or syslog://10.0.0.5:514',
    read: readCollectorUrl,
    doc: 'Where every entry of the audit is sent as well: by HTTPS in batches of NDJSON, or by syslog (RFC 5424) over TLS, TCP or UDP.',
  },
  LATCHKEY_AUDIT_STREAM_TOKEN: {
    kind: 'secret',
    allowed: 'the bearer token that the log collector asks for',
    defaultDoc: 'none',
    doc: 'Sent to an https log collector as `Authorization: Bearer …`.',
  },
  LATCHKEY_AUDIT_STREAM_PERSONAL: {
    kind: 'boolean',
    default: false,
    doc: 'Whether addresses, programs and names go to the log collector. What has gone there is not erased with an account.',
  },
  ...mailSettings,
  ...pagesSettings,
  LATCHKEY_CONFIG: {
    kind: 'string',
    allowed: 'the path of a TOML file',
    isPath: true,
    file: false,
    defaultDoc: '`./latchkey.toml` if it exists',
    doc: 'The configuration file, relative to the working folder. One that is named here must exist.',
  },
  LATCHKEY_ARGON2_MEMORY_KIB: {
    kind: 'integer',
    min: 7168,
    max: 1_048_576,
    default: 19_456,
    advanced: true,
    doc: 'Memory of one Argon2id hash, in KiB. The floor depends on the time cost (see below).',
  },
  LATCHKEY_ARGON2_TIME_COST: {
    kind: 'integer',
    min: 1,
    max: 10,
    default: 2,
    advanced: true,
    doc: 'Passes of Argon2id over its memory.',
  },
  LATCHKEY_ARGON2_PARALLELISM: {
    kind: 'integer',
    min: 1,
    max: 4,
    default: 1,
    advanced: true,
    doc: 'Lanes of one Argon2id hash.',
  },
  LATCHKEY_PASSWORD_THREADS: {
    kind: 'integer',
    min: 1,
    max: 64,
    default: (cores: number) => Math.min(64, Math.max(1, cores - 1)),
    defaultDoc: 'one fewer than the cores, at least 1',
    advanced: true,
    doc: 'How many passwords are hashed at the same time.',
  },
  LATCHKEY_PRINCIPAL_CACHE_SIZE: {
    kind: 'integer',
    min: 1000,
    max: 10_000_000,
    default: 100_000,
    advanced: true,
    doc: 'How many signed-in callers are kept in memory, and how many browsers besides.',
  },
} as const satisfies Readonly<Record<string, Setting>>

type Table = typeof settings
export type SettingName = keyof Table

type Unprefixed<Name extends string> = Name extends `LATCHKEY_${infer Rest}` ? Rest : Name
type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}`
  : Lowercase<Name>
/** The field of `Config`: LATCHKEY_PUBLIC_URL is `publicUrl`. */
export type Field<Name extends SettingName = SettingName> = CamelCase<Unprefixed<Name>>
export type Settings = { readonly [Name in SettingName as Field<Name>]: ValueOf<Table[Name]> }

/** The key in the file: LATCHKEY_PUBLIC_URL is `public_url`. */
export function fileKey(name: SettingName): string {
  return name.replace(/^LATCHKEY_/, '').toLowerCase()
}

export function fieldOf(name: SettingName): Field {
  // The same rule as the type `Field`, which the compiler cannot follow through `replace`.
  return fileKey(name).replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) as Field
}

export const settingNames = Object.keys(settings) as SettingName[]

export function isInFile(name: SettingName): boolean {
  const setting: Setting = settings[name]
  return setting.file !== false
}
