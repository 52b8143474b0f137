export { type FileSpoolOptions, fileSpool } from './contacts/spool-file/file-spool.ts'
