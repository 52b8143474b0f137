/**
 * The one text of a sequence of steps: the steps joined by ` > `, where a `>` or `\` inside a step is preceded by `\`, so that different sequences
 * never share a key.
 *
 * @param steps - Codes of activities or names of statuses, oldest first.
 *
 * @example
 * ```ts
 * import { variantKey } from '@caseload/analytics'
 *
 * variantKey(['new', 'open', 'resolved']) // => 'new > open > resolved'
 * variantKey([]) // => ''
 * ```
 */
export function variantKey(steps: readonly string[]): string {
  return steps.map((step) => step.replaceAll('\\', '\\\\').replaceAll('>', '\\>')).join(' > ')
}
