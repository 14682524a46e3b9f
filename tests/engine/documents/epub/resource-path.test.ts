import { describe, expect, test } from 'vitest'
import { resolveReference } from '../../../../src-main/engine/documents/epub/resource-path'

describe('resolveReference', () => {
  test.each([
    ['c.xhtml', 'OPS/text/c.xhtml', ''],
    ['../a%20b.xhtml#x%C3%A9', 'OPS/a b.xhtml', 'xé'],
    ['#here', 'OPS/text/base.xhtml', 'here'],
    ['./x/../c.xhtml?y=1#z', 'OPS/text/c.xhtml', 'z'],
    ['/root.xhtml', 'root.xhtml', ''],
    ['..\\c.xhtml', 'OPS/c.xhtml', ''],
    ['cafe\u0301.xhtml', 'OPS/text/caf\u00e9.xhtml', ''],
    ['100%.xhtml', 'OPS/text/100%.xhtml', ''],
    ['a@b@c.htm.html', 'OPS/text/a@b@c.htm.html', ''],
  ])('%s', (reference, path, fragment) => {
    expect(resolveReference('OPS/text/base.xhtml', reference)).toEqual({ path, fragment })
  })

  test.each([
    'http://example.org/a',
    'javascript:x()',
    '//host/a',
    '../../../a',
    'data:text/html,x',
    'file:///etc/passwd',
    'C:/a',
    'x'.repeat(5_000),
    '..',
  ])('%s leads outside', (reference) => {
    expect(resolveReference('a/b.xhtml', reference)).toBeNull()
  })
})
