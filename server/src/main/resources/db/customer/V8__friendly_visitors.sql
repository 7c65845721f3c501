-- Who wrote without a name is called by a few letters of his number, without the medium before it; so is the customer to
-- whom that profile was joined. By the primary key of handles, in which those of each medium lie together.
UPDATE customer.customer c
SET name = 'Visitor ' || left(substr(h.value, 6), 6)
FROM customer.handle h JOIN customer.customer p ON p.id = h.customer
WHERE h.kind = 'anonymous' AND h.value >= 'chat:' AND h.value < 'chat;' AND c.id IN (p.id, p.head)
    AND c.name = 'Visitor ' || left(h.value, 8);
UPDATE customer.customer c
SET name = 'Visitor ' || left(substr(h.value, 10), 12)
FROM customer.handle h JOIN customer.customer p ON p.id = h.customer
WHERE h.kind = 'anonymous' AND h.value >= 'telegram:' AND h.value < 'telegram;' AND c.id IN (p.id, p.head)
    AND c.name = 'Visitor telegram';
UPDATE customer.customer c
SET name = '@' || substr(h.value, 10)
FROM customer.handle h JOIN customer.customer p ON p.id = h.customer
WHERE h.kind = 'anonymous' AND h.value >= 'mastodon:' AND h.value < 'mastodon;' AND c.id IN (p.id, p.head)
    AND c.name = 'Visitor mastodon';
