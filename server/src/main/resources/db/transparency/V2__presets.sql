-- What a firm starts with; all of it can be changed.
INSERT INTO transparency.purpose
    (key, name, sentence, basis, special, marketing, retention, categories, role, version)
VALUES
    ('service', 'Serving you',
     'We use your name, your addresses and your orders to deliver what you ordered and to answer you.',
     'contract', '', false, 'While you are our customer, and three years after.',
     '{contact,traits,purchases,messages,promises}', 'viewer', 1),
    ('promises', 'Keeping our promises',
     'We remember what we promised you and when, so that it is kept.',
     'contract', '', false, 'Three years after the promise ended.', '{contact,messages,promises}', 'viewer', 1),
    ('care', 'Seeing whether you are content',
     'We look at your orders and at what you tell us, to notice when we lose you and what we did wrong.',
     'interest', '', false, 'Three years.', '{purchases,feedback,behaviour,standing}', 'viewer', 1),
    ('books', 'Invoices and taxes',
     'The law makes us keep invoices and what belongs to them.',
     'law', '', false, 'As long as tax law asks for, mostly six to ten years.', '{contact,purchases,sensitive}',
     'manager', 1),
    ('newsletter', 'Newsletter',
     'We send you news and offers, when you want them. You can end it with one click.',
     'consent', '', true, 'Until you withdraw your consent.', '{contact}', 'member', 1),
    ('offers', 'Offers for customers',
     'We tell you about things like those you bought. You can object at any time.',
     'interest', '', true, 'Until you object, at most two years after your last order.', '{contact,purchases}',
     'member', 1),
    ('birthday', 'Congratulating you',
     'We keep your birth date to congratulate you, when you want that.',
     'consent', '', false, 'Until you withdraw your consent.', '{contact,sensitive}', 'member', 1);
INSERT INTO transparency.purpose_version
    (purpose, version, name, sentence, basis, special, marketing, retention, categories, role, ended, at)
SELECT id, version, name, sentence, basis, special, marketing, retention, categories, role, ended, now()
FROM transparency.purpose;
