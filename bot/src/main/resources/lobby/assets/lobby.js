// The page of the lobby: takes a photo, asks for its dream, and shows what becomes of it. What is said of a dream is
// made on the server (htmx brings it); this file knows the photo, which the server never gives out again.
(() => {
  'use strict';

  const $ = id => document.getElementById(id);
  const body = document.body;
  const before = $('before');
  const after = $('after');
  const recipe = $('recipe');

  /** The photo to dream on: {file}, {link}, or {} for that of the dream before. */
  let photo = null;
  /** The dream that is shown: {id, secret}. */
  let dream = null;
  let events = null;
  let told = '';
  let previewed = 0;
  /** The same for every try to send one request, so that a broken connection asks for no second dream. */
  let key = null;

  // ---- what lasts over a reload

  const kept = {
    read() {
      try { return JSON.parse(localStorage.getItem('pareidolia.dream')); } catch { return null; }
    },
    write(value) {
      try {
        if (value) localStorage.setItem('pareidolia.dream', JSON.stringify(value));
        else localStorage.removeItem('pareidolia.dream');
      } catch { /* a browser that keeps nothing */ }
    },
  };

  /** The photo is too large for localStorage. */
  const originals = {
    store(mode, work) {
      return new Promise(resolve => {
        try {
          const opening = indexedDB.open('pareidolia', 1);
          opening.onupgradeneeded = () => opening.result.createObjectStore('original');
          opening.onerror = () => resolve(null);
          opening.onsuccess = () => {
            const asked = work(opening.result.transaction('original', mode).objectStore('original'));
            asked.onsuccess = () => resolve(asked.result);
            asked.onerror = () => resolve(null);
          };
        } catch { resolve(null); }
      });
    },
    keep(file) { return this.store('readwrite', store => store.put(file, 'current')); },
    read() { return this.store('readonly', store => store.get('current')); },
    forget() { return this.store('readwrite', store => store.delete('current')); },
  };

  // ---- pictures

  function show(image, source) {
    if (image.src.startsWith('blob:')) URL.revokeObjectURL(image.src);
    image.hidden = !source;
    if (source) image.src = source;
    else image.removeAttribute('src');
  }

  /** How much of the original is seen, in hundredths from the left. */
  function cut(figure, share) {
    figure.style.setProperty('--cut', share + '%');
    figure.querySelector('.cut').value = share;
  }

  function showOriginal(file) {
    show(before, file ? URL.createObjectURL(file) : null);
  }

  before.addEventListener('error', () => {
    if (!before.hidden) {
      before.hidden = true;
      $('caption').textContent = 'Your browser cannot show this kind of picture; it can be dreamed all the same.';
    }
  });

  document.querySelectorAll('.cut').forEach(range =>
    range.addEventListener('input', () => cut(range.closest('.compare'), range.value)));

  // ---- what the page says itself

  const BUSY = new Set(['sending', 'waiting', 'dreaming']);

  function view(name) {
    body.dataset.view = name;
    $('go').disabled = BUSY.has(name);
    document.title = name === 'empty' ? 'Pareidolia' : document.title;
  }

  function notice(text) {
    $('notice').hidden = !text;
    $('notice').textContent = text || '';
  }

  const OFFLINE = 'There is no connection to the lobby. ';

  // ---- choosing a photo

  function megabytes(bytes) {
    return bytes < 1e6 ? Math.max(1, Math.round(bytes / 1e3)) + ' kB' : (bytes / 1e6).toFixed(1) + ' MB';
  }

  function take(file) {
    const largest = Number(body.dataset.largest);
    if (file.size > largest) {
      notice(`That photo has ${megabytes(file.size)}; ${megabytes(largest)} is the most.`);
      return;
    }
    leave();
    photo = { file };
    showOriginal(file);
    $('caption').textContent = `${file.name || 'A pasted picture'}, ${megabytes(file.size)}`;
    picked();
  }

  function takeLink(link) {
    leave();
    photo = { link };
    $('caption').textContent = link;
    picked();
  }

  function picked() {
    notice('');
    key = null;
    cut($('compare'), 100);
    view('picked');
    $('go').focus({ preventScroll: true });
  }

  /** Forgets what was shown. */
  function leave() {
    events?.close();
    events = null;
    dream = null;
    told = '';
    show(before, null);
    show(after, null);
    $('dream').replaceChildren();
    $('caption').textContent = '';
    kept.write(null);
    originals.forget();
  }

  function begin() {
    leave();
    photo = null;
    view('empty');
  }

  const inputs = [$('file'), $('camera')];

  /** Whether there was a photo in it. */
  function taken(input) {
    const file = input.files[0];
    if (file) take(file);
    input.value = '';
    return Boolean(file);
  }

  for (const input of inputs) input.addEventListener('change', () => taken(input));
  $('link-form').addEventListener('submit', event => {
    event.preventDefault();
    takeLink($('link').value.trim());
  });
  $('fresh').addEventListener('click', () => {
    begin();
    notice('');
    $('file').focus();
  });

  addEventListener('dragover', event => {
    event.preventDefault();
    body.dataset.drag = 'over';
  });
  addEventListener('dragleave', event => {
    if (!event.relatedTarget) delete body.dataset.drag;
  });
  addEventListener('drop', event => {
    event.preventDefault();
    delete body.dataset.drag;
    const file = event.dataTransfer.files[0];
    const link = event.dataTransfer.getData('text/uri-list').split('\n')[0].trim();
    if (file) take(file);
    else if (/^https?:/i.test(link)) takeLink(link);
  });
  addEventListener('paste', event => {
    const file = event.clipboardData.files[0];
    if (file) {
      event.preventDefault();
      take(file);
    }
  });

  // ---- the recipe: looks and knobs are ways to write it

  function words() {
    return recipe.value.split(/[\s,;]+(?![0-9])|\s+/).filter(Boolean);
  }

  function keyOf(word) {
    return word.includes('=') ? word.split('=')[0].toLowerCase() : '';
  }

  function write(list) {
    recipe.value = list.join(' ');
    recipe.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function setKey(name, value) {
    const others = words().filter(word => keyOf(word) !== name);
    write(value === '' ? others : [...others, `${name}=${value}`]);
  }

  const lookRadios = [...document.querySelectorAll('input[name=look]')];
  const knobs = [...document.querySelectorAll('[data-key]')];
  const lookNames = new Set(lookRadios.map(radio => radio.value.replace(/.*look=/, '')));

  lookRadios.forEach(radio => radio.addEventListener('change', () => {
    const replaced = new Set(['look', 'network', 'layer']);
    const others = words().filter(word => !replaced.has(keyOf(word)) && !lookNames.has(word.toLowerCase()));
    write([radio.value, ...others]);
  }));

  knobs.forEach(knob => knob.addEventListener(knob.type === 'range' ? 'input' : 'change', () => {
    const value = knob.type === 'checkbox' ? (knob.checked ? knob.value : knob.dataset.usual) : knob.value;
    setKey(knob.dataset.key, value === knob.dataset.usual ? '' : value);
  }));

  /** Shows in looks and knobs what the recipe says. */
  function read() {
    const said = words();
    const bare = new Set(said.map(word => word.toLowerCase()));
    let chosen = lookRadios.find(radio => radio.value.split(' ').every(word => bare.has(word)))
      || lookRadios.find(radio => bare.has(radio.value.replace(/^look=/, '')));
    if (!chosen && !said.some(word => ['look', 'layer', 'network'].includes(keyOf(word)))) chosen = lookRadios[0];
    lookRadios.forEach(radio => { radio.checked = radio === chosen; });
    knobs.forEach(knob => {
      const word = said.find(one => keyOf(one) === knob.dataset.key);
      const value = word ? word.split('=')[1] : knob.dataset.usual;
      if (knob.type === 'checkbox') knob.checked = value === knob.value;
      else if (knob.tagName !== 'SELECT' || [...knob.options].some(option => option.value === value)) knob.value = value;
    });
  }

  recipe.addEventListener('input', () => {
    key = null;
    read();
    const text = recipe.value.trim();
    history.replaceState(null, '', text ? '/?recipe=' + encodeURIComponent(text) : '/');
  });

  // ---- asking

  function randomKey() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
  }

  async function sentence(answer) {
    try { return (await answer.json()).title; } catch { return 'The lobby does not answer as it should; try again.'; }
  }

  /** Asks for a dream; true if it will come. */
  async function ask(fields) {
    const form = new FormData();
    Object.entries(fields).forEach(([name, value]) => form.append(name, value));
    key ??= randomKey();
    const former = body.dataset.view;
    notice('');
    view('sending');
    let answer;
    try {
      answer = await fetch('/api/dreams', { method: 'POST', body: form, headers: { 'Idempotency-Key': key } });
    } catch {
      view(former);
      notice(OFFLINE + 'Your photo is still here: try again in a moment.');
      return false;
    }
    if (answer.status === 401) {
      location.reload();
      return false;
    }
    key = null;
    if (!answer.ok) {
      view(former);
      notice(await sentence(answer));
      return false;
    }
    const accepted = await answer.json();
    dream = { id: accepted.id, secret: accepted.secret };
    kept.write(dream);
    show(after, null);
    cut($('compare'), 100);
    watch();
    return true;
  }

  $('choices').addEventListener('submit', async event => {
    event.preventDefault();
    const text = recipe.value.trim();
    if (photo?.file) {
      const { file } = photo;
      if (await ask({ picture: file, recipe: text })) await originals.keep(file);
    } else if (photo?.link) {
      await ask({ url: photo.link, recipe: text });
    } else if (dream) {
      await ask({ of: dream.id, role: 'source', secret: dream.secret, recipe: text });
    } else {
      notice('Choose a photo first.');
      $('file').focus();
    }
  });

  const withoutSeed = text => text.split(' ').filter(word => keyOf(word) !== 'seed').join(' ');

  /** What the buttons under a dream do. */
  const deeds = {
    again: text => ask({ of: dream.id, role: 'source', secret: dream.secret, recipe: withoutSeed(text) + ' again' }),
    stronger: text => ask({ of: dream.id, role: 'source', secret: dream.secret, recipe: text + ' stronger' }),
    deeper: text => ask({ of: dream.id, role: 'dream', recipe: withoutSeed(text) + ' deeper' }),
    retry() {
      if (photo) $('choices').requestSubmit();
      else begin();
    },
    async cancel() {
      if (await remove()) refresh();
    },
    async delete(_, button) {
      if (button.dataset.sure) {
        if (await remove()) {
          begin();
          notice('Your photo and its dream are deleted.');
        }
      } else {
        button.dataset.sure = 'yes';
        button.textContent = 'Really delete it?';
      }
    },
  };

  async function remove() {
    try {
      const answer = await fetch('/api/dreams/' + dream.id,
        { method: 'DELETE', headers: { Authorization: 'Bearer ' + dream.secret } });
      if (!answer.ok) notice(await sentence(answer));
      return answer.ok;
    } catch {
      notice(OFFLINE + 'Try again in a moment.');
      return false;
    }
  }

  $('dream').addEventListener('click', event => {
    const button = event.target.closest('[data-do]');
    if (button && dream) deeds[button.dataset.do](button.closest('.panel').dataset.recipe, button);
  });

  // ---- watching

  function watch() {
    events?.close();
    told = '';
    previewed = 0;
    const watched = dream.id;
    events = new EventSource(`/api/dreams/${watched}/events`);
    events.addEventListener('open', () => notice(''));
    events.addEventListener('dream', event => {
      if (dream?.id === watched) tell(JSON.parse(event.data));
    });
    events.addEventListener('error', () => {
      if (dream?.id !== watched || !events) return;
      notice(OFFLINE + 'Your dream goes on without you; this page tries to come back by itself.');
      if (events.readyState === EventSource.CLOSED) setTimeout(() => dream?.id === watched && watch(), 5000);
    });
  }

  function timeLeft(seconds) {
    if (seconds < 5) return 'a moment';
    if (seconds < 90) return `about ${seconds} seconds`;
    const minutes = Math.round(seconds / 60);
    return minutes < 90 ? `about ${minutes} minutes` : `about ${Math.round(minutes / 60)} hours`;
  }

  const ENDS = new Set(['answered', 'refused', 'failed', 'cancelled', 'expired']);

  function tell(now) {
    const essence = JSON.stringify([now.state, now.place, now.picture]);
    if (ENDS.has(now.state)) {
      events?.close();
      events = null;
    }
    if (essence !== told) {
      told = essence;
      refresh();
    }
    const panel = $('dream').firstElementChild;
    const percent = Math.round((now.progress ?? 0) * 100);
    panel?.querySelector('[data-progress]')?.setAttribute('value', percent);
    panel?.querySelectorAll('[data-percent]').forEach(part => { part.textContent = percent + ' %'; });
    panel?.querySelectorAll('[data-left-part]').forEach(part => { part.hidden = now.eta === null; });
    if (now.eta !== null) panel?.querySelectorAll('[data-left]').forEach(part => { part.textContent = timeLeft(now.eta); });
    if (now.state === 'dreaming') {
      document.title = `${percent} % · Pareidolia`;
      preview();
    }
  }

  /** The dream as it grows. */
  async function preview() {
    const { id } = dream;
    if (Date.now() - previewed < 1900) return;
    previewed = Date.now();
    try {
      const answer = await fetch(`/api/dreams/${id}/preview`);
      if (answer.status === 200 && dream?.id === id && body.dataset.view === 'dreaming') {
        show(after, URL.createObjectURL(await answer.blob()));
        after.alt = 'Your dream as it grows';
        cut($('compare'), 0);
      }
    } catch { /* the next one may come */ }
  }

  /** Shows what the server says of the dream. */
  async function refresh() {
    const { id } = dream;
    await htmx.ajax('GET', '/dreams/' + id, { target: '#dream', swap: 'innerHTML' });
    const panel = $('dream').firstElementChild;
    if (!panel || dream?.id !== id) return;
    const { phase, picture, hidden } = panel.dataset;
    view(phase);
    if (phase === 'done') {
      after.alt = 'The dream: ' + panel.dataset.recipe;
      body.dataset.veil = hidden === 'yes' ? 'on' : 'off';
      if (!after.src.endsWith(picture)) show(after, picture);
      cut($('compare'), before.hidden ? 0 : 30);
      $('caption').textContent = before.hidden ? '' : 'Slide to compare it with your photo.';
      document.title = 'Your dream · Pareidolia';
    } else if (phase === 'over' || phase === 'gone') {
      show(after, null);
      cut($('compare'), 100);
      $('caption').textContent = '';
      document.title = panel.querySelector('h2').textContent + ' · Pareidolia';
    } else if (phase === 'waiting') {
      document.title = panel.querySelector('h2').textContent + ' · Pareidolia';
    }
    if (document.activeElement === body) {
      // whoever pressed a button that is gone now is led to what came of it
      panel.querySelector('h2').focus({ preventScroll: true });
      $('picture').scrollIntoView({ block: 'nearest' });
    }
  }

  $('reveal').addEventListener('click', () => { body.dataset.veil = 'off'; });
  addEventListener('online', () => { if (dream && events) watch(); });
  addEventListener('offline', () => {
    if (dream && events) notice(OFFLINE + 'Your dream goes on without you; this page tries to come back by itself.');
  });

  // ---- coming back

  async function resume() {
    const former = kept.read();
    if (!former?.id) return;
    dream = former;
    let answer;
    try {
      answer = await fetch('/api/dreams/' + former.id);
    } catch {
      notice(OFFLINE + 'Try again in a moment.');
      return;
    }
    if (!answer.ok) {
      if (answer.status === 404) begin();
      return;
    }
    view('waiting');
    const file = await originals.read();
    if (file) {
      photo = { file };
      showOriginal(file);
      cut($('compare'), 100);
    }
    const now = await answer.json();
    if (ENDS.has(now.state)) tell(now);
    else watch();
  }

  read();
  // somebody may have been quicker than this file
  if (!inputs.some(taken)) resume();
})();
