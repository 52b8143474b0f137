/** How long a unit is; null for one that is not known, or has no fixed length. */
export function unitMs(unit: string): number | null {
  const name = unit
    .toLowerCase()
    .replace(/^(business|working)/, '')
    .replace(/s$/, '')
  return { millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000 }[name] ?? null
}

/** Whether a unit is working days. */
export function isDays(unit: string): boolean {
  return /^(business|working)?[ _-]?days?$/i.test(unit)
}
