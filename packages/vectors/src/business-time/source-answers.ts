import type { Conventions } from './conventions.ts'

/**
 * What the sources answer to the questions on which they disagree, as the README beside the files tabulates it, by a word of the file's name. A file's own `conventions` come first; this
 * stands in where they are silent.
 */
const answers: readonly (readonly [RegExp, Partial<Conventions>])[] = [
  [/^biz\b/, { addLandingOnClosing: 'next-opening', reversedRange: 'zero', zeroAmount: 'roll' }],
  [/^pandas/, { addLandingOnClosing: 'next-opening', subtractLandingOnOpening: 'previous-closing', closingInstant: 'open' }],
  [/zammad.*2017/, { addLandingOnClosing: 'closing' }],
  [/zammad/, { addLandingOnClosing: 'next-opening' }],
  [/^working-hours/, { clockChange: 'wall-clock-whole', reversedRange: 'negative', workingDayStart: 'working-day' }],
  [/^business-time-gem/, { workingDayStart: 'nearest-opening' }],
  [/^moment/, { closingInstant: 'open', reversedRange: 'negative' }],
  [/otobo|znuny|otrs/, { clockChange: 'elapsed', reversedRange: 'zero', workingDayLength: 'PT24H' }],
  [/glpi/, { reversedRange: 'zero', workingDayStart: 'working-day', workingDayLanding: 'by-closing' }],
  [/sla-timer/, { reversedRange: 'zero' }],
  [/^seatgeek/, { reversedRange: 'negative', workingDayLength: 'PT8H' }],
  [/libredesk|sla.?work.?time/, { cutToMinutes: true }],
]

/** What the source of a file answers where the file does not say. */
export function sourceAnswers(name: string): Partial<Conventions> {
  return answers.find(([words]) => words.test(name.toLowerCase()))?.[1] ?? {}
}
