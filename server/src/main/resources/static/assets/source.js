// What comes, as it comes; and copying.
(() => {
    const list = document.querySelector('[data-tail]');
    const pause = document.querySelector('[data-tail-pause]');
    let stream;
    const add = line => {
        const row = document.createElement('li');
        const time = document.createElement('time');
        time.dateTime = line.at;
        time.textContent = line.at.slice(11, 19);
        const what = document.createElement('span');
        what.dir = 'auto';
        what.textContent = line.what;
        const became = document.createElement('span');
        became.className = 'muted small';
        became.textContent = line.became;
        row.title = line.messageId;
        row.append(time, ' ', what, ' ', became);
        document.querySelector('[data-tail-empty]')?.remove();
        list.prepend(row);
        while (list.children.length > 100) list.lastElementChild.remove();
    };
    const watch = () => {
        list.replaceChildren();
        stream = new EventSource(list.dataset.tail);
        stream.onmessage = message => add(JSON.parse(message.data));
        // A new connection begins with the last lines again.
        stream.onerror = () => list.replaceChildren();
    };
    pause.hidden = false;
    pause.addEventListener('click', () => {
        const paused = pause.getAttribute('aria-pressed') === 'true';
        pause.setAttribute('aria-pressed', String(!paused));
        pause.textContent = paused ? 'Pause' : 'Go on';
        if (paused) watch(); else stream.close();
    });
    watch();
    addEventListener('pagehide', () => stream.close());
    document.querySelectorAll('[data-copy-text]').forEach(button => button.addEventListener('click', async () => {
        const text = document.querySelector(button.dataset.copyText).textContent;
        await navigator.clipboard.writeText(text);
        button.lastChild.textContent = 'Copied';
    }));
})();
