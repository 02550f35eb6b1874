/** What the product asks of Argon2id when no setting says otherwise. */
export const HASH_COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Stands beside every figure that hashes. */
export const HASH_COST_IN_WORDS = `Argon2id, ${HASH_COST.memoryCost / 1_024} MiB, t=${HASH_COST.timeCost}, p=${HASH_COST.parallelism}`
