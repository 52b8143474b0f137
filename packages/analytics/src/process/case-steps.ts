import type { ProcessLog } from './process-log.ts'

/** The steps of a log by case, each case's in their order. */
export interface CaseSteps {
  /** Places of steps in the log. */
  readonly order: Int32Array
  /** The steps of case c are `order[starts[c]]` to `order[starts[c + 1] − 1]`. */
  readonly starts: Int32Array
}

/** Brings the steps of each case together without changing their order. */
export function caseSteps(log: ProcessLog): CaseSteps {
  const starts = new Int32Array(log.cases.length + 1)
  for (const place of log.caseOf) starts[place + 1] = (starts[place + 1] ?? 0) + 1
  for (let place = 0; place < log.cases.length; place += 1) starts[place + 1] = (starts[place + 1] ?? 0) + (starts[place] ?? 0)
  const next = starts.slice()
  const order = new Int32Array(log.caseOf.length)
  for (let step = 0; step < log.caseOf.length; step += 1) {
    const place = log.caseOf[step] ?? 0
    const at = next[place] ?? 0
    order[at] = step
    next[place] = at + 1
  }
  return { order, starts }
}
