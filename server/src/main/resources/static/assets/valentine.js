// Keys, palette, theme switch and charts. Every page works without this file; it only makes them quicker.
(() => {
    const $ = (selector, root = document) => root.querySelector(selector);
    const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
    const typing = target => target.closest('input, textarea, select, [contenteditable]');

    // Theme
    $$('[data-theme-switch]').forEach(button => button.addEventListener('click', () =>
        window.valentineTheme(document.documentElement.dataset.bsTheme === 'dark' ? 'light' : 'dark')));

    // Forms that a link in the console opens go on by themselves.
    $$('form[data-submit]').forEach(form => form.requestSubmit());
    $$('select[data-submits], input[data-submits]').forEach(field => field.addEventListener('change', () => field.form.requestSubmit()));

    // What is there to be copied is marked whole.
    $$('input[data-select]').forEach(field => field.addEventListener('focus', () => field.select()));

    // Dialogs
    const palette = $('#palette'), input = $('#palette-input'), list = $('#palette-list');
    const open = name => {
        const dialog = document.getElementById(name);
        if (!dialog || dialog.open) return;
        dialog.showModal();
        if (name === 'palette') { input.value = ''; show([]); input.focus(); }
    };
    $$('[data-open]').forEach(button => button.addEventListener('click', () => open(button.dataset.open)));
    $$('dialog').forEach(dialog => dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); }));

    // Palette: pages at once, customers as they are found.
    const pages = $$('.side nav a').map(link => ({ label: link.textContent.trim(), url: link.getAttribute('href'), what: 'Page' }));
    let found = [], current = 0, asked = 0;
    const show = customers => {
        const words = input.value.trim().toLowerCase();
        found = [...pages.filter(page => page.label.toLowerCase().includes(words)), ...customers];
        current = customers.length && words ? found.length - customers.length : 0;
        list.replaceChildren(...found.map((entry, index) => {
            const item = document.createElement('li');
            item.setAttribute('role', 'option');
            item.id = 'palette-' + index;
            const label = document.createElement('span');
            label.textContent = entry.label;
            const what = document.createElement('span');
            what.className = 'muted small';
            what.textContent = entry.what;
            item.append(label, what);
            item.addEventListener('click', () => location.assign(entry.url));
            return item;
        }));
        mark();
    };
    const mark = () => $$('li', list).forEach((item, index) => {
        item.setAttribute('aria-selected', index === current);
        if (index === current) { item.scrollIntoView({ block: 'nearest' }); input.setAttribute('aria-activedescendant', item.id); }
    });
    input?.addEventListener('input', async () => {
        const mine = ++asked, words = input.value.trim();
        show([]);
        if (!words) return;
        const answer = await fetch('/customers/found?q=' + encodeURIComponent(words), { headers: { Accept: 'application/json' } });
        if (answer.ok && mine === asked) show((await answer.json()).map(hit => ({ label: hit.name, url: '/customers/' + hit.id, what: hit.detail })));
    });
    input?.addEventListener('keydown', event => {
        if (event.key === 'ArrowDown') { current = Math.min(current + 1, found.length - 1); mark(); event.preventDefault(); }
        if (event.key === 'ArrowUp') { current = Math.max(current - 1, 0); mark(); event.preventDefault(); }
        if (event.key === 'Enter' && found[current]) { location.assign(found[current].url); event.preventDefault(); }
    });

    // Keys
    let going = false;
    const rows = () => $$('[data-row]');
    // Where we stand in a list is kept when the list is drawn anew.
    let place = -1;
    const step = by => {
        const all = rows();
        if (!all.length) return;
        place = Math.max(0, Math.min(all.length - 1, place < 0 ? 0 : place + by));
        const next = all[place];
        all.forEach(row => row.classList.toggle('current', row === next));
        next.scrollIntoView({ block: 'nearest' });
        $('a', next)?.focus({ preventScroll: true });
    };
    const act = key => $(`.current [data-act="${key}"]`)?.click() ?? undefined;
    document.addEventListener('keydown', event => {
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { event.preventDefault(); open('palette'); return; }
        if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || $('dialog[open]')) return;
        const key = event.key;
        if (going) {
            going = false;
            const link = $(`.side nav a[data-key="${CSS.escape(key.toUpperCase())}"]`);
            if (link) { event.preventDefault(); location.assign(link.href); }
            return;
        }
        if (key === 'g') { going = true; setTimeout(() => going = false, 1500); }
        else if (key === '?') open('keys');
        else if (key === '/') { const search = $('[data-search]'); if (search) { event.preventDefault(); search.focus(); search.select?.(); } }
        else if (key === 'j') step(1);
        else if (key === 'k') step(-1);
        else if (key === 'p') { const promise = $('[data-promise]'); if (promise) { event.preventDefault(); promise.focus(); } }
        else if (key === 'l') $('[data-log]')?.click();
        else if (key === 'z') $('[data-undo]')?.click();
        else if (['e', 'h', '1', '2', '3'].includes(key)) act(key);
    });

    // Ten seconds to undo, then the offer goes.
    const fade = () => $$('[data-toast]').forEach(toast => {
        if (toast.dataset.fading) return;
        toast.dataset.fading = 'yes';
        setTimeout(() => toast.remove(), 10_000);
    });
    fade();

    // Charts: one script block of options, drawn with the tokens of the theme; the table below says the same.
    const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const draw = element => {
        if (!window.echarts) return;
        const given = JSON.parse(document.getElementById(element.dataset.chart).textContent);
        const chart = window.echarts.getInstanceByDom(element) ?? window.echarts.init(element, null, { renderer: 'svg' });
        const ink = token('--ink-2'), line = token('--line');
        if (given.curves) return chart.setOption(curves(given, ink, line), true);
        chart.setOption({
            animation: false,
            textStyle: { fontFamily: 'inherit', color: ink },
            grid: { left: 8, right: 8, top: 36, bottom: 8, containLabel: true },
            tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, backgroundColor: token('--paper'), borderColor: line, textStyle: { color: token('--ink') } },
            legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 12, textStyle: { color: ink } },
            xAxis: { type: 'category', data: given.categories, axisLine: { lineStyle: { color: line } }, axisTick: { show: false }, axisLabel: { color: ink } },
            yAxis: { type: 'value', splitLine: { lineStyle: { color: line } }, axisLabel: { color: ink, formatter: value => Math.abs(value).toLocaleString() } },
            series: given.series.map(series => ({
                name: series.name, type: 'bar', stack: 'all', barMaxWidth: 28, data: series.values,
                itemStyle: { color: token(series.tone), borderRadius: 2 },
            })),
            aria: { enabled: false },
        }, true);
        chart.off('click');
        chart.on('click', point => {
            const url = given.series[point.seriesIndex].links?.[point.dataIndex];
            if (url) location.assign(url);
        });
    };
    // Curves over per cents, with whiskers where there are intervals.
    const curves = (given, ink, line) => ({
        animation: false,
        textStyle: { fontFamily: 'inherit', color: ink },
        grid: { left: 24, right: 16, top: 36, bottom: 24, containLabel: true },
        legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 12, itemGap: 32, textStyle: { color: ink }, data: given.curves.map(curve => curve.name) },
        xAxis: { type: 'value', min: 0, max: 100, name: given.across, nameLocation: 'middle', nameGap: 26, splitLine: { show: false }, axisLine: { lineStyle: { color: line } }, axisLabel: { color: ink } },
        yAxis: { type: 'value', min: 0, max: 100, name: given.up, nameLocation: 'middle', nameGap: 36, splitLine: { lineStyle: { color: line } }, axisLabel: { color: ink } },
        series: given.curves.flatMap(curve => [
            {
                name: curve.name, type: 'line', data: curve.points, showSymbol: !curve.dotted && curve.points.length < 15, symbolSize: 7,
                lineStyle: { color: token(curve.tone), width: curve.dotted ? 1 : 2, type: curve.dotted ? 'dashed' : 'solid' }, itemStyle: { color: token(curve.tone) },
            },
            ...curve.whiskers.map(([across, low, high]) => ({
                type: 'line', silent: true, showSymbol: false, data: [[across, low], [across, high]], lineStyle: { color: token(curve.tone), width: 1.5 },
            })),
        ]),
        aria: { enabled: false },
    });
    const drawAll = () => $$('[data-chart]').forEach(draw);
    // The library may come after us.
    if (window.echarts) drawAll(); else addEventListener('load', drawAll);
    document.addEventListener('theme', drawAll);
    addEventListener('resize', () => $$('[data-chart]').forEach(element => window.echarts?.getInstanceByDom(element)?.resize()));
    $$('[data-copy]').forEach(button => button.addEventListener('click', async () => {
        const table = document.getElementById(button.dataset.copy);
        const csv = [...table.rows].map(row => [...row.cells].map(cell => '"' + cell.innerText.replaceAll('"', '""') + '"').join(',')).join('\n');
        await navigator.clipboard.writeText(csv);
        button.textContent = 'Copied';
    }));
    document.body.addEventListener('htmx:afterSettle', () => { fade(); drawAll(); if (place >= 0 && !$('[data-row].current')) step(0); });
})();
