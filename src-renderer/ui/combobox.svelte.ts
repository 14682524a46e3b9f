/**
 * A text field with a list under it whose options the field's own keys move through (ARIA Authoring Practices:
 * combobox with list autocomplete): what both are given, and which option is marked.
 */
export class Combobox<Option> {
  typed = $state('')
  /** Index of the option that Enter takes. */
  marked = $state(0)

  /**
   * @param id      of the field; the list's and the options' are made of it
   * @param options what can be taken now
   */
  constructor(
    private readonly id: string,
    private readonly options: () => readonly Option[],
  ) {}

  get listId(): string {
    return `${this.id}-options`
  }

  /** What the field is given. */
  get field() {
    const isOpen = this.options().length > 0
    return {
      type: 'text',
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-controls': this.listId,
      'aria-expanded': isOpen,
      'aria-activedescendant': isOpen ? this.#optionId(this.marked) : undefined,
      autocomplete: 'off',
      spellcheck: false,
      value: this.typed,
      oninput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
        this.typed = currentTarget.value
        this.marked = 0
      },
    } as const
  }

  /** What an option is given. */
  option(index: number) {
    return { id: this.#optionId(index), role: 'option', 'aria-selected': index === this.marked } as const
  }

  /**
   * Up and Down mark another option, Enter takes the one that is marked.
   * @returns whether the key was one of these
   */
  press(event: KeyboardEvent, take: (option: Option) => void): boolean {
    if (event.isComposing) return false
    const options = this.options()
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && options.length > 0) {
      this.marked = (this.marked + step + options.length) % options.length
      document.getElementById(this.#optionId(this.marked))?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') {
      const option = options.at(this.marked)
      if (option !== undefined) take(option)
    } else return false
    event.preventDefault()
    return true
  }

  #optionId(index: number): string {
    return `${this.id}-option-${index}`
  }
}
