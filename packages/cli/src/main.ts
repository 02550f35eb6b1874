#!/usr/bin/env bun
import { Command } from 'commander'

const program = new Command('latchkey')
  .description('A self-hosted user-account and identity server.')
  .version('0.1.0')
  .showHelpAfterError()

program
  .command('serve')
  .description('run the server')
  .option(
    '--dev',
    'development: the first account registered on this machine becomes the administrator',
    false,
  )
  .action(async (options: { dev: boolean }) => (await import('./commands/serve.ts')).serveCommand(options))

const admin = program
  .command('admin')
  .description('make the first administrator, while no server runs on the data folder')

admin
  .command('create')
  .description('create the first administrator; asks for what is not given')
  .option('--username <name>')
  .option('--email <address>')
  .option('--full-name <name>')
  .option('--password-stdin', 'read the password from the first line of standard input')
  .addHelpText(
    'after',
    '\nExample:\n  latchkey admin create --username ada --email ada@example.com --full-name "Ada Lovelace"',
  )
  .action(async (options: object) => (await import('./commands/admin.ts')).createAdministrator(options))

admin
  .command('setup-link')
  .description('print a link, good for 24 hours and for once, that makes the first administrator')
  .action(async () => (await import('./commands/admin.ts')).printSetupLink())

await program.parseAsync()
