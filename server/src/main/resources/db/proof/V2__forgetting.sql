-- What was told of somebody.
CREATE INDEX forecast_customer ON proof.forecast (customer);
