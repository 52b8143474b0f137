import { formatDuration } from './duration.ts'
import type { Explanation, ExplanationValue } from './explanation.ts'
import { formatInstant, isInstant } from './instant.ts'

/**
 * The wording of message keys in one language: plain data, so that translators need no code.
 *
 * A template names parameters in braces: `{field}` as it is, `{at|instant}` as ISO 8601 in UTC, `{lengthMs|duration}` as ISO 8601. Each package
 * exports its English catalogue; merge them with `{ ...a, ...b }`.
 */
export type MessageCatalogue = Readonly<Record<string, string>>

/**
 * Writes an explanation as indented lines of text, a `✓`, `✗` or `·` before each by whether the fact held.
 *
 * It never fails: a key without wording is written as the key with its parameters, an unknown parameter as `?`. Line breaks and control characters in
 * parameters are written as blanks, so that data cannot forge a line.
 *
 * @param tree - What to write.
 * @param catalogue - The wording.
 *
 * @example
 * ```ts
 * import { explanation, renderExplanation } from '@caseload/core'
 *
 * const tree = explanation('desk/auto-close', { at: 0 }, { because: [explanation('desk/resolved', { days: 7 }, { holds: true })] })
 * renderExplanation(tree, { 'desk/auto-close': 'closes at {at|instant}', 'desk/resolved': 'resolved {days} days ago' })
 * // => '· closes at 1970-01-01T00:00:00.000Z\n  ✓ resolved 7 days ago'
 * ```
 */
export function renderExplanation(tree: Explanation, catalogue: MessageCatalogue): string {
  return lines(tree, catalogue, '').join('\n')
}

/**
 * Words one message: the template of its key with its parameters put in.
 *
 * @param key - Which message.
 * @param params - Its parameters.
 * @param catalogue - The wording.
 *
 * @example
 * ```ts
 * import { renderMessage } from '@caseload/core'
 *
 * renderMessage('greet', { id: 'agt_ada' }, { greet: 'for {id}' }) // => 'for agt_ada'
 * renderMessage('unknown', { id: 1 }, {}) // => 'unknown (id: 1)'
 * ```
 */
export function renderMessage(key: string, params: Explanation['params'], catalogue: MessageCatalogue): string {
  const template = Object.hasOwn(catalogue, key) ? catalogue[key] : undefined
  if (template === undefined) {
    const given = Object.entries(params).map(([name, value]) => `${name}: ${asText(value, '')}`)
    return given.length === 0 ? key : `${key} (${given.join(', ')})`
  }
  return template.replace(/\{(\w+)(?:\|(\w+))?\}/g, (_, name: string, form = '') =>
    Object.hasOwn(params, name) ? asText(params[name] ?? null, String(form)) : '?',
  )
}

function lines(node: Explanation, catalogue: MessageCatalogue, indent: string): readonly string[] {
  const mark = node.holds === null ? '·' : node.holds ? '✓' : '✗'
  const own = `${indent}${mark} ${renderMessage(node.key, node.params, catalogue)}`
  return [own, ...node.because.flatMap((child) => lines(child, catalogue, `${indent}  `))]
}

function asText(value: ExplanationValue, form: string): string {
  if (Array.isArray(value)) return value.map((item: ExplanationValue) => asText(item, form)).join(', ')
  if (typeof value === 'number' && form === 'instant' && isInstant(value)) return formatInstant(value)
  if (typeof value === 'number' && form === 'duration' && Number.isSafeInteger(value) && value >= 0) return formatDuration(value)
  return String(value).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}
