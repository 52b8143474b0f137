import type { KnownDifferences } from './known-difference.ts'

/** Vectors on which we differ on purpose, with the value we give instead. */
export const knownDifferences: KnownDifferences = {}
