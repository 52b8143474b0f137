const given = process.env['CASELOAD_TEST_POSTGRES_URL'] ?? ''

/** The server that tests are told to use; null: none. */
export const postgresUrl: string | null = given === '' ? null : given
