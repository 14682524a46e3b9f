/* The listening test of the page beside it. Everything it needs is in the page: nothing is fetched. */

const { seed: firstSeed, rounds, voices } = JSON.parse(document.getElementById('sounds').textContent)
const part = (id) => document.getElementById(id)
const [start, trial, result] = ['start', 'trial', 'result'].map(part)
const players = { a: new Audio(), b: new Audio() }
const playButtons = { a: part('play-a'), b: part('play-b') }
const answerButtons = { a: part('answer-a'), b: part('answer-b') }

let seed = firstSeed
let voice = voices[0]
let trials = []
let answers = []
let heard = new Set()

/** Mulberry32 (T. Ettinger): numbers of [0, 1), always the same for a seed. */
function randomNumbers(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Every mode as often, in an order nobody knows; which of the two is in chunks is thrown anew each time. */
function makeTrials(modes, next) {
  const list = modes.flatMap((mode) =>
    Array.from({ length: rounds }, () => ({ mode, chunked: next() < 0.5 ? 'a' : 'b' })),
  )
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    ;[list[i], list[j]] = [list[j], list[i]]
  }
  return list
}

/** Chance of at least `right` of `count` by guessing: the exact binomial sum. */
function chanceOf(right, count) {
  let term = 0.5 ** count
  let sum = 0
  for (let k = 0; k <= count; k++) {
    if (k >= right) sum += term
    term *= (count - k) / (k + 1)
  }
  return Math.min(1, sum)
}

function show(section) {
  for (const each of [start, trial, result]) each.hidden = each !== section
}

function stop() {
  for (const side of ['a', 'b']) {
    players[side].pause()
    playButtons[side].setAttribute('aria-pressed', 'false')
  }
}

function play(side) {
  stop()
  players[side].currentTime = 0
  playButtons[side].setAttribute('aria-pressed', 'true')
  heard.add(side)
  // Somebody who goes on at once interrupts it: that is no failure.
  Promise.resolve(players[side].play()).catch(() => stop())
  for (const each of ['a', 'b']) answerButtons[each].disabled = heard.size < 2
}

function nextTrial() {
  stop()
  const { mode, chunked } = trials[answers.length]
  heard = new Set()
  for (const side of ['a', 'b']) {
    players[side].src = side === chunked ? voice.modes[mode].sound : voice.whole
    answerButtons[side].disabled = true
  }
  part('count').textContent = `Pair ${answers.length + 1} of ${trials.length}`
}

function begin() {
  const chosen = document.querySelector('input[name=voice]:checked')
  voice = voices[chosen === null ? 0 : Number(chosen.value)]
  trials = makeTrials(Object.keys(voice.modes), randomNumbers(seed))
  answers = []
  show(trial)
  nextTrial()
  playButtons.a.focus()
}

function answer(side) {
  if (answerButtons[side].disabled) return
  answers.push(side)
  if (answers.length === trials.length) finish()
  else nextTrial()
}

function row(name, right, count) {
  const chance = chanceOf(right, count)
  const verdict = count === 0 ? 'not heard' : chance < 0.05 ? 'joins heard' : 'guessing'
  const cells = [name, `${right} of ${count}`, count === 0 ? '' : chance.toFixed(4), verdict]
  const line = document.createElement('tr')
  cells.forEach((text, i) => {
    const cell = document.createElement(i === 0 ? 'th' : 'td')
    if (i === 0) cell.scope = 'row'
    cell.textContent = text
    line.append(cell)
  })
  return line
}

function finish() {
  stop()
  const given = answers.map((side, i) => ({ mode: trials[i].mode, isRight: side === trials[i].chunked }))
  const count = (list) => [list.filter(({ isRight }) => isRight).length, list.length]
  const lines = Object.entries(voice.modes).map(([mode, { name }]) =>
    row(name, ...count(given.filter((each) => each.mode === mode))),
  )
  part('scores').replaceChildren(...lines, row('All', ...count(given)))
  part('told').textContent =
    `${voice.name}, ${answers.length} of ${trials.length} pairs answered, order ${seed}.`
  show(result)
  part('result-title').focus()
}

function restart() {
  seed++
  show(start)
  part('begin').focus()
}

for (const side of ['a', 'b']) {
  playButtons[side].addEventListener('click', () => play(side))
  answerButtons[side].addEventListener('click', () => answer(side))
  players[side].addEventListener('ended', stop)
}
part('begin').addEventListener('click', begin)
part('finish').addEventListener('click', finish)
part('again').addEventListener('click', restart)
document.addEventListener('keydown', (event) => {
  if (trial.hidden || event.ctrlKey || event.metaKey || event.altKey) return
  const key = event.key.toLowerCase()
  if (key === 'a' || key === 'b') play(key)
  else if (key === '1' || key === '2') answer(key === '1' ? 'a' : 'b')
  else if (key === 'escape') stop()
  else return
  event.preventDefault()
})
