-- Who is forgotten takes his orders along.
CREATE INDEX happening_customer ON promise.happening (customer);
