-- What other modules may read of orders under way: until when one is to come, that it came, that goods came back, and
-- that money did. An order that says nothing of its delivery is left out.
CREATE VIEW history.handling AS
SELECT id, customer, at, kind, tx, amount, currency,
       coalesce(properties ->> 'order', properties ->> 'order_id') AS number,
       coalesce(properties ->> 'estimated_delivery_date', properties ->> 'estimated_delivery_at',
           properties ->> 'estimated_delivery', properties ->> 'expected_delivery_date',
           properties ->> 'promised_delivery_date', properties ->> 'delivery_date') AS estimated
FROM history.interaction
WHERE kind IN ('delivery', 'return_arrived', 'return', 'refund')
   OR (kind = 'order' AND coalesce(properties ->> 'estimated_delivery_date', properties ->> 'estimated_delivery_at',
           properties ->> 'estimated_delivery', properties ->> 'expected_delivery_date',
           properties ->> 'promised_delivery_date', properties ->> 'delivery_date') IS NOT NULL);
