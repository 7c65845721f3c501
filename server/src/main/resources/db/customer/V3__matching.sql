-- What other modules may read to compare customers: one row per customer, with the handles of all his profiles.
CREATE VIEW customer.person AS
SELECT c.id AS customer, c.name, coalesce(a.name, '') AS company,
       coalesce(h.emails, '{}') AS emails, coalesce(h.phones, '{}') AS phones, c.traits,
       -- Somebody of whom nothing is known but that he was here; index handle_profile.
       c.said = '{}' AND EXISTS (
           SELECT FROM customer.handle v WHERE v.profile = c.id AND v.kind = 'anonymous') AS visitor
FROM customer.customer c
LEFT JOIN customer.account a ON a.id = c.account
LEFT JOIN LATERAL (
    -- Indexes customer_head and handle_customer.
    SELECT array_agg(h.value ORDER BY h.value) FILTER (WHERE h.kind = 'email') AS emails,
           array_agg(h.value ORDER BY h.value) FILTER (WHERE h.kind = 'phone') AS phones
    FROM customer.customer p JOIN customer.handle h ON h.customer = p.id
    WHERE p.head = c.id AND h.kind IN ('email', 'phone')) h ON true
WHERE c.part_of IS NULL;
