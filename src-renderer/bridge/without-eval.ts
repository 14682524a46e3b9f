import { config } from 'zod'

/*
 * The first import of the page, before any schema is made: making one would try whether `new Function` works, which
 * the content security policy refuses and reports.
 */
config({ jitless: true })
