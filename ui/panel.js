// The page's script. It runs when the source panel is mounted and serves the whole page through one set of delegated
// listeners, because the widgets replace their own HTML. `trigger` sends events to the handlers in page.py:
// 'submit' (an example question), 'speak' (a language), 'cite' (a turn's sources), 'around' (text around a quote).

const byId = (id) => document.getElementById(id);
const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
let awaited = null; // the card to reveal once the panel shows its turn
let questions = 0;
let following = false;
let shown; // the id of the panel, which names its turn

function scrollTo(target, within) {
  const behavior = still() ? 'auto' : 'smooth';
  if (within && within.scrollHeight > within.clientHeight + 1 && getComputedStyle(within).overflowY === 'auto') {
    const top = target.getBoundingClientRect().top - within.getBoundingClientRect().top + within.scrollTop;
    within.scrollTo({ top: top - 12, behavior });
  } else {
    target.scrollIntoView({ behavior, block: 'start' });
  }
}

function reveal(ref) {
  const card = byId(ref);
  if (!card || !element.contains(card)) return false;
  element.querySelectorAll('.lit').forEach((each) => each.classList.remove('lit'));
  card.classList.add('lit');
  card.focus({ preventScroll: true });
  scrollTo(card, byId('derek-side'));
  return true;
}

function openEntry(id) {
  const entry = byId(id);
  if (!entry) return;
  entry.closest('details').open = true;
  element.querySelectorAll('li.lit').forEach((each) => each.classList.remove('lit'));
  entry.classList.add('lit');
  entry.focus({ preventScroll: true });
  entry.scrollIntoView({ behavior: still() ? 'auto' : 'smooth', block: 'nearest' });
}

function openSources(ref) {
  awaited = null;
  if (reveal(ref)) return;
  awaited = ref;
  trigger('cite', { ref });
}

function backToAnswer(ref) {
  const turn = ref.replace(/-\d+$/, '');
  const link = document.querySelector(`a.cite[href="#${ref}"]`) || document.querySelector(`a.cite[href="#${turn}"]`);
  if (!link) return;
  link.focus({ preventScroll: true });
  link.scrollIntoView({ behavior: still() ? 'auto' : 'smooth', block: 'center' });
}

// The text around a quote arrives in a hidden widget, so that opening one fold doesn't redraw the others.
function fill(fold) {
  const arrived = document.querySelector('#derek-excerpt [data-for]');
  if (!arrived || arrived.dataset.for !== fold.dataset.ref || fold.dataset.filled) return Boolean(fold.dataset.filled);
  const text = fold.querySelector('.around-text');
  text.innerHTML = arrived.innerHTML;
  fold.dataset.filled = 'yes';
  const mark = text.querySelector('mark');
  if (mark) text.scrollTop = mark.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
  return true;
}

async function copy(button) {
  let label = button.dataset.copied;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // Without https the clipboard is closed to scripts; the old command still works from a click.
    const area = document.createElement('textarea');
    area.value = button.dataset.copy;
    document.body.append(area);
    area.select();
    if (!document.execCommand('copy')) label = button.dataset.refused;
    area.remove();
    button.focus();
  }
  const before = button.textContent;
  button.textContent = label;
  button.disabled = true;
  setTimeout(() => Object.assign(button, { textContent: before, disabled: false }), 1600);
}

document.addEventListener('click', (event) => {
  const at = (selector) => event.target.closest?.(selector);
  const cite = at('a.cite');
  const back = at('a.back');
  if (cite || back) {
    event.preventDefault();
    event.stopPropagation();
    const ref = (cite || back).getAttribute('href').slice(1);
    return cite ? openSources(ref) : backToAnswer(ref);
  }
  const entry = at('a.entry');
  if (entry) {
    event.preventDefault();
    event.stopPropagation();
    return openEntry(entry.getAttribute('href').slice(1));
  }
  const language = at('button.language');
  if (language) return speak(language.dataset.language);
  const example = at('button.example');
  if (example) return trigger('submit', { question: example.textContent });
  if (at('#derek-scope > .label-wrap')) setTimeout(dress);
  const button = at('button.copy');
  if (button) copy(button);
}, true);

