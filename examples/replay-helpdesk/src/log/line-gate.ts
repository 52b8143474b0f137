import type { Reject } from './reject.ts'

const longestLine = 1_000_000

/**
 * Passes text on line by line, with an empty line in place of one that would harm the lines after it: one with a quote left open or out of place (after which
 * no parser finds back), or one of more than a million characters. So every line keeps its number.
 */
export async function* lineGate(
  chunks: AsyncIterable<string>,
  delimiter: string,
  reject: (reject: Reject) => void,
): AsyncGenerator<string> {
  let rest = ''
  let overlong = false
  let line = 0
  const passed = (text: string): string => {
    line += 1
    if (overlong || text.length > longestLine) {
      overlong = false
      reject({ line, reason: 'too-long', column: null, expected: `a line of at most ${longestLine} characters` })
      return '\n'
    }
    const harm = text.includes('"') ? quoteHarm(text.endsWith('\r') ? text.slice(0, -1) : text, delimiter) : null
    if (harm !== null) {
      reject({
        line,
        reason: harm,
        column: null,
        expected: 'quotes around a whole field, doubled within, closed on the same line',
      })
      return '\n'
    }
    return `${text.endsWith('\r') ? text.slice(0, -1) : text}\n`
  }
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield lines.map(passed).join('')
    if (rest.length > longestLine) {
      overlong = true
      rest = ''
    }
  }
  if (rest !== '' || overlong) yield passed(rest)
}

function quoteHarm(text: string, delimiter: string): 'unclosed-quote' | 'misplaced-quote' | null {
  let at = 0
  while (at <= text.length) {
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1)
      if (end < 0) return 'unclosed-quote'
      at = end + 1
      if (at < text.length && text[at] !== delimiter) return 'misplaced-quote'
      at += 1
    } else {
      const next = text.indexOf(delimiter, at)
      const end = next < 0 ? text.length : next
      const quote = text.indexOf('"', at)
      if (quote >= 0 && quote < end) return 'misplaced-quote'
      at = end + 1
    }
  }
  return null
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}
