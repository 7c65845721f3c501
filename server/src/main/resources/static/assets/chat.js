// The preview follows what is typed; and copying.
(() => {
    document.querySelectorAll('[data-chat-look]').forEach(field => {
        const tell = () => document.dispatchEvent(new CustomEvent('valentine-chat-look', {
            detail: { [field.dataset.chatLook]: field.value, here: field.dataset.chatLook === 'greeting' },
        }));
        field.addEventListener('input', tell);
        field.addEventListener('focus', tell);
    });
    document.querySelectorAll('[data-copy-text]').forEach(button => button.addEventListener('click', async () => {
        await navigator.clipboard.writeText(document.querySelector(button.dataset.copyText).textContent);
        button.lastChild.textContent = 'Copied';
    }));
})();
