/** The server that tests are told to use; null: none. */
export const postgresUrl: string | null = process.env['CASELOAD_TEST_POSTGRES_URL'] ?? null
