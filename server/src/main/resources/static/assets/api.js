// The description of the API, drawn by Swagger UI from our own document; nothing comes from elsewhere.
const night = () => document.documentElement.classList.toggle('dark-mode', document.documentElement.dataset.bsTheme === 'dark');
new MutationObserver(night).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] });
night();
SwaggerUIBundle({
    url: '/api/openapi.json',
    domNode: document.getElementById('api'),
    deepLinking: false,
    defaultModelsExpandDepth: 0,
    docExpansion: 'list',
    displayRequestDuration: true,
    validatorUrl: null,
});
