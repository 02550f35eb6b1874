import { test } from 'bun:test'
import { only } from '../support/combination.ts'
import { onOneServer, onReplicas } from './last-administrator-worlds.ts'

const ROUNDS = { ofAdministrators: 27, ofRoles: 8 }
const shared = only({ database: 'postgres' }, 'two processes on one database')

test('C058 V55 CVE-2026-22640 of two administrators one remains', () => onOneServer(ROUNDS), 240_000)

shared.test('C058 the same at two processes', () => onReplicas(ROUNDS), 240_000)
