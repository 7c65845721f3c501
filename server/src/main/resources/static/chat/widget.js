// The chat on your pages. No cookies, nobody else's code, and nothing that came is ever read as HTML.
(() => {
    'use strict';
    const script = document.currentScript;
    const key = script?.dataset.chat;
    if (!key || window.ValentineChat) return;
    const base = new URL(encodeURIComponent(key), script.src).href;
    const preview = script.dataset.preview && document.querySelector(script.dataset.preview);
    const MOST = 4000;
    const LARGEST = 10 * 1024 * 1024;

    // What must outlive the page: kept in the site's own storage, per user of the site.
    let user = script.dataset.user || '';
    let signature = script.dataset.signature || '';
    let memory = {};
    const place = () => 'valentine-chat ' + key + ' ' + user;
    const state = () => {
        try {
            return JSON.parse(localStorage.getItem(place())) || memory;
        } catch {
            return memory;
        }
    };
    const keep = change => {
        const kept = state();
        change(kept);
        memory = kept;
        try {
            localStorage.setItem(place(), JSON.stringify(kept));
        } catch {
            // No storage here: what is said lasts as long as the page.
        }
    };
    const waiting = () => state().queue || [];

    // ---- What is seen -------------------------------------------------------------------------------------------
    const el = (tag, attributes = {}, ...children) => {
        const made = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) {
            if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
            else if (value !== false) made.setAttribute(name, value === true ? '' : value);
        }
        made.append(...children);
        return made;
    };
    const icon = path => {
        const space = 'http://www.w3.org/2000/svg';
        const svg = document.createElementNS(space, 'svg');
        svg.setAttribute('viewBox', '0 0 24 24');
        svg.setAttribute('aria-hidden', 'true');
        svg.append(document.createElementNS(space, 'path'));
        svg.firstChild.setAttribute('d', path);
        return svg;
    };
    const CHAT = 'M4 20l1.3-3.9C2.6 12.2 4 7.3 8.2 5.2c4.2-2 9.4-.7 11.7 3s1.1 8.5-2.7 10.9c-2.7 1.7-6.1 1.9-9 .6L4 20';
    const SEND = 'M10 14L21 3M21 3l-6.5 18a.55.55 0 0 1-1 0L10 14l-7-3.500a.55.55 0 0 1 0-1L21 3';
    const CLIP = 'M15 7l-6.5 6.5a1.5 1.5 0 0 0 3 3L18 10a3 3 0 0 0-6-6l-6.5 6.5a4.500 4.500 0 0 0 9 9L21 13';
    const CLOSE = 'M18 6L6 18M6 6l12 12';
    const STYLE = `
:host{all:initial!important;--a:#c2255c;--d:#f06595;position:fixed!important;inset:auto 20px 20px auto!important;z-index:2147483000!important;display:block!important;visibility:visible!important;opacity:1!important;transform:none!important;filter:none!important;clip:auto!important;pointer-events:auto!important;color-scheme:light dark!important}
:host([data-preview]){position:static!important}
:host{--accent:var(--a);--on:#fff;--paper:#fff;--ink:#1f2328;--ink2:#59606b;--line:#e7e5e6;--soft:#f3f2f3;--warn:#b3420a;--edge:#858b94}
@media(prefers-color-scheme:dark){:host(:not([data-theme=light])){--accent:var(--d);--on:#16181c;--paper:#1e2126;--ink:#e8e6e7;--ink2:#a4abb6;--line:#32363d;--soft:#2b2f36;--warn:#ff9d66;--edge:#7d848e}}
:host([data-theme=dark]){--accent:var(--d);--on:#16181c;--paper:#1e2126;--ink:#e8e6e7;--ink2:#a4abb6;--line:#32363d;--soft:#2b2f36;--warn:#ff9d66;--edge:#7d848e}
*{box-sizing:border-box;font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;letter-spacing:normal;margin:0}
[hidden]{display:none!important}
button{cursor:pointer;border:0;background:none;color:inherit;padding:0}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round;display:block}
.open{width:60px;height:60px;border-radius:50%;background:var(--accent);color:var(--on);display:grid;place-items:center;box-shadow:0 4px 16px rgb(0 0 0/.22);position:relative;margin-left:auto}
.open svg{width:28px;height:28px}
.open:focus-visible{outline-color:var(--ink);outline-offset:3px}
.open b{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:var(--ink);color:var(--paper);font-size:13px;font-weight:650;line-height:22px}
.box{display:flex;flex-direction:column;width:380px;height:min(600px,calc(100vh - 120px));margin-bottom:14px;background:var(--paper);color:var(--ink);border:1px solid var(--line);border-radius:16px;overflow:hidden;box-shadow:0 12px 40px rgb(0 0 0/.22)}
header{display:flex;align-items:center;gap:12px;padding:14px 12px 14px 18px;background:var(--accent);color:var(--on)}
header div{flex:1;min-width:0}
h2{font-size:17px;font-weight:650;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
header p{font-size:14px}
header button{width:44px;height:44px;display:grid;place-items:center;border-radius:10px}
header button:focus-visible{outline-color:var(--on);outline-offset:-4px}
.log{flex:1;min-height:0;overflow:auto;padding:18px 16px 8px;display:flex;flex-direction:column;gap:4px;overscroll-behavior:contain}
.log:focus-visible{outline-offset:-4px}
.line{max-width:82%;align-self:flex-start;margin-top:8px}
.line p{background:var(--soft);border-radius:16px 16px 16px 4px;padding:9px 14px;white-space:pre-wrap;overflow-wrap:anywhere}
.line a{color:inherit;text-decoration:underline}
.line small{display:block;color:var(--ink2);font-size:12.5px;padding:3px 4px 0}
.line.you{align-self:flex-end}
.line.you p{background:var(--accent);color:var(--on);border-radius:16px 16px 4px 16px}
.line.you small{text-align:right}
.line.day{align-self:center;color:var(--ink2);font-size:12.5px}
.line.failed small{color:var(--warn)}
.dots{padding:0 20px 6px;color:var(--ink2);font-size:13.5px;min-height:26px}
.word{background:var(--soft);color:var(--ink);padding:8px 18px;font-size:14px}
.word.bad{color:var(--warn)}
form{border-top:1px solid var(--line);padding:10px 12px 12px}
fieldset{border:0;padding:2px 2px 14px;display:grid;gap:8px}
legend{padding:0 0 8px;font-size:14px;color:var(--ink2)}
label{font-size:13.5px;font-weight:600;display:grid;gap:3px}
input,textarea{width:100%;color:var(--ink);background:var(--paper);border:1px solid var(--edge);border-radius:10px;padding:10px 12px;font-size:16px}
::placeholder{color:var(--ink2);opacity:1}
input{min-height:44px}
textarea{resize:none;max-height:140px;min-height:46px;display:block}
.row{display:flex;gap:8px;align-items:flex-end}
.row label{flex:1}
.send{flex:none;width:46px;height:46px;border-radius:12px;background:var(--accent);color:var(--on);display:grid;place-items:center}
.clip{flex:none;width:44px;height:46px;border-radius:12px;color:var(--ink2);display:grid;place-items:center}
.file{display:flex;gap:6px;align-items:center;min-height:32px;text-align:left;text-decoration:underline;overflow-wrap:anywhere}
.file svg{flex:none;width:18px;height:18px}
.more{color:var(--ink2);font-size:13.5px;text-decoration:underline;min-height:32px;padding:0 2px;margin-top:6px}
.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
:host([data-preview]) .box{height:460px;width:100%;max-width:380px;box-shadow:none;margin:0}
@media(max-width:480px){
:host(:not([data-preview])){inset:auto 16px 16px auto!important}
:host([data-open]:not([data-preview])){inset:0!important}
:host(:not([data-preview])) .box{width:100%;height:100%;height:100dvh;border:0;border-radius:0;margin:0}
:host([data-open]:not([data-preview])) .open{display:none}}
@media(prefers-reduced-motion:no-preference){.box{animation:up .15s ease-out}@keyframes up{from{opacity:0;transform:translateY(8px)}}}
@media(forced-colors:active){.open,.send,.line p{border:1px solid}}
@media print{:host{display:none!important}}`;

    const host = el('valentine-chat');
    const root = host.attachShadow({ mode: 'open' });
    try {
        // A sheet made so needs no leave of the page's content security policy.
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(STYLE);
        root.adoptedStyleSheets = [sheet];
    } catch {
        root.append(el('style', {}, STYLE));
    }
    const badge = el('b', { hidden: true, 'aria-hidden': 'true' });
    const launcher = el('button', { class: 'open', type: 'button', 'aria-expanded': 'false', onclick: () => show(!isOpen()) }, icon(CHAT), badge);
    const title = el('h2', { id: 'title' });
    const presence = el('p');
    const log = el('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': 'Messages', tabindex: '0' });
    const dots = el('div', { class: 'dots', role: 'status' });
    const word = el('p', { class: 'word', role: 'status', hidden: true });
    const name = el('input', { name: 'name', autocomplete: 'name', maxlength: '80' });
    const mail = el('input', { name: 'email', type: 'email', autocomplete: 'email', maxlength: '254' });
    const why = el('legend');
    const contact = el('fieldset', { hidden: true }, why, el('label', {}, 'Your name (if you like)', name), el('label', {}, 'Your e-mail', mail));
    const text = el('textarea', { rows: '1', maxlength: MOST, 'aria-label': 'Your message', placeholder: 'Write a message' });
    const pick = el('input', { type: 'file', hidden: true, multiple: true, accept: 'image/*,video/mp4,.mov,.heic,.pdf,.txt,.csv,.docx,.xlsx,.odt,.ods', onchange: () => { [...pick.files].slice(0, 5).forEach(give); pick.value = ''; } });
    const clip = el('button', { class: 'clip', type: 'button', 'aria-label': 'Add a file', onclick: () => preview || pick.click() }, icon(CLIP));
    const more = el('button', { class: 'more', type: 'button', hidden: true, onclick: () => ask('Where may we write to you when you are gone?', true) }, 'Have the answer sent by e-mail');
    const form = el('form', { novalidate: true }, contact, el('div', { class: 'row' }, pick, clip, el('label', {}, text), el('button', { class: 'send', 'aria-label': 'Send' }, icon(SEND))), more);
    const box = el('section', { class: 'box', role: 'dialog', 'aria-labelledby': 'title', hidden: true },
        el('header', {}, el('div', {}, title, presence), preview ? '' : el('button', { type: 'button', 'aria-label': 'Close the chat', onclick: () => show(false) }, icon(CLOSE))),
        word, log, dots, form);
    root.append(box, preview ? '' : launcher);

    let look = { here: true };
    const isOpen = () => !box.hidden;
    const dress = fresh => {
        look = { ...look, ...fresh };
        title.textContent = look.name || 'Chat';
        if (/^#[0-9a-f]{6}$/.test(look.accent)) host.style.setProperty('--a', look.accent);
        if (/^#[0-9a-f]{6}$/.test(look.dark)) host.style.setProperty('--d', look.dark);
        const back = !look.here && look.back && new Date(look.back);
        presence.textContent = look.here ? 'We are here' : back
            ? 'Back ' + back.toLocaleString([], { weekday: 'long', hour: '2-digit', minute: '2-digit' }) : 'We answer by e-mail';
        hello.firstChild.textContent = look.here ? look.greeting || '' : look.away || look.greeting || '';
        hello.hidden = !hello.firstChild.textContent;
        offer();
    };
    // Asks for an address where nobody may be here when the answer comes.
    const offer = () => {
        const known = (state().contact || {}).email;
        more.hidden = !!known || !contact.hidden;
        if (known) contact.hidden = true;
        else if (!look.here) ask('Leave your e-mail, and we answer there.');
        else if (lost && waiting().length) ask('If you must go: where may we answer you?');
    };
    const ask = (reason, now) => {
        why.textContent = reason;
        contact.hidden = false;
        more.hidden = true;
        if (now) name.focus();
    };

    const hello = el('div', { class: 'line', hidden: true }, el('p', { dir: 'auto' }));
    const shown = new Map();
    let last = 0;
    let lastDay = '';
    const time = at => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    const said = (line, ours) => {
        const body = el('p', { dir: 'auto' });
        if (!ours) body.textContent = line.text;
        else for (const part of String(line.text).split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)) {
            body.append(/^https?:\/\//.test(part) ? el('a', { href: part, target: '_blank', rel: 'noopener noreferrer' }, part) : part);
        }
        return el('div', { class: 'line ' + (ours ? 'us' : 'you') }, el('span', { class: 'hide' }, ours ? 'Answer: ' : 'You: '), body, el('small'));
    };
    const note = (line, words) => {
        line.lastChild.textContent = words;
    };
    const fail = (line, words) => {
        line.classList.add('failed');
        note(line, words);
    };
    // Files are fetched with the token and kept, never shown: under this page's address they would be its own.
    const save = async file => {
        const answer = await fetch(base + '/files/' + file.id, { credentials: 'omit', headers: { Authorization: 'Bearer ' + state().token } }).catch(() => ({}));
        if (!answer.ok) return tell('This file cannot be had just now.', true);
        const url = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: 'application/octet-stream' }));
        const link = el('a', { href: url, download: file.name });
        root.append(link);
        link.click();
        link.remove();
        setTimeout(() => URL.revokeObjectURL(url), 60000);
    };
    const size = bytes => (bytes < 1e6 ? Math.max(1, Math.round(bytes / 1024)) + ' KB' : (bytes / 1048576).toFixed(1) + ' MB');
    const files = (item, line) => {
        const body = item.children[1];
        for (const file of line.files || []) {
            if (item.querySelector('[data-file="' + +file.id + '"]')) continue;
            if (body.textContent === file.name) body.textContent = '';
            body.append(el('button', { class: 'file', type: 'button', 'data-file': +file.id, 'aria-label': 'Save the file ' + file.name, onclick: () => save(file) }, icon(CLIP), file.name + ' · ' + size(file.size)));
        }
    };
    const lay = (item, at) => {
        const day = new Date(at).toDateString();
        const today = day === new Date().toDateString();
        if (day !== lastDay && (lastDay || !today)) {
            log.append(el('div', { class: 'line day' }, today ? 'Today' : new Date(at).toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' })));
        }
        lastDay = day;
        log.append(item);
        log.scrollTop = log.scrollHeight;
    };
    // What waits to be sent stands below what was taken.
    const paint = () => {
        for (const message of waiting()) {
            if (shown.has(message.id)) continue;
            const item = said(message, false);
            shown.set(message.id, item);
            lay(item, message.at);
            note(item, lost ? 'Waiting for the connection' : 'Sending');
        }
        if (lost) waiting().forEach(message => note(shown.get(message.id), 'Waiting for the connection'));
    };
    const take = line => {
        last = Math.max(last, line.id);
        const ours = line.who === 'us';
        let item = shown.get(line.client || line.id);
        if (!item) {
            item = said(line, ours);
            shown.set(line.client || line.id, item);
            lay(item, line.at);
        }
        item.dataset.id = line.id;
        files(item, line);
        note(item, ours ? (line.by ? line.by + ' · ' : '') + time(line.at) : time(line.at) + (line.seen ? ' · Seen' : ''));
        if (!ours) keep(s => (s.queue = (s.queue || []).filter(m => m.id !== line.client)));
        else dots.textContent = '';
    };
    const seen = upTo => {
        for (const item of log.querySelectorAll('.you[data-id]')) {
            if (+item.dataset.id <= upTo && !item.lastChild.textContent.endsWith('Seen')) item.lastChild.append(' · Seen');
        }
    };
    const tell = (words, bad) => {
        word.textContent = words;
        word.hidden = !words;
        word.classList.toggle('bad', !!bad);
    };
    const count = () => {
        const read = state().read || 0;
        const fresh = [...log.querySelectorAll('.us[data-id]')].filter(item => +item.dataset.id > read).length;
        badge.hidden = isOpen() || !fresh;
        badge.textContent = fresh > 9 ? '9+' : fresh;
        launcher.setAttribute('aria-label', isOpen() ? 'Close the chat' : fresh ? 'Open the chat, ' + fresh + ' unread' : 'Open the chat');
    };
    const show = open => {
        if (preview) return;
        box.hidden = !open;
        host.toggleAttribute('data-open', open);
        launcher.setAttribute('aria-expanded', String(open));
        keep(s => (s.open = open));
        if (open) {
            log.scrollTop = log.scrollHeight;
            text.focus();
            begin();
            // Whom the site knows finds here what was said elsewhere.
            if (user && !state().token) ALONE(place(), pass).then(listen, () => {});
        } else launcher.focus();
        mark();
        count();
    };

    // ---- What goes out -------------------------------------------------------------------------------------------
    const post = (path, body, token) => fetch(base + path, {
        method: 'POST',
        credentials: 'omit',
        headers: { 'Content-Type': 'application/json', ...(token && { Authorization: 'Bearer ' + token }) },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout ? AbortSignal.timeout(15000) : undefined,
    });
    const refused = status => Object.assign(new Error(status), { status });
    const pass = async () => {
        const kept = state().token;
        if (kept) return kept;
        const answer = await post('/visitors', user ? { user, signature } : {});
        if (!answer.ok) throw refused(answer.status === 401 ? 403 : answer.status);
        const { token } = await answer.json();
        // Another tab may have been faster: one talk is enough.
        keep(s => (s.token = s.token || token));
        return state().token;
    };
    let lost = false;
    let busy = false;
    let once = false;
    let again;
    let wait = 1000;
    const later = () => {
        clearTimeout(again);
        again = setTimeout(pump, wait * (0.7 + Math.random() * 0.6));
        wait = Math.min(wait * 2, 30000);
    };
    const ALONE = (name, work) => (navigator.locks ? navigator.locks.request(name, work) : work());
    const pump = async () => {
        if (preview) return;
        if (busy) {
            once = true;
            return;
        }
        busy = true;
        try {
            await ALONE(place(), async () => {
                for (;;) {
                    const { contact: left, queue = [] } = state();
                    const unsent = left && !left.sent;
                    if (!unsent && !queue.length) break;
                    const token = await pass();
                    const message = queue[0];
                    const answer = unsent
                        ? await post('/contact', { email: left.email, name: left.name }, token)
                        : await post('/messages', { id: message.id, text: message.text }, token);
                    if (answer.status === 401) {
                        // Our talk is over there: begin another one, with what was not taken.
                        keep(s => {
                            delete s.token;
                            if (s.contact) s.contact.sent = false;
                        });
                        if (wait > 1000) throw refused(401);
                        wait = 2000;
                        continue;
                    }
                    if (answer.status === 429) wait = Math.max(wait, 1000 * (answer.headers.get('Retry-After') || 5));
                    if (answer.status === 429 || answer.status >= 500) throw refused(answer.status);
                    if (unsent) keep(s => (s.contact = answer.ok ? { ...s.contact, sent: true } : undefined));
                    else {
                        const item = shown.get(message.id);
                        keep(s => (s.queue = s.queue.filter(m => m.id !== message.id)));
                        if (!answer.ok && item) fail(item, answer.status === 413 ? 'Too long to be sent' : 'This could not be sent');
                        else if (item) {
                            item.dataset.id = (await answer.json()).line;
                            note(item, time(message.at));
                        }
                    }
                    wait = 1000;
                    found();
                }
            });
            if (state().token) listen();
        } catch (error) {
            if (error.status === 403 || error.status === 404) tell('This chat is not set up for this page.', true);
            else {
                if (error.status !== 429) lose();
                later();
            }
        } finally {
            busy = false;
            if (once) {
                once = false;
                pump();
            }
        }
    };
    const give = async file => {
        const id = fresh();
        const item = said({ text: file.name }, false);
        shown.set(id, item);
        lay(item, Date.now());
        if (file.size > LARGEST) return fail(item, 'Too large: 10 MB at most');
        note(item, 'Sending');
        try {
            const token = await ALONE(place(), pass);
            const answer = await fetch(base + '/files?' + new URLSearchParams({ id, name: file.name }), {
                method: 'POST', credentials: 'omit', body: file,
                headers: { 'Content-Type': 'application/octet-stream', Authorization: 'Bearer ' + token },
            });
            if (!answer.ok) return fail(item, answer.status === 415 ? 'We cannot take this kind of file' : 'This could not be sent');
            item.dataset.id = (await answer.json()).line;
            note(item, time(Date.now()));
            listen();
        } catch {
            fail(item, 'No connection: this file was not sent');
        }
    };
    const lose = () => {
        lost = true;
        tell('No connection. What you write is kept and sent as soon as there is one again.', true);
        paint();
        offer();
    };
    const found = () => {
        if (!lost) return;
        lost = false;
        tell('');
        offer();
    };
    const marks = {};
    let marking;
    const mark = more => {
        Object.assign(marks, more);
        const { token, read = 0 } = state();
        if (!token || preview) return;
        if (isOpen() && !document.hidden && last > read) {
            keep(s => (s.read = last));
            marks.read = last;
        }
        if (marking || !Object.keys(marks).length) return;
        marking = setTimeout(() => {
            marking = 0;
            const body = { ...marks };
            for (const one in marks) delete marks[one];
            post('/marks', body, token).catch(() => {
                // Told anew with the next one; a word on its way is not worth it.
                delete body.writing;
                for (const one in body) marks[one] = Math.max(body[one], marks[one] || 0);
            });
        }, 60);
    };

    // ---- What comes in -------------------------------------------------------------------------------------------
    let stream;
    let listening;
    let pause = 1000;
    const listen = async () => {
        const token = state().token;
        if (stream || !token || preview || (document.hidden && !isOpen())) return;
        const own = (stream = new AbortController());
        clearTimeout(listening);
        let heard = setTimeout(() => own.abort(), 45000);
        try {
            const answer = await fetch(base + '/stream', {
                credentials: 'omit',
                cache: 'no-store',
                signal: own.signal,
                headers: { Authorization: 'Bearer ' + token, Accept: 'text/event-stream', ...(last && { 'Last-Event-ID': String(last) }) },
            });
            if (answer.status === 401) keep(s => s.token === token && delete s.token);
            if (!answer.ok) throw refused(answer.status);
            pause = 1000;
            found();
            pump();
            const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
            for (let rest = ''; ;) {
                const { value, done } = await reader.read();
                if (done) break;
                clearTimeout(heard);
                heard = setTimeout(() => own.abort(), 45000);
                const events = (rest + value).split('\n\n');
                rest = events.pop();
                for (const event of events) {
                    const data = event.split('\n').find(line => line.startsWith('data: '));
                    if (data) hear(JSON.parse(data.slice(6)));
                }
            }
        } catch (error) {
            if (stream === own && !error.status) lose();
        } finally {
            clearTimeout(heard);
            if (stream === own) {
                stream = undefined;
                listening = setTimeout(listen, pause * (0.7 + Math.random() * 0.6));
                pause = Math.min(pause * 2, 30000);
            }
        }
    };
    let stopped;
    const hear = event => {
        if (event.lines) {
            event.lines.forEach(take);
            if (event.lines.some(line => line.who === 'us')) mark({ delivered: last });
            count();
        }
        if (event.writing) {
            dots.textContent = (event.by || look.name || 'Somebody') + ' is writing …';
            clearTimeout(stopped);
            stopped = setTimeout(() => (dots.textContent = ''), 6000);
        }
        if (event.seen) seen(event.seen);
        if ('here' in event) dress({ here: event.here });
    };
    const leave = () => {
        const old = stream;
        stream = undefined;
        clearTimeout(listening);
        old?.abort();
    };

    // ---- Together ------------------------------------------------------------------------------------------------
    let begun;
    const begin = async () => {
        if (begun) return;
        begun = true;
        try {
            const answer = await fetch(base + '/look', { credentials: 'omit' });
            if (!answer.ok) throw refused(answer.status);
            dress(await answer.json());
            found();
        } catch (error) {
            begun = false;
            if (error.status === 403 || error.status === 404) host.remove();
            else {
                lose();
                setTimeout(begin, 5000);
            }
        }
    };
    const start = () => {
        shown.clear();
        last = 0;
        lastDay = '';
        log.replaceChildren(hello);
        const { draft, open } = state();
        text.value = draft || '';
        paint();
        if (open) show(true);
        count();
        pump();
        listen();
    };
    const grow = () => {
        text.style.height = 'auto';
        text.style.height = Math.min(text.scrollHeight + 2, 140) + 'px';
    };
    const fresh = () => (crypto.randomUUID ? crypto.randomUUID() : Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, '0')).join(''));
    let wrote = 0;
    text.addEventListener('input', () => {
        grow();
        keep(s => (s.draft = text.value));
        if (Date.now() - wrote > 3000 && text.value) {
            wrote = Date.now();
            mark({ writing: 1 });
        }
    });
    text.addEventListener('keydown', event => {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            form.requestSubmit();
        }
    });
    form.addEventListener('submit', event => {
        event.preventDefault();
        if (preview) return;
        const address = mail.value.trim();
        const asked = !contact.hidden;
        if (asked && (address || !look.here)) {
            if (!/^\S+@\S+\.\S+$/.test(address)) {
                tell('Please leave an e-mail address such as anna@example.com, so that we can answer.', true);
                mail.setAttribute('aria-invalid', 'true');
                mail.focus();
                return;
            }
            mail.removeAttribute('aria-invalid');
            tell(lost ? word.textContent : 'Thank you. We answer to ' + address + '.');
            keep(s => (s.contact = { email: address, name: name.value.trim(), sent: false }));
            offer();
        }
        const message = text.value.trim().slice(0, MOST);
        if (message) {
            const id = fresh();
            keep(s => {
                s.queue = [...(s.queue || []), { id, text: message, at: Date.now() }];
                delete s.draft;
            });
            text.value = '';
            grow();
            wrote = 0;
            paint();
        }
        offer();
        text.focus();
        pump();
    });
    box.addEventListener('keydown', event => {
        if (event.key === 'Escape') show(false);
        if (event.key !== 'Tab' || preview) return;
        const stops = [...box.querySelectorAll('button,input,textarea,[tabindex]')].filter(stop => stop.getClientRects().length);
        const edge = event.shiftKey ? stops[0] : stops.at(-1);
        if (root.activeElement === edge) {
            event.preventDefault();
            (event.shiftKey ? stops.at(-1) : stops[0]).focus();
        }
    });
    // The page's own keys are not meant while somebody writes to us.
    for (const type of ['keydown', 'keyup', 'keypress']) host.addEventListener(type, event => event.stopPropagation());
    if (script.dataset.theme) host.dataset.theme = script.dataset.theme;

    if (preview) {
        host.dataset.preview = '';
        preview.append(host);
        box.hidden = false;
        box.setAttribute('role', 'group');
        log.append(hello);
        const sample = () => log.replaceChildren(hello, ...[['you', 'Hello! Do the blue cups come back?'], ['us', 'They do, on Thursday. Shall I keep two for you?']]
            .map(([who, words]) => said({ text: words }, who === 'us')));
        document.addEventListener('valentine-chat-look', event => dress(event.detail));
        sample();
        dress(JSON.parse(preview.dataset.look || '{}'));
        return;
    }
    window.ValentineChat = {
        open: () => show(true),
        close: () => show(false),
        // Who the site's user is, once it knows: see the page on identity.
        user: (id, proof) => {
            leave();
            user = id || '';
            signature = proof || '';
            start();
        },
    };
    const mount = () => {
        document.body.append(host);
        start();
        begin();
    };
    document.body ? mount() : addEventListener('DOMContentLoaded', mount);
    addEventListener('online', () => {
        wait = pause = 1000;
        pump();
        leave();
        listen();
        begin();
    });
    addEventListener('offline', () => {
        leave();
        lose();
    });
    addEventListener('pagehide', leave);
    addEventListener('pageshow', event => event.persisted && listen());
    addEventListener('storage', event => event.key === place() && (paint(), listen()));
    let hidden;
    document.addEventListener('visibilitychange', () => {
        clearTimeout(hidden);
        if (document.hidden) hidden = setTimeout(leave, 60000);
        else {
            listen();
            mark();
        }
    });
})();
