import { test } from 'bun:test'
import { only } from '../support/combination.ts'
import { onOneServer, onReplicas } from './last-administrator-worlds.ts'

const ROUNDS = { ofAdministrators: 200, ofRoles: 200 }
const shared = only({ database: 'postgres' }, 'two processes on one database')

test('C058 of two administrators one remains, 200 rounds', () => onOneServer(ROUNDS), 1_800_000)

shared.test('C058 the same at two processes, 200 rounds', () => onReplicas(ROUNDS), 1_800_000)
