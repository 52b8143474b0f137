import { type Answer, later } from '@caseload/storage'
import { err } from 'neverthrow'

/** The same answer, its problem in other words; at once where it came at once. */
export function withProblem<Value, From, To>(answer: Answer<Value, From>, inWords: (problem: From) => To): Answer<Value, To> {
  return 'then' in answer ? answer.mapErr(inWords) : answer.mapErr(inWords)
}

/** What comes after an answer; at once where both came at once. */
export function followedBy<First, Value, P, Q>(
  answer: Answer<First, P>,
  next: (value: First) => Answer<Value, Q>,
): Answer<Value, P | Q> {
  if ('then' in answer) return answer.andThen((value) => later(next(value)))
  return answer.isOk() ? next(answer.value) : err(answer.error)
}
