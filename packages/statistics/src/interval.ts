import { ok, type Result } from 'neverthrow'
import { type InvalidArgument, invalidArgument } from './invalid-argument.ts'

/** Where the true value lies, by a procedure that is right in a stated share of uses. */
export interface Interval {
  /** Lower end, inclusive. */
  readonly low: number
  /** Upper end, inclusive. */
  readonly high: number
  /** How often the procedure is right in the long run, above 0 and below 1, e.g. 0.95. */
  readonly confidence: number
}

/** How sure an interval is to be. */
export interface ConfidenceOption {
  /** Above 0 and below 1; 0.95 where absent. */
  readonly confidence?: number
}

/** The confidence asked for, 0.95 where none was. */
export function checkConfidence(options: ConfidenceOption): Result<number, InvalidArgument> {
  const { confidence = 0.95 } = options
  if (confidence > 0 && confidence < 1) return ok(confidence)
  return invalidArgument('confidence', 'a number above 0 and below 1')
}
