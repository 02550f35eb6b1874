import type { CommandNode } from '../command.ts'
import { admin } from './admin/index.ts'
import { audit } from './audit/index.ts'
import { authz } from './authz/index.ts'
import { invitation } from './invitation/index.ts'
import { key } from './key/index.ts'
import { keys } from './keys/index.ts'
import { mail } from './mail/index.ts'
import { provider } from './provider/index.ts'
import { recovery } from './recovery/index.ts'
import { role } from './role/index.ts'
import { serviceAccount } from './service-account/index.ts'
import { session } from './session/index.ts'
import { support } from './support/index.ts'
import { user } from './user/index.ts'

/** The whole command line: parsing, help, completion and docs/cli.md are made from this. */
export const commands: readonly CommandNode[] = [
  {
    name: 'serve',
    summary: 'run the server',
    details:
      'Settings come from the environment and from latchkey.toml in the working folder: see docs/config.md. SIGTERM and ctrl-c end it when everybody in it has an answer; a second one ends it at once.',
    options: [
      {
        flags: '--dev',
        description: 'development: the first account registered on this machine becomes the administrator',
      },
    ],
    examples: ['latchkey serve --dev', 'PORT=9000 DATA_DIR=/var/lib/latchkey latchkey serve'],
    isLocal: true,
    run: async (call) => (await import('./serve.ts')).serveCommand(call),
  },
  {
    name: 'migrate',
    summary: 'bring the tables of the database up to date',
    details:
      'A server does the same when it starts. This shows what is due, and does it before the new version is started.',
    options: [{ flags: '--dry-run', description: 'show what is due, and change nothing' }],
    examples: ['latchkey migrate --dry-run', 'latchkey migrate'],
    isLocal: true,
    run: async (call) => (await import('./migrate.ts')).migrateCommand(call),
  },
  admin,
  user,
  invitation,
  provider,
  session,
  keys,
  role,
  authz,
  support,
  recovery,
  {
    name: 'explain',
    summary: 'say why somebody was refused, rule by rule',
    details:
      'By the reference that the refusal had, as it is read out: case and dashes do not matter. What the person was told says less.',
    arguments: [{ name: 'reference', description: 'such as K7M4-2Q9T' }],
    examples: ['latchkey explain K7M4-2Q9T', 'latchkey explain k7m42q9t --json'],
    run: async (call) => (await import('./explain.ts')).explainCommand(call),
  },
  {
    name: 'what-if',
    summary: 'say who would have been refused, or let in, by other limits',
    details:
      'Replays what became of the attempts of the last days (LATCHKEY_GUARD_ATTEMPTS_DAYS) under changed LATCHKEY_GUARD_ settings, in\nmemory: nothing is changed. What was refused then and would be let in now counts as a wrong guess.',
    options: [
      { flags: '--set <settings...>', description: 'settings as the environment would have them' },
      { flags: '--from <instant>', description: 'from then on, such as 2026-11-23 or 2026-11-23T10:00:00Z' },
      { flags: '--to <instant>', description: 'before then' },
    ],
    examples: [
      'latchkey what-if --set LATCHKEY_GUARD_PAIR_BURST=10',
      'latchkey what-if --set LATCHKEY_GUARD_KNOWN_BURST=5 LATCHKEY_GUARD_KNOWN_PER_DAY=20 --from 2026-11-23',
    ],
    run: async (call) => (await import('./what-if.ts')).whatIfCommand(call),
  },
  audit,
  mail,
  key,
  serviceAccount,
  {
    name: 'config',
    summary: 'show the settings in force, and where each one came from',
    details:
      'Of the running server where there is one, with what a restart from this shell and folder would read instead.\nSecrets are never shown.',
    examples: ['latchkey config', 'latchkey config --json'],
    run: async (call) => (await import('./config.ts')).configCommand(call),
  },
  {
    name: 'doctor',
    summary: 'look for what is wrong, and say how to mend it',
    details:
      'Settings, data folder, secret, database, port, proxy and server; on PostgreSQL also its version, durability, clock, connections and encryption. Each line is ok, warn or fail; the exit code is 1 when one of them is fail. Nothing is changed.',
    examples: ['latchkey doctor', 'latchkey doctor --json'],
    run: async (call) => (await import('./doctor/index.ts')).doctorCommand(call),
  },
  {
    name: 'completion',
    summary: 'print what makes a shell complete these commands',
    arguments: [{ name: 'shell', description: 'bash, zsh or fish', choices: ['bash', 'zsh', 'fish'] }],
    examples: [
      'source <(latchkey completion bash)      # in ~/.bashrc',
      'latchkey completion zsh > ~/.zfunc/_latchkey',
      'latchkey completion fish > ~/.config/fish/completions/latchkey.fish',
    ],
    isLocal: true,
    run: async (call) => (await import('./completion/index.ts')).completionCommand(call, commands),
  },
]
