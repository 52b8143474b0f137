/** One way of doing the work, and how much of it one call does. */
export interface Contender {
  /** Name as the table shows it, with the version of a library. */
  readonly name: string
  /** Does `batch` units of work, synchronously or not. Whatever must not be timed belongs before. */
  readonly run: (batch: number) => unknown
  /** Units of work in one timed call, where the benchmark's own would take this one too long or be over too soon. */
  readonly batch?: number
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
  /** `cpu` times what the process computed, so that long and short rounds are treated alike on a busy machine: for work that waits for nothing. `wall` where absent. */
  readonly clock?: 'wall' | 'cpu'
  /** Least rate of ours that is promised, in units of work a second. */
  readonly least?: number
  /** Units of work in one timed call. */
  readonly batch: number
  /** Timed rounds; the median counts. */
  readonly rounds: number
  /** Calls per round and contender. */
  readonly callsPerRound: number
}
