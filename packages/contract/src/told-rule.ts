/** A rule that was asked, whether it held, and why: of those that are named. */
export const toldRule = <const Names extends readonly string[]>(names: Names) =>
  ({
    type: 'object',
    required: ['rule', 'holds', 'because'],
    properties: {
      rule: { type: 'string', enum: names, description: 'Stable: programs decide by this one.' },
      holds: { type: 'boolean' },
      because: { type: 'string', description: 'For people to read.' },
    },
  }) as const
