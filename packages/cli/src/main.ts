#!/usr/bin/env bun
import { Command } from 'commander'

const program = new Command('latchkey')
  .description('A self-hosted user-account and identity server.')
  .version('0.1.0')
  .showHelpAfterError()

program
  .command('serve')
  .description('run the server')
  .option('--dev', 'development: the first account registered on this machine becomes the administrator', false)
  .action(async (options: { dev: boolean }) => (await import('./commands/serve.ts')).serveCommand(options))

await program.parseAsync()
