-- Proof that goods are on their way back, what customers complain of, and that we spoke with them, stand there too.
CREATE OR REPLACE VIEW history.handling AS
SELECT id, customer, at, kind, tx, amount, currency,
       coalesce(properties ->> 'order', properties ->> 'order_id') AS number,
       coalesce(properties ->> 'estimated_delivery_date', properties ->> 'estimated_delivery_at',
           properties ->> 'estimated_delivery', properties ->> 'expected_delivery_date',
           properties ->> 'promised_delivery_date', properties ->> 'delivery_date') AS estimated,
       properties ->> 'intent' AS intent
FROM history.interaction
WHERE kind IN ('delivery', 'return_sent', 'return_arrived', 'return', 'refund', 'complaint', 'message_out', 'call',
        'meeting')
   OR (kind = 'order' AND coalesce(properties ->> 'estimated_delivery_date', properties ->> 'estimated_delivery_at',
           properties ->> 'estimated_delivery', properties ->> 'expected_delivery_date',
           properties ->> 'promised_delivery_date', properties ->> 'delivery_date') IS NOT NULL);
