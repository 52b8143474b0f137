const given = process.env['CASELOAD_TEST_MARIADB_URL'] ?? ''

/** The server that tests are told to use; null: none. */
export const mariadbUrl: string | null = given === '' ? null : given
