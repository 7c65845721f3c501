-- Customers are never removed, and what names them is written together with them by one who holds the lock: looking each
-- one up again for every word and handle is a large part of the work of taking in somebody new.
ALTER TABLE customer.word DROP CONSTRAINT word_customer_fkey;
ALTER TABLE customer.handle DROP CONSTRAINT handle_customer_fkey;
