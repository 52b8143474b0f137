import { dayNumber } from '@caseload/core'

/** Easter Sunday of the western churches as days since 1970-01-01. Method: "Anonymous Gregorian" (Nature, 20 April 1876), as in Meeus, Astronomical Algorithms, ch. 8. */
export function westernEaster(year: number): number {
  const a = year % 19
  const century = Math.floor(year / 100)
  const c = year % 100
  const correction = Math.floor((8 * century + 13) / 25)
  const h = (19 * a + century - Math.floor(century / 4) - correction + 15) % 30
  const m = Math.floor((a + 11 * h) / 319)
  const l = (2 * (century % 4) + 2 * Math.floor(c / 4) - (c % 4) - h + m + 32) % 7
  const month = Math.floor((h - m + l + 90) / 25)
  return dayNumber(year, month, (h - m + l + month + 19) % 32)
}

/** Easter Sunday of the eastern churches as days since 1970-01-01. Method: Meeus' Julian algorithm, then from Julian to Gregorian reckoning. */
export function orthodoxEaster(year: number): number {
  const d = (19 * (year % 19) + 15) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
  const month = Math.floor((d + e + 114) / 31)
  const day = ((d + e + 114) % 31) + 1
  return dayNumber(year, month, day) + Math.floor(year / 100) - Math.floor(year / 400) - 2
}
