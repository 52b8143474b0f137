/** Whether there is a server to measure on. */
export function hasPostgres(): boolean {
  return postgresUrl() !== null
}

/** The server that `CASELOAD_TEST_POSTGRES_URL` names; null where it names none. */
export function postgresUrl(): string | null {
  const url = process.env['CASELOAD_TEST_POSTGRES_URL'] ?? ''
  return url === '' ? null : url
}
