declare module 'unicode-emoji-json/data-by-emoji.json?names' {
  /** One line an emoji: the emoji, a tab, Unicode's short name for it. */
  const table: string
  export default table
}
