-- In which imports somebody came.
CREATE INDEX brought_customer ON duplicate.brought (customer);
