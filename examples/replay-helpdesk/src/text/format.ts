/** What stands where there is no value: never a zero. */
export const none = '–'

/** A count with thousands set apart. */
export function formatCount(value: number | null): string {
  return value === null ? none : value.toLocaleString('en-US')
}

/** A number with so many decimals. */
export function formatNumber(value: number | null, decimals: number): string {
  return value === null
    ? none
    : value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}

/** A share as percent with one decimal. */
export function formatShare(value: number | null): string {
  return value === null ? none : `${(value * 100).toFixed(1)} %`
}

/** A length of time in the largest unit that leaves a number of at least 1: `45 s`, `12.3 min`, `5.0 h`, `11.2 d`. */
export function formatSpan(ms: number | null): string {
  if (ms === null) return none
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`
  if (ms < 3_600_000) return `${(ms / 60_000).toFixed(1)} min`
  return ms < 86_400_000 ? `${(ms / 3_600_000).toFixed(1)} h` : `${(ms / 86_400_000).toFixed(1)} d`
}
