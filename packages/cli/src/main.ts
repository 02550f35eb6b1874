#!/usr/bin/env bun
import { latchkey } from './program.ts'

process.exitCode = await latchkey(process.argv.slice(2))
