import { postgresRefreshRaces } from './postgres-refresh-races.ts'

// C045 C046 R17 V11: the names of the tests say how many rounds.
postgresRefreshRaces(10, 240_000)
