/** Whether there is something to read parts of; says nothing to the types, which promise it already. */
export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
