import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['@caseload/source', 'module', 'node', 'development|production'] } },
  test: {
    pool: 'forks',
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/{src,test}/**/*.test.ts', 'examples/*/**/*.test.ts'],
          exclude: ['**/*.prop.test.ts', '**/node_modules/**'],
        },
      },
      { extends: true, test: { name: 'property', include: ['packages/*/{src,test}/**/*.prop.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: { enabled: true, only: true, include: ['packages/*/src/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
        },
      },
    ],
  },
})
