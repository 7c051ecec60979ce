// The Evaluation tab's script: it opens earlier runs (`trigger` sends 'open' to the handler in measure.py), gives a
// report as much room as it needs, so that it scrolls with the page, and shows it when it is a new one.

const frameOf = () => document.querySelector('#derek-report iframe');
const grown = new ResizeObserver(() => fit(frameOf()));
let shown = null; // the run whose report the reader was shown last

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('button.open-run');
  if (!button) return;
  shown = null;
  trigger('open', { run: button.dataset.run });
}, true);

// What the widgets leave unsaid: names of the groups, the keyboard for numbers, and their own notice in English.
function mend() {
  document.querySelectorAll('#derek-plan fieldset').forEach((group) => {
    const name = group.querySelector('[data-testid="block-info"]')?.textContent.trim();
    if (name && group.getAttribute('aria-label') !== name) group.setAttribute('aria-label', name);
  });
  document.querySelector('#derek-limit input')?.setAttribute('inputmode', 'numeric');
  // Only a hint: of a file that is none of these, the program itself says so.
  document.querySelector('#derek-plan input[type="file"]')?.setAttribute('accept', '.jsonl,.json,.csv,.tsv,.xlsx');
}

function fit(frame) {
  const page = frame?.contentDocument?.documentElement;
  if (!page) return;
  // Kept outside the frame, so that the next one is as tall at once and the page stays where it is.
  const room = document.getElementById('derek-report').style;
  const height = `${Math.ceil(page.getBoundingClientRect().height)}px`;
  if (room.getPropertyValue('--derek-report-height') !== height) room.setProperty('--derek-report-height', height);
}

// The report doesn't scroll itself: where its links lead, the page has to go.
function follow(event) {
  const link = event.target.closest?.('a[href^="#"]');
  const target = link?.ownerDocument.getElementById(link.getAttribute('href').slice(1));
  if (!target) return;
  event.preventDefault();
  if (target.matches('details')) target.open = true;
  target.scrollIntoView();
  const focused = target.matches('details') ? target.querySelector('summary') : target;
  if (focused === target) target.tabIndex = -1;
  focused.focus({ preventScroll: true });
}

// A frame's own scheme is the browser's; the page's may be another one.
function dress(frame) {
  frame.style.colorScheme = document.body.classList.contains('dark') ? 'dark' : 'light';
}

document.addEventListener('load', (event) => {
  const frame = event.target;
  if (frame !== frameOf()) return;
  dress(frame);
  frame.contentDocument.addEventListener('click', follow);
  grown.disconnect();
  grown.observe(frame.contentDocument.documentElement);
  fit(frame);
  const report = frame.closest('.report');
  if (report.dataset.run !== shown) {
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    document.getElementById('derek-opening').scrollIntoView({ behavior, block: 'start' });
  }
  shown = report.dataset.run;
}, true);

const seen = new MutationObserver(mend);
seen.observe(document.getElementById('derek-measure'), { childList: true, subtree: true, characterData: true });
mend();
