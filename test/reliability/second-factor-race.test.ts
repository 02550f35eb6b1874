import { secondFactorRaces } from './second-factor-races.ts'

// C053 C070 C072 V05: the names of the tests say how many rounds.
secondFactorRaces(2, 120_000)
