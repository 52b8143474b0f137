import { spawnSync } from 'node:child_process'
import { shipped } from './shipped.ts'

/** Runs a script of this example in a folder, as a user does. */
export function start(folder: string, script: string, ...args: readonly string[]) {
  const ended = spawnSync(process.execPath, ['--conditions=@caseload/source', shipped(script), ...args], {
    encoding: 'utf8',
    cwd: folder,
  })
  return { code: ended.status, output: ended.stdout, problems: ended.stderr }
}
