// Runs before the first paint: the theme the person chose, or the system's.
(() => {
    const chosen = localStorage.getItem('theme');
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
        const theme = localStorage.getItem('theme') ?? (dark.matches ? 'dark' : 'light');
        document.documentElement.dataset.bsTheme = theme;
    };
    if (!chosen) dark.addEventListener('change', apply);
    apply();
    window.valentineTheme = theme => {
        localStorage.setItem('theme', theme);
        apply();
        document.dispatchEvent(new CustomEvent('theme'));
    };
})();
