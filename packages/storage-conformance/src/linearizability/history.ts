/** One call of a concurrent history. */
export interface Call<Input, Output> {
  /** What was asked. */
  readonly input: Input
  /** What was answered; undefined where no answer came, so that it may have happened at any time since, or not at all. */
  readonly output: Output | undefined
  /** When it was asked, on any scale that all calls share. */
  readonly asked: number
  /** When the answer came; infinity where none did. */
  readonly answered: number
}

/** What a thing that does one call after another would do. */
export interface SequentialModel<State, Input, Output> {
  /** How it begins. */
  readonly start: State
  /** The state after a call that was answered like that; null where it would have answered otherwise. An undefined answer is any answer. */
  readonly step: (state: State, input: Input, output: Output | undefined) => State | null
  /** A text that is the same for equal states. */
  readonly keyOf: (state: State) => string
}

/** Collects a history while it happens. */
export interface Recorder<Input, Output> {
  /** Makes a call and notes when it was asked and answered. */
  record(input: Input, call: () => Promise<Output | undefined>): Promise<Output | undefined>
  /** Everything so far. */
  readonly calls: readonly Call<Input, Output>[]
}

/**
 * Starts a history whose times count beginnings and ends of calls, which is all that matters.
 *
 * @example
 * ```ts
 * import { recordHistory } from '@caseload/storage-conformance'
 *
 * const history = recordHistory<string, number>()
 * await history.record('read', async () => 7)
 * history.calls // => [{ input: 'read', output: 7, asked: 1, answered: 2 }]
 * ```
 */
export function recordHistory<Input, Output>(): Recorder<Input, Output> {
  const calls: Call<Input, Output>[] = []
  let time = 0
  const tick = (): number => {
    time += 1
    return time
  }
  return {
    calls,
    async record(input, call) {
      const asked = tick()
      const output = await call()
      calls.push({ input, output, asked, answered: output === undefined ? Number.POSITIVE_INFINITY : tick() })
      return output
    },
  }
}