// Arrows go from tab to tab, as everywhere.
document.addEventListener('keydown', (event) => {
  const tab = event.target.closest?.('#derek-tabs [role="tab"]');
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = [...tab.parentElement.querySelectorAll('[role="tab"]')];
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  next.focus();
  next.click();
});

document.addEventListener('toggle', (event) => {
  const fold = event.target;
  if (fold.matches?.('details.around') && fold.open && !fill(fold)) trigger('around', { ref: fold.dataset.ref });
}, true);

// The address keeps the language, so that a reload or a shared link speaks it too.
function speak(language) {
  const address = new URL(location.href);
  address.searchParams.set('lang', language);
  history.replaceState(history.state, '', address);
  trigger('speak', { language });
}

// What the widgets can't be told from Python: the document's language and title, and names of parts of a widget.
function dress() {
  const head = document.querySelector('#derek-header .head');
  if (!head) return;
  const words = head.dataset;
  const root = document.documentElement;
  root.classList.add('derek-ready');
  if (root.lang !== words.language) root.lang = words.language;
  if (document.title !== words.pageTitle) document.title = words.pageTitle;
  name('#derek-chat [role="log"]', words.conversation);
  name('#derek-chat [data-testid="user"]', words.yourQuestion);
  name('#derek-chat [data-testid="bot"]', words.theAnswer);
  translateNotices(words);
  const fold = document.querySelector('#derek-scope > .label-wrap');
  fold?.setAttribute('aria-expanded', String(fold.classList.contains('open')));
  document.querySelectorAll('#derek-tabs > [role="tabpanel"]').forEach((panel) => {
    panel.setAttribute('aria-labelledby', `${panel.id}-button`);
  });
  document.querySelectorAll('#derek-chat .answer:not([lang])').forEach((answer) => {
    answer.lang = /lang-(\w+)/.exec(answer.className)[1];
  });
}

// The widgets' own notices, when the program is gone or a file is too large, are always in English.
function translateNotices(header) {
  const words = { ...header, ...document.querySelector('#derek-about [data-too-large]')?.dataset };
  document.querySelectorAll('.toast-body').forEach((notice) => {
    say(notice.querySelector('.toast-title'), words.problem);
    notice.querySelectorAll('.toast-message-text').forEach((text) => {
      if (/connection/i.test(text.textContent)) say(text, words.connectionLost);
      else if (/exceed the maximum/i.test(text.textContent)) say(text, words.tooLarge);
    });
  });
  name('.toast-close', words.close);
}

function say(part, text) {
  const own = [...(part?.childNodes ?? [])].find((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (own && own.data !== text) own.data = text;
}

function name(selector, text) {
  document.querySelectorAll(selector).forEach((part) => {
    if (part.getAttribute('aria-label') !== text) part.setAttribute('aria-label', text);
  });
}

// A new answer is kept in sight while it grows, its question at most at the top, until the reader moves.
function followConversation() {
  const asked = document.querySelectorAll('#derek-chat .asked');
  if (asked.length > questions) following = true;
  questions = asked.length;
  const last = asked[questions - 1];
  if (!following || !last) return;
  const end = document.querySelector('#derek-chat .bot-row:last-of-type').getBoundingClientRect().bottom;
  const floor = Math.min(byId('derek-composer').getBoundingClientRect().top, innerHeight);
  const top = last.getBoundingClientRect().top;
  if (top < 0 || (end > floor && top > 40)) scrollTo(last);
}

for (const move of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
  document.addEventListener(move, () => { following = false; }, { passive: true, capture: true });
}

// Another turn's sources start at their top.
function followPanel() {
  const panel = element.querySelector('.panel');
  if (panel && panel.id !== shown) byId('derek-side').scrollTop = 0;
  shown = panel?.id;
}

let planned = false;
new MutationObserver(() => {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    dress();
    followConversation();
    followPanel();
    if (awaited && reveal(awaited)) awaited = null;
    document.querySelectorAll('details.around[open]').forEach(fill);
  });
}).observe(document.body, { childList: true, subtree: true, characterData: true });
dress();
