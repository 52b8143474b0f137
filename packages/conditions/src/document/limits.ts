/** What a condition may cost at most; documented at the types of the document. */
export const limits = { levels: 16, conditions: 1000, values: 10_000, list: 1000, text: 1000, name: 100, duration: 40 } as const
