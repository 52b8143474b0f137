/** One way of doing the work, and how much of it one call does. */
export interface Contender {
  /** Name as the table shows it, with the version of a library. */
  readonly name: string
  /** Does `batch` units of work, synchronously or not. Whatever must not be timed belongs before. */
  readonly run: (batch: number) => unknown
  /** Called before each timed round; not timed. */
  readonly before?: () => unknown
  /** Called once at the end. */
  readonly close?: () => unknown
}

/** Several ways of doing the same work, measured against one another in one run. */
export interface Benchmark {
  /** Short name, used to select it on the command line. */
  readonly name: string
  /** What one unit of work is, in words. */
  readonly work: string
  /** Ours comes first; ratios are ours ÷ the other. */
  readonly contenders: readonly Contender[]
  /** Least ratio that is promised against a contender, by its name. */
  readonly promises?: Readonly<Record<string, number>>
  /** Units of work in one timed call. */
  readonly batch: number
  /** Timed rounds; the median counts. */
  readonly rounds: number
  /** Calls per round and contender. */
  readonly callsPerRound: number
}
