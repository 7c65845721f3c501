-- Where somebody stood at the end of quarters.
CREATE INDEX quarter_place_customer ON health.quarter_place (customer);
