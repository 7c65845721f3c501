// The inbox while it is open: what comes in stands there at once, who else is here is said, nothing typed is lost.
// Every page works without this file; it only makes them quicker.
(() => {
    const $ = (selector, root = document) => root.querySelector(selector);
    const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
    const token = () => JSON.parse(document.body.getAttribute('hx-headers'))['X-XSRF-TOKEN'];
    const typing = target => target.closest('input, textarea, select, [contenteditable]');

    // What changed is put in its place; what is chosen and where one stands is kept.
    let turn = 0;
    const put = fresh => {
        turn++;
        const chosen = new Set($$('[name=id]:checked').map(box => box.value));
        const current = $('[data-row].current')?.dataset.talk;
        const focused = document.activeElement?.closest('[data-row]')?.dataset.talk;
        const low = innerHeight + scrollY > document.documentElement.scrollHeight - 80;
        const count = $$('.message').length;
        for (const part of $$('[data-live][id]')) {
            const next = fresh.getElementById(part.id);
            if (!next) continue;
            const present = $('#present', part)?.textContent;
            const toast = $('[data-toast]', part);
            part.replaceChildren(...[...next.childNodes].map(node => document.importNode(node, true)));
            if (present && $('#present', part)) $('#present', part).textContent = present;
            if (toast && !$('[data-toast]', part)) part.append(toast);
        }
        $$('[name=id]').forEach(box => box.checked = chosen.has(box.value));
        const row = current && $(`[data-talk="${current}"]`);
        if (row) { row.classList.add('current'); if (focused === current) $('a', row)?.focus({ preventScroll: true }); }
        if ($$('.message').length > count) {
            if (low) scrollTo(0, document.documentElement.scrollHeight);
            const notice = $('#overtaken');
            if (notice && $('[data-reply]')?.value.trim()) notice.hidden = false;
        }
        // Whoever minds lists and toasts minds the new ones.
        if (current) document.body.dispatchEvent(new Event('htmx:afterSettle'));
    };
    const read = async answer => new DOMParser().parseFromString(await answer.text(), 'text/html');
    let fetching = false, again = false;
    // To look on is one use of what stands there, not a new one with each message that comes.
    const view = document.getElementById('state')?.dataset.view;
    const renew = async () => {
        if (fetching) { again = true; return; }
        fetching = true;
        const mine = turn;
        try {
            const address = new URL(location.href);
            ['undo', 'sent', 'said', 'taken', 'merged', 'parted', 'undone'].forEach(name => address.searchParams.delete(name));
            const answer = await fetch(address, { headers: { Accept: 'text/html', ...(view ? { 'X-Request-Id': view } : {}) } });
            if (!answer.ok) return;
            const fresh = await read(answer);
            // Something newer may stand there by now.
            if (mine === turn) put(fresh); else again = true;
        } finally {
            fetching = false;
            if (again) { again = false; renew(); }
        }
    };

    // Whoever is quick with the keys loses nothing: what is done waits for what was done before.
    let queue = Promise.resolve();
    document.addEventListener('submit', event => {
        const form = event.target.closest('[data-in-place]');
        if (!form) return;
        event.preventDefault();
        const data = new URLSearchParams(new FormData(form, event.submitter));
        const address = event.submitter?.getAttribute('formaction') ?? form.action;
        if (form.closest('[data-toast]')) form.closest('[data-toast]').remove();
        queue = queue.then(async () => {
            const answer = await fetch(address, { method: 'POST', headers: { Accept: 'text/html' }, body: data });
            if (answer.ok) put(await read(answer)); else location.reload();
        });
    });
    let soon;
    const renewSoon = () => { clearTimeout(soon); soon = setTimeout(renew, 60); };

    // A stream as long as the page is looked at: a browser keeps only a few open at once.
    const from = $('[data-live-from]')?.dataset.liveFrom;
    let stream, missed = false;
    const listen = () => {
        if (!from || stream) return;
        stream = new EventSource(from);
        stream.addEventListener('ready', () => { document.body.dataset.liveReady = 'yes'; if (missed) renew(); missed = true; });
        stream.addEventListener('changed', renewSoon);
        stream.addEventListener('present', event => {
            const place = $('#present');
            if (!place) return;
            const others = JSON.parse(event.data);
            const types = others.filter(other => other.types).map(other => other.name);
            const looks = others.filter(other => !other.types).map(other => other.name);
            const said = [];
            if (types.length) said.push(types.join(', ') + (types.length > 1 ? ' type' : ' types') + ' here');
            if (looks.length) said.push(looks.join(', ') + (looks.length > 1 ? ' look' : ' looks') + ' at this too');
            place.textContent = said.join(' · ');
        });
        stream.addEventListener('visitor', event => {
            const place = $('#guest'), guest = JSON.parse(event.data);
            if (!place) return;
            place.classList.toggle('here', guest.isHere);
            if (place.textContent !== guest.said) place.firstChild.textContent = guest.said;
        });
    };
    const rest = () => { stream?.close(); stream = undefined; };
    document.addEventListener('visibilitychange', () => document.hidden ? rest() : listen());
    addEventListener('pagehide', rest);
    listen();

    // What is typed is kept on the server, and comes back when the page is opened again.
    $$('[data-draft]').forEach(form => {
        const field = $('textarea', form);
        let kept = field.value, later, sent = false;
        const keep = typed => {
            if (sent || field.value === kept) return;
            kept = field.value;
            fetch(form.dataset.draft, { method: 'POST', keepalive: kept.length < 30_000, headers: { 'X-XSRF-TOKEN': token() }, body: new URLSearchParams({ kind: form.dataset.kind, text: kept, way: form.elements.way?.value ?? '', typed }) });
        };
        field.addEventListener('input', () => { if (!later) later = setTimeout(() => { later = undefined; keep(true); }, 800); });
        form.addEventListener('submit', () => { sent = true; clearTimeout(later); });
        addEventListener('pagehide', () => keep(false));
    });
    $$('[data-sends]').forEach(form => form.addEventListener('keydown', event => {
        if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') { event.preventDefault(); form.requestSubmit($('.btn-primary', form)); }
    }));

    // A slash brings replies written beforehand, an at-sign names a colleague.
    const offer = (field, list, mark, choices) => {
        if (!field || !list) return;
        let found = [], at = 0, begin = -1;
        const hide = () => { list.hidden = true; found = []; };
        const take = choice => {
            field.setRangeText(choice.text, begin, field.selectionStart, 'end');
            hide();
            field.focus();
            field.dispatchEvent(new Event('input', { bubbles: true }));
        };
        const show = () => {
            const before = field.value.slice(0, field.selectionStart);
            const match = before.match(mark);
            if (!match) return hide();
            begin = before.length - match[1].length;
            const words = match[1].slice(1).toLowerCase();
            found = choices.filter(choice => choice.label.toLowerCase().slice(1).startsWith(words) || (words.length > 1 && choice.text.toLowerCase().includes(words))).slice(0, 8);
            if (!found.length) return hide();
            at = 0;
            list.replaceChildren(...found.map((choice, index) => {
                const item = document.createElement('li');
                item.setAttribute('role', 'option');
                item.setAttribute('aria-selected', index === at);
                const label = document.createElement('strong');
                label.textContent = choice.label;
                const text = document.createElement('span');
                text.className = 'muted small';
                text.textContent = choice.detail;
                item.append(label, ' ', text);
                item.addEventListener('mousedown', event => { event.preventDefault(); take(choice); });
                return item;
            }));
            field.after(list);
            list.hidden = false;
        };
        field.addEventListener('input', show);
        field.addEventListener('blur', hide);
        field.addEventListener('keydown', event => {
            if (list.hidden) return;
            if (event.key === 'Escape') { event.preventDefault(); hide(); }
            else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault();
                at = (at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length;
                $$('li', list).forEach((item, index) => item.setAttribute('aria-selected', index === at));
            } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey) { event.preventDefault(); take(found[at]); }
        });
    };
    offer($('[data-reply]'), $('#canned-list'), /(?:^|\s)(\/[^\s/]*)$/, $$('#canned option').map(one => ({ label: one.value, text: one.dataset.text, detail: one.dataset.text.slice(0, 60) })));
    offer($('[data-note]'), $('#names-list'), /(?:^|\s)(@[^\s@]*)$/, $$('#names-list li').map(one => ({ label: '@' + one.dataset.name, text: '@' + one.dataset.name + ' ', detail: '' })));

    // Keys of an open conversation; those of lists are everybody's.
    document.addEventListener('keydown', event => {
        if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || $('dialog[open]')) return;
        const key = event.key.toLowerCase();
        if (key === 'r' || key === 'n') {
            const part = $(`[data-part="${key === 'r' ? 'reply' : 'note'}"]`);
            if (!part) return;
            event.preventDefault();
            part.open = true;
            $('textarea', part)?.focus();
        } else if (key === 'j' || key === 'k') {
            if ($('[data-row]') || !$('.message')) return;
            const all = $$('.message'), now = all.findIndex(one => one.classList.contains('current'));
            const next = all[Math.max(0, Math.min(all.length - 1, now < 0 ? all.length - 1 : now + (key === 'j' ? 1 : -1)))];
            all.forEach(one => one.classList.toggle('current', one === next));
            next.scrollIntoView({ block: 'nearest' });
        } else if (!$('[data-row].current')) {
            const button = key === '3' ? $('[data-key-3]') : $(`[data-key="${CSS.escape(key)}"]:not(.side *)`);
            if (button) { event.preventDefault(); button.click(); if (key === 'h') $('.talk-menu button')?.focus(); }
        }
    });
    const end = $('#end');
    // A short talk is seen whole; of a long one the last word.
    if (end && !location.hash && !$('.problem') && end.getBoundingClientRect().top > innerHeight - 120) end.scrollIntoView({ block: 'center' });
})();
