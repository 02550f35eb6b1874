import { secondFactorRaces } from './second-factor-races.ts'

// C053 C070 C072 V05: the names of the tests say how many rounds.
secondFactorRaces(200, 1_800_000)
