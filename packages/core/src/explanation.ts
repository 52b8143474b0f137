/** A value inside an explanation: data, not prose. */
export type ExplanationValue = string | number | boolean | null | readonly (string | number | boolean | null)[]

/**
 * Why something was decided: a small tree of facts, each a message key with parameters. It is plain JSON, so it can be stored, compared and
 * sent; {@link renderExplanation} turns it into text in any language.
 */
export interface Explanation {
  /** Which message, e.g. `conditions/range`; keys are API, wording is not. */
  readonly key: string
  /** What the message speaks of: identities, codes, numbers, instants; never free text of people. */
  readonly params: Readonly<Record<string, ExplanationValue>>
  /** Whether this fact held (true, false), or null where the fact is neither. */
  readonly holds: boolean | null
  /** The facts this one rests on, in the order they were looked at. */
  readonly because: readonly Explanation[]
}

/**
 * Makes one node of an explanation.
 *
 * @param key - Which message.
 * @param params - Its parameters.
 * @param rest - `holds` (null by default) and `because` (empty by default). Facts that are dear to work out can be given as a function: it is asked once, when somebody looks at them, and not at all where nobody does.
 *
 * @example
 * ```ts
 * import { explanation } from '@caseload/core'
 *
 * explanation('lifecycle/guard', { role: 'agent' }, { holds: true })
 * // => { key: 'lifecycle/guard', params: { role: 'agent' }, holds: true, because: [] }
 * ```
 */
export function explanation(
  key: string,
  params: Explanation['params'] = {},
  rest: { readonly holds?: boolean; readonly because?: readonly Explanation[] | (() => readonly Explanation[]) } = {},
): Explanation {
  const { holds = null, because = [] } = rest
  if (typeof because !== 'function') return { key, params, holds, because }
  let known: readonly Explanation[] | null = null
  return {
    key,
    params,
    holds,
    get because() {
      known ??= because()
      return known
    },
  }
}
