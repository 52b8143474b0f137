import type { Conventions } from './conventions.ts'

/**
 * What the sources answer to the questions on which they disagree, as the README beside the files tabulates it, by the start of the file's name. A file's own
 * `conventions` come first; this stands in where they are silent.
 */
const answers: readonly (readonly [RegExp, Partial<Conventions>])[] = [
  [/^biz/, { addLandingOnClosing: 'next-opening', reversedRange: 'zero', zeroAmount: 'roll' }],
  [/^pandas/, { addLandingOnClosing: 'next-opening', subtractLandingOnOpening: 'previous-closing', closingInstant: 'open' }],
  [/^zammad.*2017/, { addLandingOnClosing: 'closing' }],
  [/^zammad/, { addLandingOnClosing: 'next-opening' }],
  [/^working-hours/, { clockChange: 'wall-clock', reversedRange: 'negative' }],
  [/^moment/, { closingInstant: 'open', reversedRange: 'negative' }],
  [/^otobo/, { clockChange: 'elapsed', reversedRange: 'zero', workingDayLength: 'PT24H' }],
  [/^znuny/, { clockChange: 'elapsed', reversedRange: 'zero', workingDayLength: 'PT24H' }],
  [/^glpi/, { reversedRange: 'zero' }],
  [/^sla-timer/, { reversedRange: 'zero' }],
  [/^seatgeek/, { reversedRange: 'negative', workingDayLength: 'PT8H' }],
]

/** What the source of a file answers where the file does not say. */
export function sourceAnswers(name: string): Partial<Conventions> {
  return answers.find(([start]) => start.test(name))?.[1] ?? {}
}
