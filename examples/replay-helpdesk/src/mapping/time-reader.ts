import { type Instant, parseInstant } from '@caseload/core'
import type { TimeDocument } from './mapping-document.ts'

/** A function that reads the instants of a log as its mapping says; null for a text that is none. */
export function timeReader(time: Pick<TimeDocument, 'format' | 'offset'>): (text: string) => Instant | null {
  if (time.format === 'iso') return (text) => parseInstant(text).unwrapOr(null)
  const parts: string[] = []
  const pattern = time.format.replace(/yyyy|MM|dd|HH|mm|ss|[.:/]/g, (token) => {
    if (!/^[yMdHms]/.test(token)) return `\\${token}`
    parts.push(token)
    return `(\\d{${token.length}})`
  })
  const matcher = new RegExp(`^${pattern}$`)
  return (text) => {
    const found = matcher.exec(text)
    if (found === null) return null
    const part = (token: string): string => found[parts.indexOf(token) + 1] ?? '00'
    const seconds = parts.includes('ss') ? part('ss') : '00'
    const iso = `${part('yyyy')}-${part('MM')}-${part('dd')}T${part('HH')}:${part('mm')}:${seconds}${time.offset ?? ''}`
    return parseInstant(iso).unwrapOr(null)
  }
}
